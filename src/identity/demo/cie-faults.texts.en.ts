import { type SameShape } from '../../messages/locale.js'
import { type it } from './cie-faults.texts.it.js'

export const en = {
  question: 'Try a broken answer',
  faults: {
    expired: 'It has expired',
    signature: 'The signature is false',
    audience: 'It is for another service',
    level: 'The level is too low',
    rubbish: 'It cannot be read',
  },
} satisfies SameShape<typeof it>
