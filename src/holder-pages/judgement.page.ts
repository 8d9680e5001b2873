import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, prose, section, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'

/** The holder's own judgement, with the verbali it comes from, and what to do when it is wrong. */
export function judgementPage(
  { locale, service }: PageContext,
  visitor: Visitor,
  degree: Html | undefined,
): Page {
  const { judgement } = holderTexts(locale)
  return {
    title: judgement.title,
    visitor,
    holderSection: 'judgement',
    main: wrap(
      head({ title: judgement.title, lead: judgement.lead }),
      degree ?? html`<p>${judgement.nothing}</p>`,
      section({ title: judgement.wrong }, prose(judgement.wrongHow(service.telephone))),
    ),
  }
}
