import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, prose, wrap } from '../web/text.page.js'
import { en } from './login.texts.en.js'
import { it } from './login.texts.it.js'
import { type NotIn } from './provider.js'
import { refusedLoginPage } from './refusal.page.js'
import { type KeptForm } from './session.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

/** Nothing stays in the browser. */
export function loggedOutPage({ locale }: PageContext): Page {
  const { out } = TEXTS[locale]
  return {
    title: out.title,
    // What the device kept of the QR goes too, also in a browser that does not know `Clear-Site-Data`.
    scripts: ['kept-qr.js'],
    main: wrap(
      html`<span data-forget-qr hidden></span>`,
      head({ title: out.title, lead: out.lead, focus: true }),
      prose(out.cns, out.shared),
      acts(linkButton({ href: '/', text: out.home })),
    ),
  }
}

/** Why somebody is not in: each reason in its own words. */
export function refusedPage(context: PageContext, why: NotIn, reference: string): Page {
  const { refused: labels } = TEXTS[context.locale]
  return refusedLoginPage(context, { action: '/accedi/rifiuto', why, said: labels[why], labels, reference })
}

/** Gives a form back, to be sent again with the new session's token; or to be left. */
export function resumePage(
  { locale }: PageContext,
  visitor: Visitor,
  { path, fields, otherwise }: Pick<KeptForm, 'path' | 'fields'> & { otherwise: string },
): Page {
  const { resume } = TEXTS[locale]
  return {
    title: resume.title,
    visitor,
    main: wrap(
      head({ title: resume.title, lead: resume.lead, focus: true }),
      form(
        { action: path, visitor },
        Object.entries(fields).map(([name, value]) => hiddenField(name, value)),
        acts(button({ text: resume.go }), textLink({ href: otherwise, text: resume.leave })),
      ),
    ),
  }
}
