import { formatDate, formatTime } from '../messages/format.js'
import { type Instant } from '../kernel/instant.js'
import { acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { facts, referenceBox } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { beside, head, note, prose, wrap } from '../web/text.page.js'
import { askTexts } from './ask.page.js'
import { type DegreeView } from './degree-view.js'
import { describeDegree } from './describe-degree.page.js'
import { type Confirmed } from './disclosure.js'

/** The degree, for ten minutes. Nothing of it can be printed or kept; the file gets the reference number. */
export function degreePage({ locale }: PageContext, visitor: Visitor, view: DegreeView): Page {
  const { data: texts } = askTexts(locale)
  const title = texts.title(view.holder)
  return {
    title,
    visitor,
    notPrintable: true,
    main: wrap(
      head({
        title,
        lead: html`${texts.until} <strong>${formatTime(locale, view.until)}</strong>.`,
        focus: true,
      }),
      beside({ main: describeDegree(locale, view.status), side: sideOf(locale, visitor, view) }),
    ),
  }
}

function sideOf(locale: PageContext['locale'], visitor: Visitor, view: DegreeView): Html {
  const { data: texts } = askTexts(locale)
  const { disclosure, shownAt, againLeft } = view
  return html`${referenceBox({
    title: texts.reference,
    reference: disclosure.reference,
    note: texts.referenceNote,
  })}
  ${facts(
    [
      { label: texts.shownTo, ...shownTo(disclosure, texts.unverified) },
      { label: texts.at, value: texts.atValue(formatTime(locale, shownAt), formatDate(locale, shownAt)) },
      { label: texts.why, value: purposeOf(disclosure, locale) },
    ],
    { narrow: true },
  )}
  ${note(againLeft === 0 ? texts.noAgain : `${texts.againLeft(againLeft)} ${texts.withinHalfHour}`)}
  ${form(
    { action: '/grado/chiudi', visitor },
    hiddenField('reference', disclosure.reference),
    acts(button({ text: texts.done })),
  )}`
}

/** The ten minutes are over: it may be shown again, and that is recorded. */
export function showAgainPage(
  { locale }: PageContext,
  visitor: Visitor,
  { disclosure, left, until }: { disclosure: Confirmed; left: number; until: Instant },
): Page {
  const { again: texts, myRequests } = askTexts(locale)
  return {
    title: texts.title,
    visitor,
    main: wrap(
      head({ title: texts.title, lead: texts.lead(left, formatTime(locale, until)), focus: true }),
      prose(texts.recorded),
      form(
        { action: '/grado/dati', visitor },
        hiddenField('reference', disclosure.reference),
        acts(button({ text: texts.go }), textLink({ href: '/operatore', text: myRequests })),
      ),
    ),
  }
}

/** Nothing is shown any more. */
export function overPage({ locale }: PageContext, visitor: Visitor, { reference }: Confirmed): Page {
  const { over: texts, verifyAgain, myRequests } = askTexts(locale)
  return {
    title: texts.title,
    visitor,
    main: wrap(
      head({ title: texts.title, lead: texts.lead, focus: true }),
      prose(texts.reference(reference)),
      acts(linkButton({ href: '/v', text: verifyAgain }), textLink({ href: '/operatore', text: myRequests })),
    ),
  }
}

function shownTo({ asking }: Confirmed, unverified: string): { value: string; note?: string } {
  const { operator, for: askedFor } = asking
  if (askedFor.kind === 'enrolled') return { value: `${operator}, ${askedFor.body.name}` }
  return { value: `${operator}, ${askedFor.body}`, note: unverified }
}

function purposeOf({ asking }: Confirmed, locale: PageContext['locale']): string {
  return asking.for.kind === 'enrolled' ? asking.for.purpose.label[locale] : asking.for.purpose
}
