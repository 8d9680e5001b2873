import { type Html, html, type HtmlValue } from './html.js'
import { type Icon, icon } from './icons.page.js'
import { type Visitor } from './page-context.js'
import { csrfField } from './fields.page.js'

/** `main`: the one filled button of a page. `other`: the second way. `stop`: what cannot be undone. */
export type ButtonKind = 'main' | 'other' | 'stop'

export interface Button {
  text: HtmlValue
  kind?: ButtonKind
  name?: string
  value?: string
  /** Submits the form with this id, wherever the button stands. */
  form?: string
}

/** A button that sends its form. */
export function button({ text, kind = 'main', name, value, form }: Button): Html {
  return html`<button
    class="${BUTTON_CLASS[kind]}"
    ${attribute('name', name)}
    ${attribute('value', value)}
    ${attribute('form', form)}
  >
    ${text}
  </button>`
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function linkButton({
  text,
  href,
  kind = 'main',
}: {
  text: HtmlValue
  href: string
  kind?: ButtonKind
}): Html {
  return html`<a class="${BUTTON_CLASS[kind]}" href="${href}">${text}</a>`
}

/** A link on a line of its own, large enough to touch. */
export function textLink({ text, href }: { text: HtmlValue; href: string }): Html {
  return html`<a class="tap" href="${href}">${text}</a>`
}

/** The same beside a form whose fields must stay as they are: a new tab, which its words announce (WCAG 2.2, G201). */
export function textLinkInNewTab({ text, href }: { text: HtmlValue; href: string }): Html {
  return html`<a class="tap" href="${href}" target="_blank" rel="noopener">${text}</a>`
}

const BUTTON_CLASS: Record<ButtonKind, string> = {
  main: 'btn btn-primary',
  other: 'btn btn-outline-primary',
  stop: 'btn btn-stop',
}

/** The buttons and links that end a page or a form. */
export function acts(...content: HtmlValue[]): Html {
  return html`<div class="acts">${content}</div>`
}

export interface Form {
  action: string
  /** Needed by the language button, which carries the fields of the form. */
  id?: string
  visitor?: Visitor | undefined
  /** It sends a file (RFC 7578). */
  upload?: boolean
}

/** A form that posts natively. Our own messages stand beside the fields, so the browser's bubbles are off. */
export function form({ action, id, visitor, upload = false }: Form, ...content: HtmlValue[]): Html {
  const type = attribute('enctype', upload ? 'multipart/form-data' : undefined)
  return html`<form method="post" action="${action}" ${attribute('id', id)} ${type} novalidate>
    ${visitor && csrfField(visitor)}${content}
  </form>`
}

/** Two or three things one can do, each on a line with its drawing. */
export function actionList(...items: HtmlValue[]): Html {
  return html`<ul class="actions">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

export function iconLink({ text, href, icon: name }: { text: HtmlValue; href: string; icon: Icon }): Html {
  return html`<a class="action" href="${href}">${icon(name)}<span>${text}</span></a>`
}

/** Like {@link iconLink}, for what is sent by a form around it. */
export function iconButton({ text, icon: name }: { text: HtmlValue; icon: Icon }): Html {
  return html`<button class="action">${icon(name)}<span>${text}</span></button>`
}

/** Rows of a consequence in words and, beside it, the button that brings it about. */
export function actionRows(...rows: { text: HtmlValue; action: Html }[]): Html {
  return html`<ul class="rows">
    ${rows.map(
      ({ text, action }) =>
        html`<li class="row-of-two">
          <p>${text}</p>
          ${action}
        </li>`,
    )}
  </ul>`
}

function attribute(name: string, value: string | undefined): HtmlValue {
  return value !== undefined && html`${name}="${value}"`
}
