export type StatedWords =
  | { kind: 'read'; words: string }
  | { kind: 'length' }
  /** Markup, a web address, pictures, or nothing that can be read aloud. */
  | { kind: 'notPlain' }

export type WrongWords = Exclude<StatedWords['kind'], 'read'>

/** Letters with their accents, numbers and ordinary punctuation; a tick or a seal could pass for our word. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{Sc} +=°^`´|~]*$/u
const LEADS_ELSEWHERE = /[<>]|:\/\/|\bwww\./i
const LETTERS = /\p{L}.*\p{L}/u

/** What an operator may type about themselves: 3 to 80 characters of plain text, on one line. */
export function readStatedWords(text: string): StatedWords {
  const words = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  const length = [...words].length
  if (length < 3 || length > 80) return { kind: 'length' }
  const isPlain = PLAIN.test(words) && !LEADS_ELSEWHERE.test(words) && LETTERS.test(words)
  return isPlain ? { kind: 'read', words } : { kind: 'notPlain' }
}
