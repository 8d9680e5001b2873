import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { acts, button, form } from '../web/actions.page.js'
import { choices } from '../web/choices.page.js'
import { facts } from '../web/facts.page.js'
import { errorSummary, hiddenField } from '../web/fields.page.js'
import { html, type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { head, wrap } from '../web/text.page.js'
import { type AuthenticatedPerson, type Method } from './authenticated-person.js'
import { en } from './identity.texts.en.js'
import { it } from './identity.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

export interface DemoRequest {
  richiesta: string
  metodo: Method
}

export interface DemoChoice {
  codiceFiscale: string
  name: string
  note: string
}

/** The invented people; looks like nobody's real login. */
export function choosePersonPage(
  { locale }: PageContext,
  { request, people, missing }: { request: DemoRequest; people: DemoChoice[]; missing: boolean },
): Page {
  const { demo } = TEXTS[locale]
  return {
    title: demo.title(request.metodo.toUpperCase()),
    switchLanguageBy: { form: 'people' },
    main: framed(
      locale,
      errorSummary(demo.errors, missing ? [{ field: 'codiceFiscale', message: demo.none }] : []),
      head({ title: demo.title(request.metodo.toUpperCase()), lead: demo.lead }),
      form(
        { action: '/demo/identita/dati', id: 'people' },
        carried(request),
        choices({
          name: 'codiceFiscale',
          legend: demo.who,
          error: missing && demo.none,
          options: people.map(({ codiceFiscale, name, note }) => ({
            value: codiceFiscale,
            label: name,
            hint: note,
          })),
        }),
        acts(button({ text: demo.go })),
      ),
    ),
  }
}

/** What a provider shows before it answers: which attributes it will send. */
export function consentPage(
  { locale }: PageContext,
  { request, person }: { request: DemoRequest; person: AuthenticatedPerson },
): Page {
  const { demo } = TEXTS[locale]
  return {
    title: demo.dataTitle,
    main: framed(
      locale,
      head({ title: demo.dataTitle }),
      facts([
        { label: demo.name, value: `${person.nome} ${person.cognome}` },
        { label: demo.codiceFiscale, value: html`<span class="mono">${person.codiceFiscale}</span>` },
        { label: demo.method, value: person.method.toUpperCase() },
        { label: demo.level, value: person.level },
        { label: demo.provider, value: person.provider },
      ]),
      form(
        { action: '/demo/identita/risposta' },
        carried(request),
        hiddenField('codiceFiscale', person.codiceFiscale),
        acts(
          button({ text: demo.consent, name: 'esito', value: 'consenso' }),
          button({ text: demo.cancel, name: 'esito', value: 'annulla', kind: 'other' }),
        ),
      ),
    ),
  }
}

function framed(locale: PageContext['locale'], ...content: HtmlValue[]): Html {
  return wrap(
    html`<div class="provider">
      <p class="provider-banner">${TEXTS[locale].demo.banner}</p>
      ${content}
    </div>`,
  )
}

function carried({ richiesta, metodo }: DemoRequest): Html {
  return html`${hiddenField('richiesta', richiesta)}${hiddenField('metodo', metodo)}`
}
