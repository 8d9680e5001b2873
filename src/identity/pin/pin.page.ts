import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { acts, button, form } from '../../web/actions.page.js'
import { notice } from '../../web/facts.page.js'
import { errorSummary, field } from '../../web/fields.page.js'
import { html } from '../../web/html.js'
import { type Page, type PageContext } from '../../web/page-context.js'
import { fill, head, note, telephoneLink, wrap } from '../../web/text.page.js'
import { en } from './pin.texts.en.js'
import { it } from './pin.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
const FORM = 'pin-form'

/** What stands in the way; `refused` is the same whatever the reason. */
export type PinTrouble = 'codiceFiscaleWrong' | 'pinEmpty' | 'refused'

/** Somebody invented who has a PIN; in the demo only. */
export interface TrialPin {
  name: string
  codiceFiscale: string
  pin: string
}

export interface PinForm {
  codiceFiscale: string
  trouble?: PinTrouble | undefined
  trial: TrialPin[]
}

/** The old PIN. What was typed comes back, but for the PIN. */
export function pinPage({ locale, service }: PageContext, { codiceFiscale, trouble, trial }: PinForm): Page {
  const texts = TEXTS[locale]
  const at = trouble === 'pinEmpty' ? 'pin' : 'codiceFiscale'
  const wrongAt = (name: string) =>
    trouble !== undefined && trouble !== 'refused' && at === name ? { error: texts[trouble] } : {}
  return {
    title: texts.title,
    wrong: trouble !== undefined,
    switchLanguageBy: { form: FORM },
    main: wrap(
      trouble && errorSummary(texts.errors, [{ field: at, message: texts[trouble] }]),
      head({ title: texts.title, lead: texts.lead, back: { href: '/accedi', text: texts.back } }),
      trial.map(({ name, codiceFiscale: code, pin }) =>
        notice(
          html`${texts.trial} ${name} <span class="mono unbroken">${code}</span>,
            <span class="mono">${pin}</span>`,
        ),
      ),
      form(
        { action: '/accedi/pin', id: FORM },
        field({
          name: 'codiceFiscale',
          label: texts.codiceFiscale,
          hint: texts.codiceFiscaleHint,
          value: codiceFiscale,
          look: 'cf',
          ...wrongAt('codiceFiscale'),
        }),
        field({
          name: 'pin',
          label: texts.pin,
          hint: texts.pinHint,
          secret: true,
          maxLength: 40,
          autocomplete: 'current-password',
          ...wrongAt('pin'),
        }),
        acts(button({ text: texts.go })),
      ),
      note(fill(texts.locks, { telefono: telephoneLink(service.telephone) })),
    ),
  }
}
