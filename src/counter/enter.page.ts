import { type Counter } from '../organisation/organisation.js'
import { acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { choices } from '../web/choices.page.js'
import { errorSummary, field, hiddenField } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { bullets, fill, head, note, prose, section, telephoneLink, wrap } from '../web/text.page.js'
import { type WhyNothing } from './counter-service.js'
import { counterTexts } from './counter-texts.page.js'

/** Which counter, for the few who work at several. */
export function chooseCounterPage(
  { locale }: PageContext,
  visitor: Visitor,
  { counters, missing }: { counters: Counter[]; missing: boolean },
): Page {
  const texts = counterTexts(locale)
  const { title, none } = texts.choose
  return {
    title,
    wrong: missing,
    visitor,
    switchLanguageBy: { form: 'counter' },
    main: wrap(
      errorSummary(texts.errors, missing ? [{ field: 'sportello', message: none }] : []),
      head({ title }),
      form(
        { action: '/sportello/ente', id: 'counter', visitor },
        choices({
          name: 'sportello',
          legend: title,
          legendHidden: true,
          error: missing && none,
          options: counters.map(({ id, name }) => ({ value: id, label: name })),
        }),
        acts(button({ text: texts.next })),
      ),
    ),
  }
}

export interface WhomView {
  counter: Counter
  /** The one-use id of the form. */
  once: string
  count: number
  limit: number
  typed?: string
  wrong?: boolean
}

/** Who is served: the codice fiscale, typed or read from the health card. */
export function whomPage({ locale }: PageContext, visitor: Visitor, view: WhomView): Page {
  const texts = counterTexts(locale)
  const { whom } = texts
  const { counter, once, count, limit, typed = '', wrong = false } = view
  return {
    title: whom.title,
    wrong,
    visitor,
    switchLanguageBy: { form: 'whom' },
    main: wrap(
      errorSummary(texts.errors, wrong ? [{ field: 'codiceFiscale', message: whom.wrong }] : []),
      head({ title: whom.title, lead: whom.lead(counter.name), step: texts.step(1) }),
      form(
        { action: '/sportello', id: 'whom', visitor },
        hiddenField('once', once),
        field({
          name: 'codiceFiscale',
          label: whom.label,
          hint: whom.hint,
          value: typed,
          look: 'cf',
          maxLength: 300,
          error: wrong && whom.wrong,
        }),
        acts(button({ text: whom.go })),
      ),
      note(whom.recorded),
      note(whom.today(count, limit)),
      textLink({ href: '/accessi', text: whom.sessions }),
    ),
  }
}

/** Nothing is issued: what a clerk may know, and what to tell the person. Which reason it is, only they may learn. */
export function nothingPage({ locale, service }: PageContext, visitor: Visitor, why: WhyNothing): Page {
  const { nothing } = counterTexts(locale)
  const { title, say } = nothing[why]
  return {
    title,
    visitor,
    main: wrap(
      head({ title, lead: say, focus: true }),
      why === 'nothingToIssue' &&
        section(
          { title: nothing.reasons },
          html`<div class="measure">${bullets(...nothing.list)}</div>`,
          prose(fill(nothing.call, { telefono: telephoneLink(service.telephone) })),
        ),
      acts(linkButton({ href: '/sportello', text: nothing.again })),
    ),
  }
}

export function selfPage({ locale }: PageContext, visitor: Visitor): Page {
  const { self, nothing } = counterTexts(locale)
  return {
    title: self.title,
    visitor,
    main: wrap(
      head({ title: self.title, lead: self.say, focus: true }),
      acts(
        linkButton({ href: '/sportello', text: nothing.again }),
        textLink({ href: '/qr', text: self.own }),
      ),
    ),
  }
}

export function limitPage({ locale }: PageContext, visitor: Visitor, limit: number): Page {
  const { limit: texts, whom } = counterTexts(locale)
  return {
    title: texts.title,
    visitor,
    main: wrap(
      head({ title: texts.title, lead: texts.say(limit), focus: true }),
      prose(texts.tomorrow),
      acts(textLink({ href: '/accessi', text: whom.sessions })),
    ),
  }
}

/** Logged in, but not by the card that a counter asks for; or nobody's clerk. */
export function notAClerkPage({ locale }: PageContext, visitor: Visitor, why: 'method' | 'stranger'): Page {
  const texts = counterTexts(locale)
  const { title, say } = texts[why]
  return {
    title,
    visitor,
    main: wrap(
      head({ title, lead: say, focus: true }),
      why === 'method' && prose(texts.method.how),
      acts(
        why === 'method'
          ? linkButton({ href: '/accedi?per=sportello', text: texts.method.go })
          : linkButton({ href: '/qr', text: texts.stranger.own, kind: 'other' }),
      ),
    ),
  }
}
