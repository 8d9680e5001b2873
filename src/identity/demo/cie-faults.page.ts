import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { acts, button } from '../../web/actions.page.js'
import { more } from '../../web/facts.page.js'
import { type Html } from '../../web/html.js'
import { type PageContext } from '../../web/page-context.js'
import { type CieFault } from './cie-fault.js'
import { en } from './cie-faults.texts.en.js'
import { it } from './cie-faults.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
/** Those that a person can make sense of; the tests send the others too. */
const SHOWN = ['expired', 'signature', 'audience', 'level', 'rubbish'] as const satisfies CieFault[]

/** The fault switch of the CIE provider: an answer with one thing wrong. */
export function cieFaultSwitch({ locale }: PageContext): Html {
  const { question, faults } = TEXTS[locale]
  const buttons = SHOWN.map((fault) =>
    button({ text: faults[fault], name: 'esito', value: `errore-${fault}`, kind: 'other' }),
  )
  return more({ question, answer: acts(buttons) })
}
