import { MOST_A_DAY } from '../delivery/ask-for-sheet.js'
import { type LastDelivery } from '../delivery/sheet-delivery.js'
import { unreachable } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { formatDate, formatTime } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { maskedAddress } from '../notification/mail.js'
import { actionList, acts, form, iconButton, iconLink, textLink } from '../web/actions.page.js'
import { hiddenField } from '../web/fields.page.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, note, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'
import { sendSheetEn } from './send-sheet.texts.en.js'
import { sendSheetIt } from './send-sheet.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof sendSheetIt>> = { it: sendSheetIt, en: sendSheetEn }

export interface SendSheetView {
  /** The one-use id of the form. */
  once: string
  address: string
  last: LastDelivery | undefined
  /** Letters stay in the mailbox of the demo. */
  isDemo: boolean
}

/** "Send the sheet by e-mail": to which address, and what became of the last one. */
export function sendSheetBox({ locale, service }: PageContext, visitor: Visitor, view: SendSheetView): Html {
  const texts = TEXTS[locale]
  const { last } = view
  return html`${form(
    { action: '/qr/email', visitor },
    hiddenField('once', view.once),
    actionList(iconButton({ text: texts.send, icon: 'mail' })),
  )}
  ${note(texts.to(maskedAddress(view.address)))} ${last && html`<p role="status">${told(last)}</p>`}
  ${last && view.isDemo && textLink({ href: '/demo/posta', text: texts.demo })}`

  function told({ requestedAt, fate }: LastDelivery): string {
    switch (fate) {
      case 'leaving':
        return texts.leaving
      case 'left':
        return texts.left(formatDate(locale, requestedAt), formatTime(locale, requestedAt))
      case 'refused':
        return texts.refused(service.telephone)
      case 'lost':
        return texts.lost
      default:
        return unreachable(fate)
    }
  }
}

/** As often as it may be today; the download is always there. */
export function tooManySheetsPage({ locale }: PageContext, visitor: Visitor, until: Instant): Page {
  const texts = TEXTS[locale]
  const { back } = holderTexts(locale)
  return {
    title: texts.tooManyTitle,
    visitor,
    holderSection: 'qr',
    main: wrap(
      head({
        title: texts.tooManyTitle,
        lead: texts.tooMany(MOST_A_DAY),
        back: { href: '/qr', text: back },
        focus: true,
      }),
      html`<p>${texts.tooManyUntil(formatDate(locale, until), formatTime(locale, until))}</p>`,
      acts(iconLink({ href: '/qr/foglio.pdf', text: texts.download, icon: 'download' })),
    ),
  }
}
