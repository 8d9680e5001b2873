import { formatDate, formatTime } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionRows, button, form } from '../web/actions.page.js'
import { log, type LogLine, notice, tag } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, section, wrap } from '../web/text.page.js'
import { ownSessionsEn } from './own-sessions.texts.en.js'
import { ownSessionsIt } from './own-sessions.texts.it.js'
import { type OpenSession } from './session.js'

const TEXTS: InEveryLocale<SameShape<typeof ownSessionsIt>> = { it: ownSessionsIt, en: ownSessionsEn }

export interface OwnSessionsView {
  open: OpenSession[]
  /** The session that asks. */
  own: string
  /** Where the way back leads. */
  back: string
  /** Said once, after some were ended. */
  ended: boolean
}

/** Where somebody is logged in: by what, since when, last seen, and how to end it. */
export function ownSessionsPage(
  { locale }: PageContext,
  visitor: Visitor,
  { open, own, back, ended }: OwnSessionsView,
): Page {
  const texts = TEXTS[locale]
  const row = (text: string, label: string, which: string) => ({
    text,
    action: form(
      { action: '/accessi', visitor },
      hiddenField('quali', which),
      button({ text: label, kind: 'stop' }),
    ),
  })
  return {
    title: texts.title,
    visitor,
    main: wrap(
      head({ title: texts.title, lead: texts.lead, back: { href: back, text: texts.back } }),
      ended && notice(html`<p role="status">${texts.ended}</p>`),
      log(open.map((session) => lineOf(session, { locale, visitor, own }))),
      section(
        { title: texts.unknown },
        actionRows(
          ...(open.length > 1 ? [row(texts.othersWhat, texts.others, 'altri')] : []),
          row(texts.allWhat, texts.all, 'tutti'),
        ),
      ),
    ),
  }
}

function lineOf(
  { id, method, level, provider, createdAt, lastSeenAt }: OpenSession,
  { locale, visitor, own }: { locale: Locale; visitor: Visitor; own: string },
): LogLine {
  const texts = TEXTS[locale]
  const isOwn = id === own
  return {
    when: [formatDate(locale, createdAt), formatTime(locale, createdAt)],
    tag: tag(isOwn ? texts.this : texts.other, { deep: isOwn }),
    title: texts.with(texts.methods[method], provider),
    text: texts.level(level),
    note: texts.seen(formatDate(locale, lastSeenAt), formatTime(locale, lastSeenAt)),
    action: form(
      { action: '/accessi', visitor },
      hiddenField('quali', id),
      button({ text: isOwn ? texts.endHere : texts.end, kind: 'other' }),
    ),
  }
}
