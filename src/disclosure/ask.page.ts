import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { type Organisation } from '../organisation/organisation.js'
import { acts, button, form } from '../web/actions.page.js'
import { choices } from '../web/choices.page.js'
import { errorSummary, field } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, note, wrap } from '../web/text.page.js'
import { notice } from '../web/facts.page.js'
import { type WrongWords } from './stated-words.js'
import { askEn } from './ask.texts.en.js'
import { askIt } from './ask.texts.it.js'

export type AskTexts = SameShape<typeof askIt>
const TEXTS: InEveryLocale<AskTexts> = { it: askIt, en: askEn }

export function askTexts(locale: Locale): AskTexts {
  return TEXTS[locale]
}

/** The value of the card that leads to an operator's own words. */
export const OTHER = 'altro'

/** How a purpose of a body is called in the form. */
export function choiceOf(body: { id: string }, purpose: { id: string }): string {
  return `${body.id}/${purpose.id}`
}

/** Step 1: one of the purposes for which the operator is enrolled, or another. */
export function purposePage(
  { locale }: PageContext,
  visitor: Visitor,
  {
    enrolments,
    chosen,
    missing,
  }: { enrolments: Organisation[]; chosen?: string | undefined; missing: boolean },
): Page {
  const { purpose: texts, ...common } = askTexts(locale)
  const options = enrolments.flatMap((body) =>
    body.purposes.map((purpose) => ({
      value: choiceOf(body, purpose),
      label: purpose.label[locale],
      hint: html`${body.name}. <span lang="it">${purpose.legalBasis}</span>`,
    })),
  )
  return {
    title: texts.title,
    wrong: missing,
    visitor,
    switchLanguageBy: { form: 'ask' },
    main: wrap(
      errorSummary(common.errors, missing ? [{ field: 'purpose', message: texts.none }] : []),
      head({ title: texts.title, step: common.step(1), back: { href: '/operatore', text: common.back } }),
      form(
        { action: '/grado', id: 'ask', visitor },
        choices({
          name: 'purpose',
          legend: texts.title,
          legendHidden: true,
          chosen,
          error: missing && texts.none,
          options: [...options, { value: OTHER, label: texts.other, hint: texts.otherHint }],
        }),
        html`<div class="field">${note(texts.recorded)}</div>`,
        acts(button({ text: texts.send })),
      ),
    ),
  }
}

export interface StatedForm {
  body: string
  purpose: string
  wrong: Partial<Record<'body' | 'purpose', WrongWords | undefined>>
}

/** Step 1 for anybody else: body and purpose in their own words, which we do not vouch for (decision 12, D10). */
export function statedPage(
  { locale }: PageContext,
  visitor: Visitor,
  { body, purpose, wrong }: StatedForm,
  { enrolled }: { enrolled: boolean },
): Page {
  const { stated: texts, ...common } = askTexts(locale)
  // Each says which field it is about: read one after the other, two alike would be no help.
  const wrongBody = wrong.body && texts.wrongBody[wrong.body]
  const wrongPurpose = wrong.purpose && texts.wrongPurpose[wrong.purpose]
  const errors = [
    ...(wrongBody === undefined ? [] : [{ field: 'body', message: wrongBody }]),
    ...(wrongPurpose === undefined ? [] : [{ field: 'purpose', message: wrongPurpose }]),
  ]
  return {
    title: texts.title,
    wrong: errors.length > 0,
    visitor,
    switchLanguageBy: { form: 'ask' },
    main: wrap(
      errorSummary(common.errors, errors),
      head({
        title: texts.title,
        step: common.step(1),
        back: { href: enrolled ? '/grado' : '/operatore', text: common.back },
      }),
      notice(html`<p><strong>${texts.unverified}</strong> ${texts.hint}</p>`),
      form(
        { action: '/grado/altro', id: 'ask', visitor },
        html`<div class="measure">
          ${field({
            name: 'body',
            label: texts.body,
            value: body,
            maxLength: 80,
            autocomplete: 'organization',
            error: wrongBody,
          })}
          ${field({
            name: 'purpose',
            label: texts.purpose,
            value: purpose,
            maxLength: 80,
            error: wrongPurpose,
          })}
          <div class="field">${note(common.purpose.recorded)}</div>
        </div>`,
        acts(button({ text: common.purpose.send })),
      ),
    ),
  }
}
