import { formatTime } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionRows, acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { twoWords } from '../web/code.page.js'
import { type Fact, facts } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor, wordsFor } from '../web/page-context.js'
import { head, note, prose, wrap } from '../web/text.page.js'
import { type HolderDecision } from './decide-on-own-pages.js'
import { type Requested } from './disclosure.js'
import { waitingEn } from './waiting.texts.en.js'
import { waitingIt } from './waiting.texts.it.js'

type Texts = SameShape<typeof waitingIt>
const TEXTS: InEveryLocale<Texts> = { it: waitingIt, en: waitingEn }

/** What a page waits for: which request, and which of its words. */
export function stateOf(request: Requested | undefined): string {
  return request === undefined ? 'none' : `${request.reference}-${String(request.asks)}`
}

/** Whose yes a request takes, for who reads its page. */
export type Approver = 'visitor' | 'representative' | 'otherRepresentative' | 'holder'

/** The holder's own page of a request: who, for whom, why, the two words, and three answers. */
export function waitingPage(
  { locale }: PageContext,
  visitor: Visitor,
  { request, approver }: { request: Requested; approver: Approver },
): Page {
  const texts = wordsFor(TEXTS[locale], visitor)
  const { reference, asks, words, expiresAt } = request
  return {
    title: texts.title,
    visitor,
    scripts: ['live.js'],
    main: wrap(
      head({
        title: texts.title,
        lead: html`${texts.lead} ${texts.until} <strong>${formatTime(locale, expiresAt)}</strong>.`,
        focus: true,
      }),
      html`<div
        class="measure"
        data-live="/richiesta/stato"
        data-state="${stateOf(request)}"
        data-then="/richiesta"
      >
        ${facts(factsOf(request, locale, texts))}
        <section class="section">
          <h2>${texts.words}</h2>
          ${twoWords(words)} ${note(texts.wordsNote)}
        </section>
        <section class="section">
          <h2>${texts.choose}</h2>
          ${form(
            { action: '/richiesta', visitor },
            hiddenField('reference', reference),
            hiddenField('asks', String(asks)),
            approver !== 'visitor' && html`<p>${texts.notYours[approver]}</p>`,
            actionRows(
              ...(approver === 'visitor' ? [approveRow(texts)] : []),
              {
                text: texts.refuse,
                action: button({ text: texts.refuseGo, kind: 'other', name: 'decision', value: 'refuse' }),
              },
              {
                text: texts.report,
                action: button({ text: texts.reportGo, kind: 'stop', name: 'decision', value: 'report' }),
              },
            ),
          )}
        </section>
      </div>`,
    ),
  }
}

function approveRow(texts: Texts) {
  return {
    text: texts.approve,
    action: button({ text: texts.approveGo, name: 'decision', value: 'approve' }),
  }
}

/** Nobody asks; the page shows a request by itself when one comes. */
export function nothingWaitsPage({ locale }: PageContext, visitor: Visitor): Page {
  const texts = wordsFor(TEXTS[locale], visitor)
  return {
    title: texts.none,
    visitor,
    scripts: ['live.js'],
    main: wrap(
      html`<div data-live="/richiesta/stato" data-state="none" data-then="/richiesta">
        ${head({ title: texts.none, lead: texts.noneLead })}
      </div>`,
      acts(
        linkButton({ href: '/richiesta', text: texts.look, kind: 'other' }),
        isApprovalOnly(visitor)
          ? textLink({ href: '/qr/telefono', text: texts.number })
          : textLink({ href: '/qr', text: texts.mine }),
      ),
    ),
  }
}

export function decidedPage(
  { locale, service }: PageContext,
  visitor: Visitor,
  { decision, request }: { decision: HolderDecision; request: Requested },
): Page {
  const texts = wordsFor(TEXTS[locale], visitor)
  const { for: askedFor } = request.asking
  const body = askedFor.kind === 'enrolled' ? askedFor.body.name : texts.unverifiedBody(askedFor.body)
  const said = { approve: texts.approved, refuse: texts.refused, report: texts.reported }[decision]
  return {
    title: said.title,
    visitor,
    main: wrap(
      head({ title: said.title, lead: said.lead(body), focus: true }),
      decision === 'report' &&
        prose(
          html`${texts.reported.number} <strong class="unbroken">${request.reference}</strong>:
            ${service.telephone}.`,
        ),
      isApprovalOnly(visitor)
        ? acts(linkButton({ href: '/richiesta', text: texts.look }))
        : acts(
            linkButton({ href: '/controlli', text: texts.checks }),
            textLink({ href: '/qr', text: texts.mine }),
          ),
    ),
  }
}

export function tooLatePage({ locale }: PageContext, visitor: Visitor): Page {
  const texts = wordsFor(TEXTS[locale], visitor)
  return {
    title: texts.over.title,
    visitor,
    main: wrap(
      head({ ...texts.over, focus: true }),
      acts(
        linkButton({ href: '/richiesta', text: texts.look }),
        !isApprovalOnly(visitor) && textLink({ href: '/controlli', text: texts.checks }),
      ),
    ),
  }
}

/** They are led to nothing that is refused them: neither the QR nor the checks are theirs to see. */
function isApprovalOnly({ actingFor }: Visitor): boolean {
  return actingFor?.approvalOnly === true
}

function factsOf({ asking }: Requested, locale: Locale, texts: Texts): Fact[] {
  const { operator, for: askedFor } = asking
  const enrolled = askedFor.kind === 'enrolled'
  return [
    { label: texts.who, value: operator },
    enrolled
      ? { label: texts.body, value: askedFor.body.name }
      : { label: texts.body, value: askedFor.body, note: texts.unverified },
    enrolled
      ? {
          label: texts.why,
          value: askedFor.purpose.label[locale],
          note: html`<span lang="it">${askedFor.purpose.legalBasis}</span>`,
        }
      : { label: texts.why, value: askedFor.purpose },
    { label: texts.what, value: texts.whatValue },
  ]
}
