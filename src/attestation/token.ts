import { type Chance } from '../kernel/chance.js'

/**
 * What the QR carries: 32 upper-case symbols of Crockford's base32 (docs/contracts.md §4), 31 drawn at random (155 bits) and
 * one check symbol, so that a slip of the pen is caught before anybody is looked up.
 */
export type Token = string & { readonly brand: 'Token' }

export type TokenReading =
  | { kind: 'read'; token: Token }
  | { kind: 'empty' }
  | { kind: 'unknownCharacter'; character: string }
  | { kind: 'wrongLength'; length: number }
  | { kind: 'mistyped' }

export const TOKEN_LENGTH = 32
const DRAWN = TOKEN_LENGTH - 1
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The value of each symbol, 0–31. */
const VALUES = new Map([...ALPHABET].map((symbol, value) => [symbol, value]))

/** `SHARES[32 · place + value]`: what a symbol adds to the check, α^place · value in GF(2^5). */
const SHARES = sharesOfTheCheck()

/** Draws a new token: 155 unpredictable bits, each symbol equally likely. */
export function drawToken(chance: Chance): Token {
  const bytes = chance.bytes(20)
  let symbols = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5 && symbols.length < DRAWN; bits -= 5) {
      symbols += ALPHABET.charAt((held >> (bits - 5)) & 31)
    }
    held &= (1 << bits) - 1
  }
  return (symbols + checkSymbol(symbols)) as Token
}

/** The token in the eight groups of four that a sheet shows and a person copies. */
export function groupToken(token: Token): string[] {
  return token.match(/.{4}/g) ?? []
}

/** A keyboard with another layout than the counter scanner's turns `#` into `£` (Italian, British) or `§` (German). */
const MARK = /[#£§]/

/**
 * Reads a token as people and scanners give it (decision 12, D5): any letter case, O for 0, I and L for 1, anything that is
 * neither letter nor digit in between; or a whole address, of which what stands after `#` counts, else the last 32
 * symbols. What follows a `.` after the token is ignored (docs/contracts.md §4).
 */
export function readToken(text: string): TokenReading {
  const written = text.normalize('NFKC').toUpperCase()
  const afterMark = written.split(MARK).at(-1) ?? ''
  const marked = afterMark.length < written.length
  const [first = '', ...rest] = afterMark.split('.')
  // Without `#`, a dot may stand in the host as well as after the token: the check symbol tells where the token is.
  for (const part of marked ? [first] : [first, ...rest]) {
    const token = tokenAtEnd(part)
    if (token !== undefined) return { kind: 'read', token }
  }
  return explain(marked ? first : withoutAddress(afterMark))
}

function tokenAtEnd(part: string): Token | undefined {
  const symbols = spell(part).slice(-TOKEN_LENGTH)
  if (symbols.length !== TOKEN_LENGTH) return undefined
  for (const symbol of symbols) if (!VALUES.has(symbol)) return undefined
  return checkSymbol(symbols) === symbols.charAt(DRAWN) ? (symbols as Token) : undefined
}

/** The most helpful thing to say of a text that is no token. */
function explain(part: string): TokenReading {
  const symbols = [...spell(part)]
  if (symbols.length === 0) {
    // Pictures alone were typed, too: the first is named.
    const [seen] = part.replace(/[\p{P}\p{Z}\p{C}]/gu, '')
    return seen === undefined ? { kind: 'empty' } : { kind: 'unknownCharacter', character: seen }
  }
  const character = symbols.find((symbol) => !VALUES.has(symbol))
  if (character !== undefined) return { kind: 'unknownCharacter', character }
  if (symbols.length !== TOKEN_LENGTH) return { kind: 'wrongLength', length: symbols.length }
  return { kind: 'mistyped' }
}

/** Of `HOST/v…` what comes after `/v`; then what comes before a dot. */
function withoutAddress(written: string): string {
  const slash = written.lastIndexOf('/')
  const path = slash < 0 ? written : written.slice(slash + 1).replace(/^V/, '')
  return path.split('.')[0] ?? ''
}

/** Only letters and digits, with Crockford's look-alikes read as what they stand for. */
function spell(part: string): string {
  return part
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/**
 * The check symbol Σ α^i · x_i over GF(2^5). The weights are the 31 distinct powers of α, so every single wrong symbol
 * is caught, and every exchange of two symbols but that of the first with the last (a thirty-second weight would be
 * needed, and the field has thirty-one).
 */
function checkSymbol(symbols: string): string {
  let check = 0
  for (let place = 0; place < DRAWN; place++) {
    check ^= SHARES[32 * place + (VALUES.get(symbols.charAt(place)) ?? 0)] ?? 0
  }
  return ALPHABET.charAt(check)
}

function sharesOfTheCheck(): Uint8Array {
  const shares = new Uint8Array(32 * DRAWN)
  for (let value = 0; value < 32; value++) {
    let share = value
    for (let place = 0; place < DRAWN; place++) {
      shares[32 * place + value] = share
      // Times α modulo x^5 + x^2 + 1, a primitive polynomial.
      share = share & 16 ? ((share << 1) ^ 0b100101) & 31 : share << 1
    }
  }
  return shares
}
