/** A codice fiscale of sixteen characters with a true check character (D.M. 23 December 1976, artt. 6–10). */
export type CodiceFiscale = string & { readonly brand: 'CodiceFiscale' }

export type CodiceFiscaleReading =
  | { kind: 'read'; codiceFiscale: CodiceFiscale }
  | { kind: 'empty' }
  | { kind: 'elevenDigits' }
  | { kind: 'wrongLength'; length: number }
  | { kind: 'wrongCharacters' }
  | { kind: 'wrongCheckCharacter' }

const LENGTH = 16
const DIGIT = '[0-9LMNPQRSTUV]'
const SHAPE = new RegExp(`^[A-Z]{6}${DIGIT}{2}[ABCDEHLMPRST]${DIGIT}{2}[A-Z]${DIGIT}{3}[A-Z]$`)

/** Reads a code exactly as written in the feed: upper case, no spaces. */
export function readCodiceFiscale(text: string): CodiceFiscaleReading {
  if (text === '') return { kind: 'empty' }
  if (/^\d{11}$/.test(text)) return { kind: 'elevenDigits' }
  if (text.length !== LENGTH) return { kind: 'wrongLength', length: text.length }
  if (!SHAPE.test(text)) return { kind: 'wrongCharacters' }
  if (checkCharacter(text) !== text[15]) return { kind: 'wrongCheckCharacter' }
  return { kind: 'read', codiceFiscale: text as CodiceFiscale }
}

/** Reads a code as a query gives it: any letter case, spaces anywhere. */
export function readAskedCodiceFiscale(text: string): CodiceFiscaleReading {
  return readCodiceFiscale(text.replace(/\s+/g, '').toUpperCase())
}

/** Spaces, dashes, marks and invisible characters: all that people and scanners put between letters and digits. */
const BETWEEN = /[\p{P}\p{Z}\p{C}\p{Sc}\p{Sk}\p{Sm}]+/gu

/**
 * Reads a code as a person types it, or a counter scanner for them: any letter case, full-width letters and digits,
 * anything that is neither letter nor digit in between. A scanner's read of the health card comes in marks (`%…?`,
 * `*…*`) and may say more than the code: of a longer text what holds together counts.
 */
export function readTypedCodiceFiscale(text: string): CodiceFiscaleReading {
  const written = text.normalize('NFKC').toUpperCase()
  const symbols = written.replace(BETWEEN, '')
  // Somebody who typed only marks or pictures did type: "empty" would not help them.
  if (symbols === '') return { kind: /[^\p{Z}\p{C}]/u.test(written) ? 'wrongCharacters' : 'empty' }
  if (/[^A-Z0-9]/.test(symbols)) return { kind: 'wrongCharacters' }
  return readCodiceFiscale(symbols.length > LENGTH ? codeWithin(symbols) : symbols)
}

function codeWithin(symbols: string): string {
  for (let start = 0; start + LENGTH <= symbols.length; start++) {
    const code = symbols.slice(start, start + LENGTH)
    if (readCodiceFiscale(code).kind === 'read') return code
  }
  return symbols
}

/** Values of the characters in odd places (first, third, …): D.M. 23 December 1976, table A. */
const ODD: Record<string, number> = {}
const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]
for (const [index, value] of ODD_VALUES.entries()) {
  ODD[String.fromCharCode(65 + index)] = value
  if (index < 10) ODD[String(index)] = value
}

/** The sixteenth character that belongs to the first fifteen. */
export function checkCharacter(text: string): string {
  let sum = 0
  for (let place = 0; place < 15; place++) {
    const character = text.charAt(place)
    const even = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    sum += place % 2 === 0 ? (ODD[character] ?? 0) : even
  }
  return String.fromCharCode(65 + (sum % 26))
}
