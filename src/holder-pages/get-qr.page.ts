import { NOTICE } from '../attestation/notice.js'
import { type NoJudgement } from '../attestation/eligibility.js'
import { type Shows } from '../attestation/attestation.js'
import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { actionList, acts, button, form, iconLink, linkButton, textLink } from '../web/actions.page.js'
import { choices } from '../web/choices.page.js'
import { facts, notice } from '../web/facts.page.js'
import { errorSummary } from '../web/fields.page.js'
import { html, type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor, wordsFor } from '../web/page-context.js'
import { head, note, prose, section, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'
import { sheetsTexts } from './sheets.page.js'
import { en as noteEn } from './note.texts.en.js'
import { it as noteIt } from './note.texts.it.js'

const NOTE: InEveryLocale<SameShape<typeof noteIt>> = { it: noteIt, en: noteEn }

/** The questions before the QR is there. Who acts for another is not asked what is not theirs (docs/decisions/0029). */
export type GetQrStep = 'notice' | 'contacts' | 'choice'

/** "Passo 2 di 3"; nothing where there is one step. */
function stepIn(locale: PageContext['locale'], step: GetQrStep, steps: readonly GetQrStep[]) {
  return steps.length < 2 ? {} : { step: holderTexts(locale).step(steps.indexOf(step) + 1, steps.length) }
}

/** First what the QR would answer today, and the note; where that is the only step, the QR is there after it. */
export function noticePage(
  { locale }: PageContext,
  visitor: Visitor,
  { preview, steps }: { preview: Html; steps: readonly GetQrStep[] },
): Page {
  const texts = holderTexts(locale)
  const chooses = steps.includes('choice')
  return {
    title: texts.notice.title,
    visitor,
    main: wrap(
      head({
        title: texts.notice.title,
        lead: chooses ? texts.notice.lead : texts.notice.leadAlone,
        ...stepIn(locale, 'notice', steps),
      }),
      html`<p>${texts.notice.today}</p>
        ${preview}`,
      noteSections(locale),
      form(
        { action: '/qr/nota', visitor },
        acts(button({ text: chooses ? texts.notice.read : texts.choice.go })),
      ),
    ),
  }
}

/** The information note, with its edition. */
export function noteSections(locale: PageContext['locale']): Html {
  const texts = NOTE[locale]
  return html`${texts.sections.map(({ title, text }) => section({ title }, prose(text)))}${note(
    texts.version(NOTICE.version, formatDay(locale, NOTICE.date)),
  )}`
}

export interface Contacts {
  /** The last three digits. */
  mobileEnding?: string
  email?: string
  /** Changed less than three days ago: no codes are sent to it yet. */
  paused: boolean
  /** Somebody else says yes for this person: codes go to them. */
  hasConsenter?: boolean
}

/** Then the number that one-time codes go to. */
export function contactsPage(
  { locale }: PageContext,
  visitor: Visitor,
  { mobileEnding, email, paused, hasConsenter = false, steps }: Contacts & { steps: readonly GetQrStep[] },
): Page {
  const texts = holderTexts(locale)
  const contacts = wordsFor(texts.contacts, visitor)
  const mobile = mobileEnding === undefined ? contacts.noMobile : contacts.mobileEnding(mobileEnding)
  return {
    title: contacts.title,
    visitor,
    main: wrap(
      head({
        title: contacts.title,
        lead: contacts.lead,
        ...stepIn(locale, 'contacts', steps),
        back: { href: '/qr/nota', text: texts.back },
      }),
      html`<div class="measure">
        ${facts([
          {
            label: contacts.mobile,
            value: mobile,
            ...(mobileEnding === undefined ? { note: contacts.noMobileWhy } : {}),
          },
          { label: contacts.email, value: email ?? contacts.noEmail },
        ])}
      </div>`,
      hasConsenter && notice(contacts.toConsenter),
      paused && notice(contacts.paused),
      html`<p>
        ${mobileEnding !== undefined && contacts.notYours}
        ${textLink({ href: '/qr/telefono', text: mobileEnding === undefined ? contacts.add : contacts.change })}
      </p>`,
      acts(linkButton({ href: '/qr/scelta', text: texts.next })),
    ),
  }
}

export interface ChoiceView {
  chosen?: Shows | undefined
  /** Sent without an answer. */
  missing: boolean
  previews: Record<Shows, Html>
  /** The steps of getting a QR, of which this is the last; or a later change. */
  purpose: { steps: readonly GetQrStep[] } | 'change'
}

/** Last what a scan may show. Nothing is chosen for anybody (decision 12, D7). */
export function choicePage(
  { locale }: PageContext,
  visitor: Visitor,
  { chosen, missing, previews, purpose }: ChoiceView,
): Page {
  const texts = holderTexts(locale)
  const { choice } = texts
  const issuing = purpose !== 'change'
  const action = issuing ? '/qr/scelta' : '/qr/mostra'
  const inside = (preview: Html): HtmlValue =>
    html`<p class="note">${choice.preview}</p>
      ${preview}`
  return {
    title: choice.title,
    wrong: missing,
    visitor,
    switchLanguageBy: { form: 'choice' },
    ...(issuing ? {} : { holderSection: 'qr' as const }),
    main: wrap(
      errorSummary(choice.errors, missing ? [{ field: 'shows', message: choice.none }] : []),
      head({
        title: choice.title,
        lead: choice.never,
        ...(issuing ? stepIn(locale, 'choice', purpose.steps) : {}),
        back: { href: backFrom(purpose), text: texts.back },
      }),
      form(
        { action, id: 'choice', visitor },
        choices({
          name: 'shows',
          legend: choice.title,
          legendHidden: true,
          chosen,
          pair: true,
          error: missing && choice.none,
          options: [
            { value: 'only', label: choice.only, preview: inside(previews.only) },
            { value: 'which', label: choice.which, hint: choice.whichHint, preview: inside(previews.which) },
          ],
        }),
        acts(button({ text: issuing ? choice.go : choice.save })),
      ),
    ),
  }
}

function backFrom(purpose: ChoiceView['purpose']): string {
  if (purpose === 'change') return '/qr'
  return purpose.steps.includes('contacts') ? '/qr/contatti' : '/qr/nota'
}

/** The QR is there. */
export function donePage({ locale }: PageContext, visitor: Visitor): Page {
  const texts = holderTexts(locale)
  const done = wordsFor(texts.done, visitor)
  return {
    title: done.title,
    visitor,
    holderSection: 'qr',
    main: wrap(
      head({ title: done.title, lead: done.lead, focus: true }),
      acts(linkButton({ href: '/qr/foglio.pdf', text: done.download })),
      html`<div class="measure">
        ${actionList(
          iconLink({ href: '/qr/schermo', text: done.show, icon: 'card' }),
          iconLink({ href: '/qr/fogli', text: sheetsTexts(locale).others, icon: 'download' }),
          iconLink({ href: '/qr', text: done.mine, icon: 'person' }),
        )}
      </div>`,
      note(done.shared),
    ),
  }
}

/** No QR for now: which kind of reason, and the next step. Never "error". */
export function noJudgementPage({ locale, service }: PageContext, visitor: Visitor, why: NoJudgement): Page {
  const { noJudgement } = holderTexts(locale)
  // Why is part of the judgement, which a delegate does not see (docs/decisions/0037).
  const isToldWhy = visitor.actingFor?.qrOnly !== true
  const text = isToldWhy ? noJudgement[why] : noJudgement.untold
  return {
    title: noJudgement.title,
    visitor,
    main: wrap(
      head({
        title: noJudgement.title,
        lead: typeof text === 'string' ? text : text(service.telephone),
        focus: true,
      }),
      acts(
        isToldWhy && (why === 'ended' || why === 'court' || why === 'provisional')
          ? linkButton({ href: '/giudizio', text: noJudgement.read })
          : linkButton({ href: '/', text: noJudgement.home }),
      ),
    ),
  }
}
