/** HTML that is safe to send: made by {@link html}, never from a plain string. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text
  }
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

/**
 * Writes HTML. Every value is escaped for text and for quoted attributes (OWASP ASVS 5.0 §1.2.1); only `Html` goes in
 * as it is. `false`, `null` and `undefined` write nothing.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = parts[0] ?? ''
  for (const [index, value] of values.entries()) text += write(value) + (parts[index + 1] ?? '')
  return new Html(text)
}

function write(value: HtmlValue): string {
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.text
  if (value === false || value === null || value === undefined) return ''
  return value.map(write).join('')
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '') : text
}
