/**
 * Reads a PDF of ours down to its objects, strictly: one revision, a cross-reference table that is right to the byte, no
 * object streams, no filter but deflate. What our writer never makes is refused, not repaired. Shares no code with it.
 */
import { inflateSync } from 'node:zlib'

export class Name {
  constructor(readonly name: string) {}
}

export class Ref {
  constructor(readonly number: number) {}
}

export class Stream {
  constructor(
    readonly dict: Dict,
    public data: Uint8Array,
  ) {}
}

export type Dict = Map<string, Value>
/** A text of the file is a string of its bytes (latin1). */
export type Value = null | boolean | number | string | Name | Ref | Stream | Value[] | Dict

export class Malformed extends Error {
  override name = 'Malformed'
}

export interface PdfFile {
  bytes: Uint8Array
  objects: Map<number, Value>
  trailer: Dict
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const text = Buffer.from(bytes).toString('latin1')
  const start = /startxref\n(\d+)\n%%EOF\n?$/.exec(text)
  if (!start) throw new Malformed('no startxref at the end')
  const reader = new Reader(text, Number(start[1]))
  reader.expect('xref\n0 ')
  const count = Number(reader.word())
  reader.expect('\n')
  const table = text.slice(reader.at, reader.at + 20 * count)
  const objects = new Map<number, Value>()
  for (let number = 0; number < count; number++) {
    const entry = /^(\d{10}) (\d{5}) ([nf])(?: \n|\r\n)$/.exec(table.slice(20 * number, 20 * number + 20))
    if (!entry) throw new Malformed(`entry ${number} of the cross-reference table`)
    if (entry[3] === 'f') continue
    const at = new Reader(text, Number(entry[1]))
    at.expect(`${number} 0 obj\n`)
    objects.set(number, at.objectBody(bytes))
  }
  reader.at += 20 * count
  reader.expect('trailer\n')
  const trailer = reader.value()
  if (!(trailer instanceof Map)) throw new Malformed('the trailer')
  return { bytes, objects, trailer }
}

/** Follows references. What is not there is null, as the standard says. */
export function resolve(file: PdfFile, value: Value | undefined): Value {
  for (let step = 0; step < 20; step++) {
    if (!(value instanceof Ref)) return value ?? null
    value = file.objects.get(value.number) ?? null
  }
  throw new Malformed('references go round in a circle')
}

/** The dictionary at a place, of a stream too. */
export function dictOf(file: PdfFile, value: Value | undefined): Dict | undefined {
  const found = resolve(file, value)
  if (found instanceof Stream) return found.dict
  return found instanceof Map ? found : undefined
}

export function listOf(file: PdfFile, value: Value | undefined): Value[] {
  const found = resolve(file, value)
  return Array.isArray(found) ? found : []
}

export function nameOf(file: PdfFile, value: Value | undefined): string | undefined {
  const found = resolve(file, value)
  return found instanceof Name ? found.name : undefined
}

/** A text for people: in UTF-16 where it starts with the mark of it, else Latin. */
export function textOf(file: PdfFile, value: Value | undefined): string | undefined {
  const found = resolve(file, value)
  if (typeof found !== 'string') return undefined
  if (!found.startsWith('\xfe\xff')) return found
  return Buffer.from(found.slice(2), 'latin1').swap16().toString('utf16le')
}

export function contentOf(stream: Stream): Uint8Array {
  const filter = stream.dict.get('Filter')
  if (filter === undefined) return stream.data
  if (filter instanceof Name && filter.name === 'FlateDecode') return inflateSync(stream.data)
  throw new Malformed('a filter other than deflate')
}

export function catalogueOf(file: PdfFile): Dict {
  const catalogue = dictOf(file, file.trailer.get('Root'))
  if (!catalogue) throw new Malformed('no catalogue')
  return catalogue
}

export function pagesOf(file: PdfFile): { number: number; dict: Dict }[] {
  const pages: { number: number; dict: Dict }[] = []
  const walk = (value: Value | undefined, depth: number): void => {
    const dict = dictOf(file, value)
    if (!dict || depth > 10) throw new Malformed('the tree of pages')
    if (nameOf(file, dict.get('Type')) === 'Page')
      pages.push({ number: value instanceof Ref ? value.number : 0, dict })
    else for (const kid of listOf(file, dict.get('Kids'))) walk(kid, depth + 1)
  }
  walk(catalogueOf(file).get('Pages'), 0)
  return pages
}

const SPACE = /[\0\t\n\f\r ]/
const DELIMITER = /[\0\t\n\f\r ()<>[\]{}/%]/

/** Reads values, one after the other. */
export class Reader {
  constructor(
    readonly text: string,
    public at = 0,
  ) {}

  expect(what: string): void {
    if (!this.text.startsWith(what, this.at))
      throw new Malformed(`${JSON.stringify(what)} expected at ${this.at}`)
    this.at += what.length
  }

  skip(): void {
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at)
      if (character === '%')
        while (this.at < this.text.length && !/[\n\r]/.test(this.text.charAt(this.at))) this.at++
      else if (SPACE.test(character)) this.at++
      else return
    }
  }

  /** The next character that means something. */
  next(): string {
    this.skip()
    return this.text.charAt(this.at)
  }

  word(): string {
    const start = this.at
    while (this.at < this.text.length && !DELIMITER.test(this.text.charAt(this.at))) this.at++
    return this.text.slice(start, this.at)
  }

  value(): Value {
    const character = this.next()
    if (this.text.startsWith('<<', this.at)) return this.dict()
    if (character === '/') return this.name()
    if (character === '(') return this.literal()
    if (character === '<') return this.hexadecimal()
    if (character === '[') return this.list()
    return this.plain()
  }

  private plain(): Value {
    const word = this.word()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new Malformed(`${JSON.stringify(word)} at ${this.at}`)
    const reference = /^ (\d+) R(?![A-Za-z])/.exec(this.text.slice(this.at, this.at + 12))
    if (!reference || !/^\d+$/.test(word)) return Number(word)
    this.at += reference[0].length
    return new Ref(Number(word))
  }

  private name(): Name {
    this.at++
    return new Name(
      this.word().replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    )
  }

  private list(): Value[] {
    const values: Value[] = []
    this.at++
    while (this.next() !== ']') values.push(this.value())
    this.at++
    return values
  }

  private dict(): Dict {
    const dict: Dict = new Map()
    this.at += 2
    while (this.next() !== '>') {
      const key = this.value()
      if (!(key instanceof Name) || dict.has(key.name)) throw new Malformed(`a key at ${this.at}`)
      dict.set(key.name, this.value())
    }
    this.at += 2
    return dict
  }

  private literal(): string {
    let said = ''
    let depth = 0
    do {
      const character = this.text.charAt(this.at++)
      if (character === '') throw new Malformed('a text without end')
      if (character === '\\') said += this.escaped()
      else {
        if (character === '(') depth++
        if (character === ')') depth--
        said += character
      }
    } while (depth > 0)
    return said.slice(1, -1)
  }

  private escaped(): string {
    const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at, this.at + 3))
    if (octal) {
      this.at += octal[0].length
      return String.fromCharCode(parseInt(octal[0], 8))
    }
    const character = this.text.charAt(this.at++)
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' }[character] ?? character
  }

  private hexadecimal(): string {
    const end = this.text.indexOf('>', this.at)
    const digits = this.text.slice(this.at + 1, end).replace(/\s/g, '')
    if (end < 0 || !/^[0-9A-Fa-f]*$/.test(digits)) throw new Malformed(`a text at ${this.at}`)
    this.at = end + 1
    return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex').toString('latin1')
  }

  /** What stands between `obj` and `endobj`. */
  objectBody(bytes: Uint8Array): Value {
    let value = this.value()
    this.skip()
    if (this.text.startsWith('stream\n', this.at)) {
      const length = value instanceof Map ? value.get('Length') : undefined
      if (!(value instanceof Map) || typeof length !== 'number')
        throw new Malformed('a stream without length')
      const start = this.at + 'stream\n'.length
      value = new Stream(value, bytes.subarray(start, start + length))
      this.at = start + length
      this.expect('\nendstream\n')
    }
    this.expect('endobj\n')
    return value
  }
}
