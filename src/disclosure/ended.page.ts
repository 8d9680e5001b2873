import { type Instant } from '../kernel/instant.js'
import { formatTime } from '../messages/format.js'
import { acts, linkButton, textLink } from '../web/actions.page.js'
import { type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, prose, wrap } from '../web/text.page.js'
import { askTexts } from './ask.page.js'
import { resendForm } from './code.page.js'

/** Why a request does not go on, each a page of its own with what to do instead. */
export type Ended =
  | { kind: 'refused' }
  | { kind: 'expired'; reference: string; hadCode: boolean }
  | { kind: 'exhausted'; until: Instant }
  | { kind: 'tooMany'; until: Instant }
  | { kind: 'operatorTooMany'; until: Instant }
  | { kind: 'busy'; until: Instant }
  | { kind: 'notValid' }

export function endedPage({ locale }: PageContext, visitor: Visitor, ended: Ended): Page {
  const texts = askTexts(locale)
  const time = 'until' in ended ? formatTime(locale, ended.until) : ''
  const mine = textLink({ href: '/operatore', text: texts.myRequests })
  const again = linkButton({ href: '/v', text: texts.verifyAgain })
  const page = (said: { title: string; lead: HtmlValue }, ...below: HtmlValue[]): Page => ({
    title: said.title,
    visitor,
    main: wrap(head({ ...said, focus: true }), below),
  })
  switch (ended.kind) {
    case 'refused':
      return page(texts.refused, acts(again, mine))
    case 'expired': {
      const said = ended.hadCode ? texts.expired : texts.expiredNoCode
      return page(said, resendForm(visitor, ended, said.again, 'main'), mine)
    }
    case 'exhausted':
    case 'tooMany':
    case 'operatorTooMany': {
      const { title, lead, meanwhile } = texts[ended.kind]
      return page({ title, lead: lead(time) }, prose(meanwhile), acts(mine))
    }
    case 'busy':
      return page({ title: texts.busy.title, lead: texts.busy.lead(time) }, acts(mine))
    case 'notValid':
      return page(texts.notValid, acts(again, mine))
  }
}
