import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { acts, linkButton, textLink } from '../../web/actions.page.js'
import { more } from '../../web/facts.page.js'
import { html } from '../../web/html.js'
import { type Page, type PageContext } from '../../web/page-context.js'
import { head, prose, steps, wrap } from '../../web/text.page.js'
import { refusedLoginPage } from '../refusal.page.js'
import { type CardRefusal } from './card.js'
import { en } from './card.texts.en.js'
import { it } from './card.texts.it.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

export interface CardDoors {
  /** Where the card is asked for. */
  listener: string
  /** Where a trial card is to be had; in the demo only. */
  trial: string | undefined
  /** What the link to the other language keeps of this page's address. */
  query: string
}

/** What will happen, before the browser's own windows open. */
export function insertCardPage({ locale }: PageContext, { listener, trial, query }: CardDoors): Page {
  const { insert } = TEXTS[locale]
  return {
    title: insert.title,
    switchLanguageBy: { query },
    main: wrap(
      head({ title: insert.title, back: { href: '/accedi', text: insert.back } }),
      html`<div class="measure">${steps(...insert.steps)}</div>`,
      acts(
        linkButton({ href: listener, text: insert.go }),
        trial !== undefined && textLink({ href: trial, text: insert.trial }),
      ),
      more(
        { question: insert.nothing, answer: prose(insert.nothingText) },
        { question: insert.shared, answer: prose(insert.sharedText) },
      ),
    ),
  }
}

/** Why the card did not let somebody in. */
export function cardRefusedPage(context: PageContext, why: CardRefusal, reference: string): Page {
  const { refused: labels } = TEXTS[context.locale]
  const action = '/accedi/cns/rifiuto'
  return refusedLoginPage(context, { action, why, said: labels[why], labels, reference })
}
