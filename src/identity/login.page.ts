import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { form } from '../web/actions.page.js'
import { more } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { bullets, fill, head, prose, telephoneLink, wrap } from '../web/text.page.js'
import { type Level, type Method } from './authenticated-person.js'
import { en } from './login.texts.en.js'
import { it } from './login.texts.it.js'
import { type Purpose, PURPOSE_WORDS } from './session.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }
const FORM = 'login'

/** The doors, in the official wording and colours. */
export function loginPage(
  context: PageContext,
  { methods, purpose, least }: { methods: Method[]; purpose: Purpose; least?: Level | undefined },
): Page {
  const { login } = TEXTS[context.locale]
  const lead = least === undefined ? login.leads[purpose] : login.stepUp(least)
  return {
    title: login.title,
    // The form knows what somebody came for; a link would forget it.
    switchLanguageBy: { form: FORM },
    main: wrap(
      head({
        title: login.title,
        back: { href: '/', text: login.back },
        ...(lead === '' ? {} : { lead }),
      }),
      form(
        { action: '/accedi', id: FORM },
        hiddenField('per', PURPOSE_WORDS[purpose]),
        html`<div class="login-buttons">${methods.map((method) => door(context, method))}</div>`,
      ),
      questions(context, methods),
    ),
  }
}

const LOOK: Record<Method, string> = {
  spid: 'btn-spid',
  cie: 'btn-cie',
  cns: 'btn-cns',
  pin: 'btn-outline-primary',
}

/**
 * The picture is an asset of its own (`login-spid.svg` …): ours is neutral, the official artwork is the institution's to
 * put there. The words say all, so readers skip it.
 */
function door({ locale, asset }: PageContext, method: Method): Html {
  return html`<button class="btn ${LOOK[method]}" name="metodo" value="${method}">
    <span class="mark"><img class="icon" src="${asset(`login-${method}.svg`)}" alt="" /></span>
    <span>${TEXTS[locale].login[method]}</span>
  </button>`
}

function questions({ locale, service }: PageContext, methods: Method[]): Html {
  const { login } = TEXTS[locale]
  const telefono = telephoneLink(service.telephone)
  const pin = { question: login.whoPin, answer: prose(login.whoPinText) }
  return more(
    {
      question: login.which,
      answer: [prose(login.whichAny), bullets(login.whichSpid, login.whichCie, login.whichCns)],
    },
    { question: login.none, answer: prose(fill(login.noneText, { telefono })) },
    { question: login.another, answer: prose(fill(login.anotherText, { telefono })) },
    ...(methods.includes('pin') ? [pin] : []),
  )
}
