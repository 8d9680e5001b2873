import { type SameShape } from '../../messages/locale.js'
import { type it } from './spid-faults.texts.it.js'

export const en = {
  question: 'Try a broken answer',
  label: 'Answer',
  hint: 'These are the federation’s tests, with their numbers. OK: you get in. KO: you do not.',
} satisfies SameShape<typeof it>
