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
      lines.length === 0 ? html`<p>${checks.none}</p>` : log(lines.map((line) => toLogLine(locale, line))),
      note(checks.keep),
      textLink({ href: '/accessi', text: holderTexts(locale).qr.sessions }),
    ),
  }
}

function toLogLine(locale: Locale, line: CheckLine): LogLine {
  const { checks } = holderTexts(locale)
  if (line.kind === 'scan') {
    return {
      when: [`${formatDate(locale, line.hour)},`, checks.hour(...hours(locale, line))],
      tag: tag(checks.scanTag),
      title: checks.scan(checks.answers[line.answer]),
    }
  }
  const text = line.purpose === undefined ? undefined : checks.purpose(line.purpose[locale])
  return {
    when: [`${formatDate(locale, line.at)},`, formatTime(locale, line.at)],
    ...saidOf(line, locale),
    ...(text === undefined ? {} : { text }),
    ...(line.reference === undefined ? {} : { note: checks.reference(line.reference) }),
  }
}

function hours(locale: Locale, { hour }: Extract<CheckLine, { kind: 'scan' }>): [string, string] {
  const [from = '', to = ''] = hourOf(locale, hour).split('–')
  return [from, to]
}

type Said = Pick<LogLine, 'tag' | 'title'>

function saidOf(line: Extract<CheckLine, { kind: 'event' }>, locale: Locale): Said {
  const { checks } = holderTexts(locale)
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
    case 'attestation.printed':
      return own(checks.counter.printed(body))
    case 'counter.lookedUp':
      return { tag: tag(checks.counterTag), title: checks.counter.lookedUp(body) }
    case 'attestation.choiceChanged':
      return own(checks.choice)
    case 'attestation.mailed':
      return own(checks.mailed)
    case 'phone.changed':
      return own(checks.phone)
    case 'disclosure.expired':
    default:
      return asked(checks.lapsed(body))
  }
}
