import { acts, form, linkButton } from '../web/actions.page.js'
import { facts } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { head, telephoneLink, wrap } from '../web/text.page.js'

export interface RefusedLogin {
  /** Where the language button sends the reason, to have it said in the other language. */
  action: string
  why: string
  said: { title: string; say: string }
  labels: { reference: string; help: string; again: string }
  /** The number a person can quote. */
  reference: string
}

/** Why somebody is not in, what to do, whom to ask, and the way to the other doors. */
export function refusedLoginPage({ service }: PageContext, refused: RefusedLogin): Page {
  const { action, why, said, labels, reference } = refused
  return {
    title: said.title,
    switchLanguageBy: { form: 'refused' },
    main: wrap(
      form({ action, id: 'refused' }, hiddenField('motivo', why)),
      head({ title: said.title, lead: said.say, focus: true }),
      html`<div class="measure">
        ${facts([
          { label: labels.reference, value: html`<span class="mono">${reference}</span>` },
          { label: labels.help, value: telephoneLink(service.telephone) },
        ])}
      </div>`,
      acts(linkButton({ href: '/accedi', text: labels.again })),
    ),
  }
}
