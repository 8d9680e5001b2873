import { qrBox, type QrModules } from '../web/code.page.js'
import { html, type Html } from '../web/html.js'
import { EDITION_WORDS } from './edition.js'
import { type Block, type Part, PICTURES, type Picture } from './sheet-content.js'
import { sheetContent } from './sheet-parts.texts.js'
import { type Links } from './sheet-links.js'
import { type Inline, type Sheet } from './sheet.js'

/** The sheet as a page: the same list of parts that the PDF is drawn from, so that both say the same. */
export function sheetTwin(sheet: Sheet, modules: QrModules): { title: string; article: Html } {
  const { title, top, parts, links } = sheetContent(sheet)
  const look = { modules, links }
  const tell = (names: readonly Part['name'][]) =>
    parts.filter(({ name }) => names.includes(name)).map((part) => twinPart(part, look))
  const [how, ...halves] = CARD
  const article = html`<article class="twin twin-${EDITION_WORDS[sheet.edition]}">
    <header class="twin-top">${top.map((line) => html`<p>${inline([line].flat(), links)}</p>`)}</header>
    ${parts.filter(({ name }) => !CARD.includes(name)).map((part) => twinPart(part, look))}
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

interface TwinLook {
  modules: QrModules
  links: Links
}

function twinPart({ name, picture, blocks }: Part, look: TwinLook): Html {
  return html`<div class="twin-part twin-${name}${picture && ' twin-pictured'}">
    ${picture && drawnPicture(picture)}${blocks.map((block) => twinBlock(block, look))}
  </div>`
}

function twinBlock(block: Block, { modules, links }: TwinLook): Html {
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
      // A sentence begins a line, as on paper.
      return html`<p class="twin-${block.weight ?? 'body'}">
        ${block.lines.map((line) => html`<span class="twin-line">${inline(line, links)}</span> `)}
      </p>`
    case 'steps':
      return html`<ol class="steps">
        ${block.steps.map((step) => html`<li>${inline(step, links)}</li>`)}
      </ol>`
    case 'qr':
      return qrBox({ modules, label: block.alt })
    case 'code':
      return html`<p class="mono code-groups">
        ${block.groups.map((group) => html`<span>${group}</span> `)}
      </p>`
  }
}

function inline(line: Inline, links: Links): Html {
  return html`${line.map((piece) => {
    if (typeof piece === 'string') return piece
    if ('strong' in piece) return html`<strong>${piece.strong}</strong>`
    // The words of the law are Italian in every language.
    if ('italian' in piece) return html`<span lang="it">${piece.italian}</span>`
    const link = links[piece.link]
    const words = link ? html`<a href="${link.address}">${piece.text}</a>` : piece.text
    return piece.weight === 'strong' ? html`<strong>${words}</strong>` : words
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
