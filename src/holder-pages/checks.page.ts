import { type AuditKind } from '../audit/audit-event.js'
import { formatDate, formatTime } from '../messages/format.js'
import { type Locale } from '../messages/locale.js'
import { textLink } from '../web/actions.page.js'
import { log, type LogLine, tag } from '../web/facts.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, note, wrap } from '../web/text.page.js'
import { type CheckLine } from './check-log.js'
import { holderTexts } from './holder-texts.page.js'
import { hourOf } from './my-qr.page.js'

/** Who looked, when, and what they saw. */
export function checksPage({ locale }: PageContext, visitor: Visitor, lines: CheckLine[]): Page {
  const { checks } = holderTexts(locale)
  return {
    title: checks.title,
    visitor,
    holderSection: 'checks',
    main: wrap(
      head({ title: checks.title, lead: checks.lead }),
      lines.length === 0
        ? html`<p>${checks.none}</p>`
        : log(lines.map((line) => toLogLine(locale, line, visitor.actingFor === undefined))),
      note(checks.keep),
      textLink({ href: '/accessi', text: holderTexts(locale).qr.sessions }),
    ),
  }
}

function toLogLine(locale: Locale, line: CheckLine, isOwn: boolean): LogLine {
  const { checks } = holderTexts(locale)
  if (line.kind === 'scan') {
    return {
      when: [`${formatDate(locale, line.hour)},`, checks.hour(...hours(locale, line))],
      tag: tag(checks.scanTag),
      title: checks.scan(checks.answers[line.answer]),
    }
  }
  const said = (event: AuditKind) => (event === 'disclosure.shown' ? checks.approvedBy : checks.doneBy)
  const texts = [
    line.purpose === undefined ? undefined : checks.purpose(line.purpose[locale]),
    line.actor === undefined || line.ground === undefined
      ? undefined
      : said(line.event)(line.actor, checks.grounds[line.ground]),
  ].filter((text) => text !== undefined)
  return {
    when: [`${formatDate(locale, line.at)},`, formatTime(locale, line.at)],
    ...saidOf(line, locale, isOwn && line.actor === undefined ? checks : { ...checks, ...checks.impersonal }),
    ...(texts.length === 0 ? {} : { text: texts.join(' ') }),
    ...(line.reference === undefined ? {} : { note: checks.reference(line.reference) }),
  }
}

function hours(locale: Locale, { hour }: Extract<CheckLine, { kind: 'scan' }>): [string, string] {
  const [from = '', to = ''] = hourOf(locale, hour).split('–')
  return [from, to]
}

type Said = Pick<LogLine, 'tag' | 'title'>

/** What somebody else did, or reads, is not told as the reader's own deed: `texts` are the words for it. */
function saidOf(
  line: Extract<CheckLine, { kind: 'event' }>,
  locale: Locale,
  checks: ReturnType<typeof holderTexts>['checks'],
): Said {
  const body = line.body?.[locale] ?? checks.someone
  const atCounter = line.body?.[locale]
  const names = checks.fields as Record<string, string>
  const fields = line.fieldsShown.map((name) => names[name] ?? name).join(', ')
  const asked = (title: string): Said => ({ tag: tag(checks.askedTag), title })
  const seen = (title: string): Said => ({ tag: tag(checks.dataTag, { deep: true }), title })
  const own = (title: string): Said => ({ tag: tag(checks.changeTag), title })
  switch (line.event) {
    case 'disclosure.requested':
      return asked(checks.asked(line.operator ?? checks.someone, body))
    case 'disclosure.shown':
      return seen(checks.shown(body, fields))
    case 'disclosure.shownAgain':
      return seen(checks.again(body, fields))
    case 'disclosure.refused':
      return asked(checks.refused(body))
    case 'disclosure.reported':
      return asked(checks.reported(body))
    case 'disclosure.exhausted':
      return asked(checks.exhausted(body))
    case 'attestation.issued':
      return own(atCounter ? checks.counter.issued(atCounter) : checks.issued)
    case 'attestation.replaced':
      return own(atCounter ? checks.counter.replaced(atCounter) : checks.replaced)
    case 'attestation.revoked':
      return own(atCounter ? checks.counter.revoked(atCounter) : checks.revoked)
    case 'counter.lookedUp':
      return { tag: tag(checks.counterTag), title: checks.counter.lookedUp(body) }
    case 'attestation.choiceChanged':
      return own(checks.choice)
    case 'attestation.mailed':
      return own(checks.mailed)
    case 'attestation.printed':
      return own(atCounter ? checks.counter.printed(atCounter) : checks.printed)
    case 'representation.chosen':
      return { tag: tag(checks.actsTag), title: checks.opened }
    case 'delegation.named':
      return { tag: tag(checks.actsTag), title: checks.named }
    case 'delegation.revoked':
      return { tag: tag(checks.actsTag), title: checks.unnamed }
    case 'disclosure.confirmed':
      return asked(checks.approved(body))
    case 'phone.changed':
      return own(checks.phone)
    case 'disclosure.expired':
    default:
      return asked(checks.lapsed(body))
  }
}
