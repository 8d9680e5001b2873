/** A JSON value, with its objects as lists of members: nothing is merged, renamed or left out. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export class JsonObject {
  readonly members = new Map<string, Json>()
}

/** No event nests deeper; what does is none, whatever else it is. */
const DEEPEST = 32

class NoJson extends Error {}

/**
 * A reader of RFC 8259 of the fuzz test's own, that shares nothing with the product's: `undefined` for what is no JSON,
 * and for an object with the same name twice.
 */
export function readJson(text: string): Json | undefined {
  try {
    return new Reader(text).readAll()
  } catch (error) {
    if (error instanceof NoJson) return undefined
    throw error
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const ESCAPES: Record<string, string> = {
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
}

class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  readAll(): Json {
    const value = this.readValue(0)
    if (this.at !== this.text.length) throw new NoJson()
    return value
  }

  private readValue(depth: number): Json {
    if (depth > DEEPEST) throw new NoJson()
    this.skipBlanks()
    const first = this.text[this.at]
    const value =
      first === '{'
        ? this.readObject(depth)
        : first === '['
          ? this.readList(depth)
          : first === '"'
            ? this.readString()
            : this.readPlain()
    this.skipBlanks()
    return value
  }

  private readObject(depth: number): JsonObject {
    const object = new JsonObject()
    this.at++
    this.skipBlanks()
    if (this.takes('}')) return object
    do {
      this.skipBlanks()
      const name = this.readString()
      if (object.members.has(name)) throw new NoJson()
      this.skipBlanks()
      this.demand(':')
      object.members.set(name, this.readValue(depth + 1))
    } while (this.takes(','))
    this.demand('}')
    return object
  }

  private readList(depth: number): Json[] {
    const list: Json[] = []
    this.at++
    this.skipBlanks()
    if (this.takes(']')) return list
    do list.push(this.readValue(depth + 1))
    while (this.takes(','))
    this.demand(']')
    return list
  }

  private readString(): string {
    this.demand('"')
    let value = ''
    for (;;) {
      const character = this.text[this.at++]
      if (character === undefined || character < ' ') throw new NoJson()
      if (character === '"') return value
      value += character === '\\' ? this.readEscape() : character
    }
  }

  private readEscape(): string {
    const letter = this.text[this.at++] ?? ''
    if (letter !== 'u') return ESCAPES[letter] ?? fail()
    const digits = this.text.slice(this.at, this.at + 4)
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new NoJson()
    this.at += 4
    return String.fromCharCode(parseInt(digits, 16))
  }

  private readPlain(): Json {
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    NUMBER.lastIndex = this.at
    const [digits] = NUMBER.exec(this.text) ?? fail()
    this.at += digits.length
    return Number(digits)
  }

  private skipBlanks(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private demand(character: string): void {
    if (!this.takes(character)) throw new NoJson()
  }
}

function fail(): never {
  throw new NoJson()
}
