import { formatTime, formatWeekday } from '../../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../../messages/locale.js'
import { acts, button, form } from '../../web/actions.page.js'
import { choices } from '../../web/choices.page.js'
import { facts, more, notice } from '../../web/facts.page.js'
import { errorSummary, field, hiddenField } from '../../web/fields.page.js'
import { html, type Html, type HtmlValue } from '../../web/html.js'
import { type Page, type PageContext } from '../../web/page-context.js'
import { FOCUSED, head, wrap } from '../../web/text.page.js'
import { type AuthenticatedPerson, holderCode, type Method } from '../authenticated-person.js'
import { type DemoIdentity, type DemoTyped } from './demo-person.js'
import { en } from './demo-provider.texts.en.js'
import { it } from './demo-provider.texts.it.js'
import { type LoginRefusal } from '../provider.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
const FORM = 'people'
const COMMON = '/demo/identita'

export interface DemoRequest {
  /** Names the login that is to be answered. */
  richiesta: string
  metodo: Method
  /** What its pages say they stand in for, if not the method: eIDAS comes by the protocol of SPID. */
  name?: string
  /** Where its pages are, if not at the common ones. */
  base?: string
}

export interface DemoPeople {
  request: DemoRequest
  people: DemoIdentity[]
  typed: DemoTyped
  /** What stands in the way, if anything. */
  trouble?: 'none' | 'nobody' | 'stranger' | undefined
}

/** The invented people; looks like nobody's real login. */
export function choosePersonPage(
  { locale }: PageContext,
  { request, people, typed, trouble }: DemoPeople,
): Page {
  const texts = TEXTS[locale]
  const title = texts.title(request.name ?? request.metodo.toUpperCase())
  const wrong = trouble === 'none' || trouble === 'nobody' ? trouble : undefined
  return {
    title,
    wrong: wrong !== undefined,
    switchLanguageBy: { form: FORM },
    main: framed(
      locale,
      wrong && errorSummary(texts.errors, [{ field: FIELD[wrong], message: texts[wrong] }]),
      head({ title, lead: texts.lead }),
      form(
        { action: `${request.base ?? COMMON}/dati`, id: FORM },
        carried(request),
        field({
          name: 'cerca',
          label: texts.search,
          hint: texts.searchHint,
          value: typed.cerca,
          maxLength: 60,
          ...(wrong === 'nobody' ? { error: texts.nobody } : {}),
        }),
        trouble === 'stranger' && strangerFields(locale, typed),
        acts(
          trouble === 'stranger'
            ? button({ text: texts.go })
            : button({ text: texts.searchGo, kind: 'other' }),
        ),
        people.length > 0 &&
          choices({
            name: 'codiceFiscale',
            legend: texts.who,
            ...(wrong === 'none' ? { error: texts.none } : {}),
            options: people.map(optionOf),
          }),
        people.length > 0 && acts(button({ text: texts.go })),
      ),
    ),
  }
}

/** The field that each trouble leads to. */
const FIELD = { none: 'codiceFiscale', nobody: 'cerca' } as const

function optionOf({ codiceFiscale, nome, cognome, note }: DemoIdentity) {
  return {
    value: codiceFiscale,
    label: `${nome} ${cognome}`,
    hint: html`${note} <span class="mono unbroken">${codiceFiscale}</span>`,
  }
}

function strangerFields(locale: Locale, { nome, cognome }: DemoTyped): Html {
  const texts = TEXTS[locale]
  return html`<div class="measure" ${FOCUSED}>${notice(texts.stranger)}</div>
    ${field({ name: 'nome', label: texts.firstName, value: nome, maxLength: 60 })}
    ${field({ name: 'cognome', label: texts.surname, value: cognome, maxLength: 60 })}`
}

/** What a provider shows before it answers: which attributes it will send. */
export function consentPage(
  { locale }: PageContext,
  { request, person, faults }: { request: DemoRequest; person: AuthenticatedPerson; faults?: Html },
): Page {
  const texts = TEXTS[locale]
  const when = texts.at(formatWeekday(locale, person.at), formatTime(locale, person.at))
  return {
    title: texts.dataTitle,
    switchLanguageBy: { form: FORM },
    main: framed(
      locale,
      head({ title: texts.dataTitle, focus: true }),
      facts([
        { label: texts.name, value: `${person.nome} ${person.cognome}` },
        { label: texts.codiceFiscale, value: html`<span class="mono">${holderCode(person)}</span>` },
        { label: texts.method, value: request.name ?? person.method.toUpperCase() },
        { label: texts.level, value: person.level },
        { label: texts.provider, value: person.provider },
        { label: texts.instant, value: when },
      ]),
      form(
        { action: `${request.base ?? COMMON}/risposta`, id: FORM },
        carried(request),
        hiddenField('codiceFiscale', holderCode(person)),
        hiddenField('nome', person.nome),
        hiddenField('cognome', person.cognome),
        faults,
        acts(
          button({ text: texts.consent, name: 'esito', value: 'consenso' }),
          button({ text: texts.cancel, name: 'esito', value: 'cancelled', kind: 'other' }),
        ),
        more({ question: texts.tryError, answer: acts(errorButtons(texts.refusals)) }),
      ),
    ),
  }
}

function errorButtons(refusals: Record<Exclude<LoginRefusal, 'cancelled'>, string>): Html[] {
  return Object.entries(refusals).map(([why, text]) =>
    button({ text, name: 'esito', value: why, kind: 'other' }),
  )
}

function framed(locale: Locale, ...content: HtmlValue[]): Html {
  return wrap(
    html`<div class="provider">
      <p class="provider-banner">${TEXTS[locale].banner}</p>
      ${content}
    </div>`,
  )
}

function carried({ richiesta, metodo }: DemoRequest): Html {
  return html`${hiddenField('richiesta', richiesta)}${hiddenField('metodo', metodo)}`
}
