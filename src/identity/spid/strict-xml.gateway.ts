import { type Document, DOMParser, type Element, type XmlNode } from './xml-library.gateway.js'

export type { Document, Element }

/** The largest message, in bytes of XML: answers of real providers take about ten thousand, with three certificates twenty. */
export const LARGEST_MESSAGE = 32 * 1024
const DEEPEST = 32
const MOST_ELEMENTS = 2000

/**
 * Reads XML that a stranger sent, or refuses it before any parser sees it: no document type (so no entity, and nothing
 * is ever fetched: T39), no comment, CDATA or processing instruction (a comment cuts a text in two: CVE-2017-11427 and its
 * kin), UTF-8 alone, bounded in size and depth. Takes one pass over the text.
 */
export function readXml(
  bytes: Buffer,
  largest = LARGEST_MESSAGE,
): { document: Document; text: string } | undefined {
  if (bytes.length > largest) return undefined
  const text = utf8(bytes)
  if (text === undefined || !isPlain(text, largest)) return undefined
  try {
    const parser = new DOMParser({
      onError: () => {
        throw new SyntaxError('not well-formed')
      },
    })
    return { document: parser.parseFromString(text, 'text/xml'), text }
  } catch {
    return undefined
  }
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}

const DECLARATION = /^<\?xml version="1\.[01]"(?: encoding="utf-8")?(?: standalone="(?:yes|no)")?\s*\?>\s*/i

function isPlain(text: string, largest: number): boolean {
  const body = text.replace(DECLARATION, '')
  if (/<[!?]/.test(body)) return false
  const limit = largest > LARGEST_MESSAGE ? Infinity : MOST_ELEMENTS
  let [depth, count] = [0, 0]
  for (const [tag] of body.matchAll(/<[^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    if (depth > DEEPEST || (count += 1) > 2 * limit) return false
  }
  return true
}

/** Children that are elements, of this name if one is given. */
export function childrenOf(element: Element, namespace?: string, name?: string): Element[] {
  const found: Element[] = []
  for (let child: XmlNode | null = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== 1) continue
    const one = child as Element
    if (namespace === undefined || (one.namespaceURI === namespace && one.localName === name)) found.push(one)
  }
  return found
}

/** The one child of this name; nothing where there is none, or more than one. */
export function onlyChild(
  element: Element | undefined,
  namespace: string,
  name: string,
): Element | undefined {
  const found = element ? childrenOf(element, namespace, name) : []
  return found.length === 1 ? found[0] : undefined
}

export function allOf(document: Document, namespace: string, name: string): Element[] {
  return [...document.getElementsByTagNameNS(namespace, name)]
}

export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined
}

/** The text of an element, without the white space around it. */
export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim()
}
