/** The sheet in the forms that different readers need; the first is what is given when none is asked for. */
export const EDITIONS = ['a4', 'largePrint', 'easyToRead'] as const
export type Edition = (typeof EDITIONS)[number]

/** As an address names them (`?edizione=grande`). */
export const EDITION_WORDS: Record<Edition, string> = { a4: 'a4', largePrint: 'grande', easyToRead: 'facile' }

/** The edition that an address asks for, if it is one of ours. */
export function readEdition(word: unknown): Edition | undefined {
  if (word === undefined) return EDITIONS[0]
  return EDITIONS.find((edition) => EDITION_WORDS[edition] === word)
}
