import { formatTime, formatWeekday } from '../messages/format.js'
import { type Locale } from '../messages/locale.js'
import { type Instant } from '../kernel/instant.js'
import { acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { answerBelow, answerPanel, type AnswerView } from '../web/answer.page.js'
import { more } from '../web/facts.page.js'
import { errorSummary, field, type FieldError, hiddenField } from '../web/fields.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { columns, head, note, wrap } from '../web/text.page.js'
import { type WrongCodiceFiscale, type WrongToken } from './read-verification.js'
import { type StatusView } from './status-view.js'
import { en } from './verify.texts.en.js'
import { it } from './verify.texts.it.js'

const TEXTS = { it, en }
const FORM = 'verify'

export interface VerifyForm {
  token: string
  codiceFiscale: string
  once: string
  wrong?: { token?: WrongToken; codiceFiscale?: WrongCodiceFiscale }
}

/** The form of a check: the codice fiscale first, since a scan has already brought the token. */
export function verifyPage(
  { locale }: PageContext,
  { token, codiceFiscale, once, wrong = {} }: VerifyForm,
): Page {
  const texts = TEXTS[locale]
  const wrongCode = wrong.codiceFiscale && aboutCode(locale, wrong.codiceFiscale)
  const wrongToken = wrong.token && aboutToken(locale, wrong.token)
  const errors: FieldError[] = [
    ...(wrongCode === undefined ? [] : [{ field: 'codiceFiscale', message: wrongCode }]),
    ...(wrongToken === undefined ? [] : [{ field: 'token', message: wrongToken }]),
  ]
  return {
    title: texts.title,
    wrong: errors.length > 0,
    switchLanguageBy: { form: FORM },
    scripts: ['verify.js'],
    main: wrap(
      errorSummary(texts.errors, errors),
      head({ title: texts.title, lead: texts.lead }),
      form(
        { action: '/v', id: FORM },
        // Enter must check, not switch the language: the first button of a form is the one that Enter presses.
        hiddenField('once', once),
        hiddenField('in', locale),
        field({
          name: 'codiceFiscale',
          label: texts.codiceFiscale.label,
          hint: texts.codiceFiscale.hint,
          error: wrongCode,
          value: codiceFiscale,
          look: 'cf',
          maxLength: 300,
          live: { good: texts.codiceFiscale.good, wrong: texts.codiceFiscale.wrongCheckCharacter },
        }),
        field({
          name: 'token',
          label: texts.token.label,
          hint: texts.token.hint,
          error: wrongToken,
          value: token,
          look: 'token',
          maxLength: 300,
        }),
        acts(button({ text: texts.go })),
      ),
      note(texts.recorded),
      textLink({ href: '/controlla-pdf', text: texts.checkPdf }),
    ),
  }
}

function aboutCode(locale: Locale, wrong: WrongCodiceFiscale): string {
  const texts = TEXTS[locale].codiceFiscale
  return wrong.kind === 'wrongLength' ? texts.wrongLength(wrong.length) : texts[wrong.kind]
}

function aboutToken(locale: Locale, wrong: WrongToken): string {
  const texts = TEXTS[locale].token
  switch (wrong.kind) {
    case 'wrongLength':
      return texts.wrongLength(wrong.length)
    case 'unknownCharacter':
      return texts.unknownCharacter(wrong.character)
    case 'empty':
    case 'mistyped':
      return texts[wrong.kind]
  }
}

/** What a view says in words: the same on the verifier's page and on the holder's preview. */
export function answerWords(locale: Locale, view: StatusView): AnswerView {
  const texts = TEXTS[locale]
  const words = texts.answers[view.answer]
  switch (view.answer) {
    case 'recognised': {
      const { only, which } = texts.answers.recognised
      if (!view.categories) return { kind: view.answer, title: words.title, sentence: only }
      const categories = view.categories.map((category) => texts.categories[category])
      return { kind: view.answer, title: words.title, sentence: which, categories }
    }
    case 'notRecognised': {
      const { what, more: also } = texts.answers.notRecognised
      return { kind: view.answer, title: words.title, sentence: html`<strong>${what}</strong> ${also}` }
    }
    case 'notVerifiable':
      return { kind: view.answer, title: words.title, sentence: texts.answers.notVerifiable.what }
    case 'notValid':
      return { kind: view.answer, title: words.title, sentence: texts.answers.notValid.what }
  }
}

/** The answer, readable at two metres; then what to do, and what it does not say. */
export function answerPage(
  { locale }: PageContext,
  {
    view,
    at,
    asked,
  }: { view: StatusView; at: Instant; asked: { token: string; codiceFiscale: string; once: string } },
): Page {
  const texts = TEXTS[locale]
  const words = texts.answers[view.answer]
  const [day, rest] = splitWhen(texts.when(formatWeekday(locale, at), formatTime(locale, at)))
  return {
    title: words.title,
    switchLanguageBy: { form: 'again-in' },
    main: html`${answerPanel({ ...answerWords(locale, view), when: [day, rest] })}${answerBelow(
      columns(
        2,
        html`<h2 class="h-small">${texts.nextTitle}</h2>
          <p>${words.next}</p>`,
        html`<h2 class="h-small">${texts.limitsTitle}</h2>
          <p>${words.limits}</p>`,
      ),
      acts(linkButton({ href: locale === 'it' ? '/v' : '/v?in=en', text: texts.again })),
      // The same check, in the other language: its one-use id keeps it one line in the holder's list.
      form({ action: '/v', id: 'again-in' }, fieldsOf(asked)),
      view.answer !== 'notValid' && needMore(locale, asked),
    )}`,
  }
}

function needMore(locale: Locale, asked: { token: string; codiceFiscale: string; once: string }): Html {
  const texts = TEXTS[locale].more
  return more({
    question: texts.summary,
    answer: html`<p>${texts.text}</p>
      <p>${texts.how}</p>
      ${form({ action: '/v/grado' }, fieldsOf(asked), acts(button({ text: texts.go, kind: 'other' })))}`,
  })
}

function fieldsOf({
  token,
  codiceFiscale,
  once,
}: {
  token: string
  codiceFiscale: string
  once: string
}): Html {
  return html`${hiddenField('token', token)}${hiddenField('codiceFiscale', codiceFiscale)}${hiddenField('once', once)}`
}

function splitWhen(text: string): [string, string] {
  const comma = text.indexOf(',') + 1
  return [text.slice(0, comma), text.slice(comma).trim()]
}
