import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { acts, button, form, linkButton } from '../../web/actions.page.js'
import { hiddenField } from '../../web/fields.page.js'
import { html, type Html } from '../../web/html.js'
import { type Page, type PageContext } from '../../web/page-context.js'
import { head, wrap } from '../../web/text.page.js'
import { type IdentityProvider } from './identity-provider.js'
import { en } from './spid.texts.en.js'
import { it } from './spid.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
const FORM = 'providers'

/** The providers, each a button of its own: they come in an order that favours nobody (AgID, "SPID access button"). */
export function chooseProviderPage({ locale }: PageContext, providers: IdentityProvider[]): Page {
  const { choose } = TEXTS[locale]
  const italian = providers.filter(({ kind }) => kind === 'spid')
  const others = providers.filter(({ kind }) => kind === 'eidas')
  return {
    title: choose.title,
    switchLanguageBy: { form: FORM },
    main: wrap(
      head({
        title: choose.title,
        lead: italian.length > 0 ? choose.lead : choose.none,
        back: { href: '/accedi', text: choose.back },
        focus: true,
      }),
      form(
        { action: '/accedi/spid', id: FORM },
        html`<ul class="providers" aria-label="${choose.legend}">
            ${italian.map(({ entityId, name }) => html`<li>${providerButton(entityId, name)}</li>`)}
          </ul>
          ${others.map(({ entityId }) => html`<p>${providerButton(entityId, choose.eidas)}</p>`)}`,
      ),
      italian.length === 0 && acts(linkButton({ href: '/accedi', text: choose.other })),
    ),
  }
}

function providerButton(entityId: string, text: string): Html {
  return html`<button class="btn btn-outline-primary" name="fornitore" value="${entityId}">${text}</button>`
}

/** A message on its way through the browser: `send.js` sends the form, or the person does. */
export function sendPage(
  { locale }: PageContext,
  which: 'leave' | 'comeBack',
  { action, fields }: { action: string; fields: Record<string, string> },
): Page {
  const texts = TEXTS[locale][which]
  return {
    title: texts.title,
    frame: 'none',
    scripts: ['send.js'],
    main: wrap(
      head({ title: texts.title, lead: texts.lead, focus: true }),
      form(
        { action, id: 'send' },
        Object.entries(fields).map(([name, value]) => hiddenField(name, value)),
        acts(button({ text: texts.go })),
      ),
    ),
  }
}
