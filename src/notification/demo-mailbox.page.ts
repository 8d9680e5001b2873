import { type Instant } from '../kernel/instant.js'
import { formatDate, formatTime } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionList, iconLink } from '../web/actions.page.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { head, note, prose, section, wrap } from '../web/text.page.js'
import { type DemoLetter } from './demo-mailbox.js'
import { demoMailboxEn } from './demo-mailbox.texts.en.js'
import { demoMailboxIt } from './demo-mailbox.texts.it.js'
import { maskedAddress } from './mail.js'

const TEXTS: InEveryLocale<SameShape<typeof demoMailboxIt>> = { it: demoMailboxIt, en: demoMailboxEn }

/** What arrived, newest first, with its files. */
export function mailboxPage({ locale }: PageContext, letters: readonly DemoLetter[], now: Instant): Page {
  const texts = TEXTS[locale]
  return {
    title: texts.title,
    main: wrap(
      head({ title: texts.title, lead: texts.lead, step: texts.onlyDemo }),
      letters.length === 0
        ? html`<p>${texts.nothing}</p>`
        : letters.map((letter) => letterBox(locale, letter, now)),
      html`<p><a class="tap" href="/demo/posta">${texts.reload}</a></p>`,
      note(texts.memory),
    ),
  }
}

function letterBox(
  locale: Locale,
  { id, to, subject, text, file, ...letter }: DemoLetter,
  now: Instant,
): Html {
  const texts = TEXTS[locale]
  const { receivedAt } = letter
  const time = formatTime(locale, receivedAt)
  const when =
    formatDate(locale, receivedAt) === formatDate(locale, now)
      ? time
      : `${formatDate(locale, receivedAt)}, ${time}`
  // The languages of letter and page may differ: a reader must speak the letter's.
  return section(
    { title: html`<span lang="${letter.locale}">${subject}</span>`, ruled: true },
    html`<p class="note">${texts.to(maskedAddress(to), when)}</p>
      <div lang="${letter.locale}">${prose(...text.split(/\n\n+/))}</div>`,
    actionList(iconLink({ href: `/demo/posta/${id}`, text: texts.file(file.name), icon: 'download' })),
  )
}
