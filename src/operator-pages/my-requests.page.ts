import { type Disclosure } from '../disclosure/disclosure.js'
import { codePath, degreePath } from '../disclosure/paths.js'
import { showingAt } from '../disclosure/showing.js'
import { type Instant } from '../kernel/instant.js'
import { formatDate, formatTime } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { acts, linkButton, textLink } from '../web/actions.page.js'
import { log, type LogLine, tag } from '../web/facts.page.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, prose, wrap } from '../web/text.page.js'
import { operatorEn } from './operator.texts.en.js'
import { operatorIt } from './operator.texts.it.js'

type Texts = SameShape<typeof operatorIt>
const TEXTS: InEveryLocale<Texts> = { it: operatorIt, en: operatorEn }

/** An operator's own requests: numbers, bodies and purposes, never whom they were about. */
export function myRequestsPage(
  { locale }: PageContext,
  visitor: Visitor,
  { requests, session, now }: { requests: Disclosure[]; session: string; now: Instant },
): Page {
  const texts = TEXTS[locale]
  return {
    title: texts.title,
    visitor,
    main: wrap(
      head({ title: texts.title, lead: requests.length === 0 ? texts.none : texts.lead }),
      requests.length > 0 && log(requests.map((request) => lineOf(request, { locale, session, now }))),
      prose(texts.how),
      acts(
        linkButton({ href: '/v', text: texts.verify }),
        textLink({ href: '/accessi', text: texts.sessions }),
      ),
    ),
  }
}

function lineOf(
  request: Disclosure,
  { locale, session, now }: { locale: Locale; session: string; now: Instant },
): LogLine {
  const texts = TEXTS[locale]
  const { reference, requestedAt, state, asking } = request
  const { for: askedFor } = asking
  const enrolled = askedFor.kind === 'enrolled'
  const body = enrolled ? askedFor.body.name : `${texts.unverified} («${askedFor.body}»)`
  const purpose = enrolled ? askedFor.purpose.label[locale] : askedFor.purpose
  const own = request.session === session
  const action = own ? nextOf(request, now, texts) : undefined
  const elsewhere = !own && state === 'confirmed' && showingAt(request, now).kind !== 'over'
  return {
    when: [formatDate(locale, requestedAt), formatTime(locale, requestedAt)],
    tag: tag(texts.states[state], { deep: state === 'confirmed' }),
    title: html`<span class="mono">${reference}</span>`,
    text: texts.purpose(body, purpose),
    ...(elsewhere ? { note: texts.otherSession } : {}),
    ...(action ? { action } : {}),
  }
}

/** What may still be done about a request, in the session that made it. */
function nextOf(request: Disclosure, now: Instant, texts: Texts): Html | undefined {
  const { reference, state } = request
  if (state === 'requested') return textLink({ href: codePath(reference), text: texts.goOn })
  if (state !== 'confirmed') return undefined
  const { kind } = showingAt(request, now)
  if (kind === 'over') return undefined
  return textLink({ href: degreePath(reference), text: kind === 'open' ? texts.open : texts.again })
}
