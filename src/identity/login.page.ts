import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { acts, button, form, linkButton } from '../web/actions.page.js'
import { more } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, prose, wrap } from '../web/text.page.js'
import { type Method } from './authenticated-person.js'
import { en } from './identity.texts.en.js'
import { it } from './identity.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

/** The doors, in the official wording and colours. The official artwork goes where `mark` is. */
export function loginPage(
  { locale, service }: PageContext,
  { methods, purpose }: { methods: Method[]; purpose: 'holder' | 'operator' },
): Page {
  const { login } = TEXTS[locale]
  return {
    title: login.title,
    main: wrap(
      head({ title: login.title, lead: purpose === 'holder' ? login.forHolder : login.forOperator }),
      form(
        { action: '/accedi' },
        hiddenField('per', purpose === 'holder' ? 'titolare' : 'operatore'),
        html`<div class="login-buttons">${methods.map((method) => door(method, login[method]))}</div>`,
      ),
      more(
        { question: login.others, answer: prose(login.othersText(service.telephone)) },
        { question: login.cnsTitle, answer: prose(login.cnsHow) },
      ),
    ),
  }
}

function door(method: Method, text: string): Html {
  const look = method === 'spid' || method === 'cie' ? `btn-${method}` : 'btn-outline-primary'
  return html`<button class="btn ${look}" name="metodo" value="${method}">
    <span class="mark" aria-hidden="true">${method.toUpperCase()}</span><span>${text}</span>
  </button>`
}

/** Nothing stays in the browser. */
export function loggedOutPage({ locale }: PageContext): Page {
  const { out } = TEXTS[locale]
  return {
    title: out.title,
    main: wrap(
      head({ title: out.title, lead: out.lead, focus: true }),
      prose(out.cns, out.shared),
      acts(linkButton({ href: '/', text: out.home })),
    ),
  }
}

/** The session ended while a form was being filled in. */
export function sessionEndedPage({ locale }: PageContext): Page {
  const { ended } = TEXTS[locale]
  return {
    title: ended.title,
    main: wrap(
      head({ title: ended.title, lead: ended.lead, focus: true }),
      acts(linkButton({ href: '/accedi', text: ended.go })),
    ),
  }
}

/** Gives the form back, to be sent again with the new session's token. */
export function resumePage(
  { locale }: PageContext,
  visitor: Visitor,
  { path, fields }: { path: string; fields: Record<string, string> },
): Page {
  const { resume } = TEXTS[locale]
  return {
    title: resume.title,
    visitor,
    main: wrap(
      head({ title: resume.title, lead: resume.lead, focus: true }),
      form(
        { action: path, visitor },
        Object.entries(fields).map(([name, value]) => hiddenField(name, value)),
        acts(button({ text: resume.go })),
      ),
    ),
  }
}
