import { type SameShape } from '../../messages/locale.js'
import { type it } from './spid.texts.it.js'

export const en = {
  choose: {
    title: 'Choose your SPID provider',
    lead: 'The one that gave you SPID. The order changes each time.',
    back: 'Back',
    legend: 'SPID providers',
    eidas: 'Log in with the identity of another European state (eIDAS)',
    none: 'SPID does not answer now. Try again soon, or choose another way.',
    other: 'Choose another way',
  },
  leave: {
    title: 'We send you to your provider',
    lead: 'If nothing happens, press “Continue”.',
    go: 'Continue',
  },
  comeBack: {
    title: 'Back to the service',
    lead: 'If nothing happens, press “Continue”.',
    go: 'Continue',
  },
} satisfies SameShape<typeof it>
