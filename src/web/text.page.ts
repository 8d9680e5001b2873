import { telephoneAddress } from '../messages/telephone.js'
import { type Html, html, type HtmlValue } from './html.js'
import { icon } from './icons.page.js'

/** The column of a page: gutters at the sides, 69 rem at most. Everything but a large answer stands in one. */
export function wrap(...content: HtmlValue[]): Html {
  return html`<div class="wrap">${content}</div>`
}

export interface Head {
  title: HtmlValue
  lead?: HtmlValue
  /** `Passo 2 di 4`. */
  step?: string
  back?: { href: string; text: string }
  /** The page is the answer to what was just sent: readers start at its heading. */
  focus?: boolean
}

/** The start of a page: way back, step, the one `h1`, and a sentence that is enough by itself. */
export function head({ title, lead, step, back, focus = false }: Head): Html {
  return html`${back && backLink(back)}
    <div class="head measure">
      ${step !== undefined && html`<p class="step">${step}</p>`}
      <h1 ${focus && FOCUSED}>${title}</h1>
      ${lead !== undefined && html`<p class="lead">${lead}</p>`}
    </div>`
}

/**
 * Marks the one element of a page that takes the focus when it opens. `autofocus` works on any element without script
 * (HTML Standard §6.6.7); `data-focus` lets `page.js` do it in the browsers that know it for fields only.
 */
export const FOCUSED = html`tabindex="-1" autofocus data-focus`

export function backLink({ href, text }: { href: string; text: string }): Html {
  return html`<a class="back" href="${href}">${icon('back')}<span>${text}</span></a>`
}

/** A part of a page under its own `h2`; `ruled` draws a line above it. */
export function section(
  { title, id, ruled = false }: { title: HtmlValue; id?: string; ruled?: boolean },
  ...content: HtmlValue[]
): Html {
  return html`<section class="section${ruled && ' ruled'}" ${id !== undefined && html` id="${id}"`}>
    <h2>${title}</h2>
    ${content}
  </section>`
}

/** Short texts side by side on a desk, one under the other on a phone. */
export function columns(count: 2 | 3, ...content: HtmlValue[]): Html {
  return html`<div class="columns columns-${count}">
    ${content.map((column) => html`<div>${column}</div>`)}
  </div>`
}

/** A text and what belongs beside it (a preview, a telephone, a reference number). */
export function beside({
  main,
  side,
  wide = 'main',
}: {
  main: HtmlValue
  side: HtmlValue
  wide?: 'main' | 'side'
}): Html {
  return html`<div class="beside beside-${wide}">
    <div>${main}</div>
    <div class="side">${side}</div>
  </div>`
}

/** Steps, with their numbers. */
export function steps(...items: HtmlValue[]): Html {
  return html`<ol class="steps">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ol>`
}

export function bullets(...items: HtmlValue[]): Html {
  return html`<ul class="bullets">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

/** The smallest text there is: 16 px. */
export function note(content: HtmlValue): Html {
  return html`<p class="note">${content}</p>`
}

/** Paragraphs in the text column. */
export function prose(...paragraphs: HtmlValue[]): Html {
  return html`<div class="prose measure">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>`
}

/** A telephone number as a link that dials it. */
export function telephoneLink(telephone: string): Html {
  const address = telephoneAddress(telephone)
  return address === undefined
    ? html`${telephone}`
    : html`<a class="unbroken" href="${address}">${telephone}</a>`
}

/**
 * A sentence of our texts with `{telefono}` or another name in braces, which are replaced by pieces of HTML. The
 * sentence itself is escaped like any other value.
 */
export function fill(sentence: string, values: Record<string, HtmlValue>): Html {
  const pieces = sentence.split(/(\{\w+\})/)
  return html`${pieces.map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    return name !== undefined && name in values ? values[name] : piece
  })}`
}
