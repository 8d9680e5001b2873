import { qrBox, type QrModules } from '../web/code.page.js'
import { html, type Html } from '../web/html.js'
import { EDITION_WORDS } from './edition.js'
import { type Block, type Part, PICTURES, type Picture } from './sheet-content.js'
import { sheetContent } from './sheet-parts.texts.js'
import { type Inline, type Sheet } from './sheet.js'

/** The sheet as a page: the same list of parts that the PDF is drawn from, so that both say the same. */
export function sheetTwin(sheet: Sheet, modules: QrModules): { title: string; article: Html } {
  const { title, top, parts } = sheetContent(sheet)
  const tell = (names: readonly Part['name'][]) =>
    parts.filter(({ name }) => names.includes(name)).map((part) => twinPart(part, modules))
  const [how, ...halves] = CARD
  const article = html`<article class="twin twin-${EDITION_WORDS[sheet.edition]}">
    <header class="twin-top">${top.map((line) => html`<p>${line}</p>`)}</header>
    ${parts.filter(({ name }) => !CARD.includes(name)).map((part) => twinPart(part, modules))}
    ${
      parts.some(({ name }) => name === how) &&
      html`<div class="twin-wallet">
        ${tell([how])}
        <div class="twin-halves">${tell(halves)}</div>
      </div>`
    }
  </article>`
  return { title, article }
}

/** How to cut it, and its two halves. */
const CARD: readonly [Part['name'], ...Part['name'][]] = ['card', 'cardFront', 'cardBack']

function twinPart({ name, picture, blocks }: Part, modules: QrModules): Html {
  return html`<div class="twin-part twin-${name}${picture && ' twin-pictured'}">
    ${picture && drawnPicture(picture)}${blocks.map((block) => twinBlock(block, modules))}
  </div>`
}

function twinBlock(block: Block, modules: QrModules): Html {
  switch (block.kind) {
    case 'title':
      return html`<h1>${block.start}<span>${block.name}</span></h1>`
    case 'name':
      return html`<p class="twin-name">${block.start}<span>${block.name}</span></p>`
    case 'heading':
      return html`<h2>${block.text}</h2>`
    case 'label':
      return html`<p class="twin-label">${block.text}</p>`
    case 'lines':
      return html`<p class="twin-${block.weight ?? 'body'}">${block.lines.map(twinLine)}</p>`
    case 'steps':
      return html`<ol class="steps">
        ${block.steps.map((step) => html`<li>${inline(step)}</li>`)}
      </ol>`
    case 'qr':
      return qrBox({ modules, label: block.alt })
    case 'code':
      return html`<p class="mono code-groups">
        ${block.groups.map((group) => html`<span>${group}</span> `)}
      </p>`
  }
}

/** A sentence begins a line, as on paper. */
function twinLine(line: Inline): Html {
  return html`<span class="twin-line">${inline(line)}</span> `
}

function inline(line: Inline): Html {
  return html`${line.map((piece) => {
    if (typeof piece === 'string') return piece
    // The words of the law are Italian in every language.
    return 'strong' in piece
      ? html`<strong>${piece.strong}</strong>`
      : html`<span lang="it">${piece.italian}</span>`
  })}`
}

function drawnPicture(picture: Picture): Html {
  return html`<svg
    class="twin-picture"
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linejoin="round"
  >
    <path d="${PICTURES[picture]}" />
  </svg>`
}
