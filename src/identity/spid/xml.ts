const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

/** XML that is sound: made by {@link xml}, never from a plain string. */
export class Xml {
  constructor(readonly text: string) {}
}

export type XmlValue = Xml | string | number | false | undefined | readonly XmlValue[]

/**
 * Writes XML. Every value is escaped, for text and for quoted attributes (XML 1.0 §2.4, §3.3.3); only `Xml` goes in as it
 * is. Line ends and their indentation between tags are left out: nothing is signed that is not meant.
 */
export function xml(parts: TemplateStringsArray, ...values: XmlValue[]): Xml {
  const lines = parts.map((part) => part.replace(/\s*\n\s*(?=<|$)/g, '').replace(/\s*\n\s*/g, ' '))
  let text = lines[0] ?? ''
  for (const [index, value] of values.entries()) text += write(value) + (lines[index + 1] ?? '')
  return new Xml(text)
}

function write(value: XmlValue): string {
  if (value instanceof Xml) return value.text
  if (value === false || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return value.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '')
  return value.map(write).join('')
}
