import { type Chance } from '../kernel/chance.js'

/**
 * Two different words that stand in the message and on the operator's screen: the same on both sides means that the
 * code is read to the one who asked for it (docs/threat-model.md).
 */
export type TwoWords = readonly [string, string]

/** Short, concrete, easy to say and to tell apart. */
export const WORDS: readonly string[] = (
  'albero anello aquila barca bosco chiave cielo corda cotone drago erba falco farina ferro fiume foglia ' +
  'gatto ghisa giglio gomma gufo isola lampo legno libro limone luna marmo matita melone mulino museo ' +
  'nastro neve nuvola oliva orso penna piazza pietra ponte prugna quarzo sabbia sapone sasso sfera siepe ' +
  'spiga stella strada tango tavolo tegola tigre trave treno uovo vela vento volpe zaino zebra zolla'
).split(' ')

export function drawTwoWords(chance: Chance): TwoWords {
  const first = chance.below(WORDS.length)
  const step = 1 + chance.below(WORDS.length - 1)
  return [wordAt(first), wordAt((first + step) % WORDS.length)]
}

function wordAt(place: number): string {
  return WORDS[place] ?? ''
}
