import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { acts, button, form, textLink } from '../../web/actions.page.js'
import { choices } from '../../web/choices.page.js'
import { more } from '../../web/facts.page.js'
import { errorSummary, hiddenField } from '../../web/fields.page.js'
import { html } from '../../web/html.js'
import { type Page, type PageContext } from '../../web/page-context.js'
import { head, note, steps, wrap } from '../../web/text.page.js'
import { CARD_FAULTS } from './cns-fault.js'
import { en } from './cns-office.texts.en.js'
import { it } from './cns-office.texts.it.js'
import { type DemoIdentity } from './demo-person.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
const FORM = 'office'

export interface CardOffice {
  richiesta: string
  people: DemoIdentity[]
  listener: string
  /** Whom the form named before. */
  chosen?: string | undefined
  nobody?: boolean
}

/** Where trial cards are to be had: shown by the trial reader at once, or taken away as a file. */
export function cardOfficePage({ locale }: PageContext, office: CardOffice): Page {
  const { richiesta, people, listener, chosen, nobody = false } = office
  const texts = TEXTS[locale]
  const faults = CARD_FAULTS.map((fault) =>
    button({ text: texts.faults[fault], name: 'difetto', value: fault, kind: 'other' }),
  )
  const wayOfFile = html`${steps(...texts.fileSteps)}
  ${acts(
    button({ text: texts.file, name: 'modo', value: 'file', kind: 'other' }),
    textLink({ href: listener, text: texts.card }),
  )}`
  return {
    title: texts.title,
    wrong: nobody,
    switchLanguageBy: { form: FORM },
    main: wrap(
      html`<div class="provider">
        <p class="provider-banner">${texts.banner}</p>
        ${nobody && errorSummary(texts.errors, [{ field: 'codiceFiscale', message: texts.none }])}
        ${head({ title: texts.title, lead: texts.lead })}
        ${form(
          { action: '/demo/cns', id: FORM },
          hiddenField('richiesta', richiesta),
          choices({
            name: 'codiceFiscale',
            legend: texts.who,
            ...(nobody ? { error: texts.none } : {}),
            chosen,
            options: people.map(({ codiceFiscale, nome, cognome, note: about }) => ({
              value: codiceFiscale,
              label: `${nome} ${cognome}`,
              hint: html`${about} <span class="mono unbroken">${codiceFiscale}</span>`,
            })),
          }),
          acts(button({ text: texts.reader, name: 'modo', value: 'lettore' })),
          note(texts.readerHint),
          more(
            { question: texts.fileHow, answer: wayOfFile },
            { question: texts.tryError, answer: acts(...faults) },
          ),
        )}
      </div>`,
    ),
  }
}
