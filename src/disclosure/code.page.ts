import { formatTime } from '../messages/format.js'
import { acts, button, form, textLink } from '../web/actions.page.js'
import { twoWords } from '../web/code.page.js'
import { more, notice } from '../web/facts.page.js'
import { errorSummary, field, hiddenField } from '../web/fields.page.js'
import { type Html, html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, note, wrap } from '../web/text.page.js'
import { askTexts } from './ask.page.js'
import { type Disclosure, MOST_TRIES, type Requested } from './disclosure.js'
import { type MessageState } from './message-state.js'
import { codePath } from './paths.js'

export interface CodeForm {
  request: Requested
  message: MessageState
  typed?: string
  /** What is wrong with the code that was typed. */
  wrong?: 'empty' | 'notSixDigits' | { triesLeft: number }
}

/** Step 2: the code that the holder says; the page goes on by itself when the holder decides elsewhere. */
export function codePage(
  context: PageContext,
  visitor: Visitor,
  { request, message, typed, wrong }: CodeForm,
): Page {
  const { code: texts, ...common } = askTexts(context.locale)
  const { locale } = context
  const error = wrong && errorOf(wrong, texts)
  const left = typeof wrong === 'object' ? wrong.triesLeft : MOST_TRIES - request.tries
  return {
    title: texts.title,
    visitor,
    switchLanguageBy: { form: 'code-form' },
    scripts: ['live.js'],
    main: wrap(
      errorSummary(common.errors, error ? [{ field: 'code', message: error }] : []),
      head({
        title: texts.title,
        lead: leadOf(request, message, texts),
        step: common.step(2),
        back: { href: '/grado', text: common.back },
      }),
      (message === 'late' || message === 'lost') && notice(html`<p>${texts[message]}</p>`),
      html`<div class="measure" ${followed(request, message)}>
        ${form(
          { action: '/grado/codice', id: 'code-form', visitor },
          hiddenField('reference', request.reference),
          html`<div class="field prose">
            <h2 class="h-small">${texts.words}</h2>
            ${twoWords(request.words)} ${note(texts.wordsNote)}
          </div>`,
          field({
            name: 'code',
            label: texts.label,
            hint: texts.hint(formatTime(locale, request.expiresAt), left),
            look: 'code',
            maxLength: 20,
            ...(typed === undefined ? {} : { value: typed }),
            ...(error === undefined ? {} : { error }),
          }),
          acts(button({ text: texts.show })),
        )}
      </div>`,
      more(
        {
          question: texts.notArriving,
          answer: [html`<p>${texts.notArrivingHow}</p>`, resendForm(visitor, request, texts.resend)],
        },
        { question: texts.noPhone, answer: html`<p>${ownPages(context)}</p>` },
        { question: texts.saysNo, answer: html`<p>${texts.saysNoHow}</p>` },
      ),
      note(texts.waiting),
      textLink({ href: codePath(request.reference), text: texts.look }),
    ),
  }
}

/** No code could be sent: what both can do instead (T28). */
export function noMobilePage(context: PageContext, visitor: Visitor, request: Requested): Page {
  const { noMobile, code } = askTexts(context.locale)
  return {
    title: noMobile.title,
    visitor,
    scripts: ['live.js'],
    main: wrap(
      head({ title: noMobile.title, lead: noMobile.lead, focus: true }),
      html`<div class="measure prose" ${followed(request, 'left')}>
        <p>${noMobile.how}</p>
        <p>${ownPages(context)}</p>
        <h2 class="h-small">${code.words}</h2>
        ${twoWords(request.words)}
        <p>${noMobile.until(formatTime(context.locale, request.expiresAt))}</p>
        <p>${code.waiting}</p>
      </div>`,
      textLink({ href: codePath(request.reference), text: code.look }),
    ),
  }
}

/** A button that sends another code for the same request (once, however often sent), or makes it anew once it has ended. */
export function resendForm(
  visitor: Visitor,
  { reference, asks }: Pick<Requested, 'reference'> & Partial<Pick<Requested, 'asks'>>,
  text: string,
  kind: 'main' | 'other' = 'other',
): Html {
  return form(
    { action: '/grado/rinvia', visitor },
    hiddenField('reference', reference),
    asks !== undefined && hiddenField('asks', String(asks)),
    acts(button({ text, kind })),
  )
}

/** How a request stands for the page that waits: also whether its message is in trouble (T54). */
export function liveStateOf({ state }: Disclosure, message: MessageState): string {
  return state === 'requested' && (message === 'late' || message === 'lost') ? `${state}-${message}` : state
}

/** Asks how the request stands, and opens the page again once it stands otherwise. */
function followed(request: Requested, message: MessageState): HtmlValue {
  const { reference } = request
  return html`data-live="/grado/stato/${reference}" data-state="${liveStateOf(request, message)}"
  data-then="${codePath(reference)}"`
}

/** Where the holder decides without a telephone. */
function ownPages({ locale, service }: PageContext): HtmlValue {
  return askTexts(locale).ownPages(`${service.baseUrl.replace(/^https?:\/\//, '')}/richiesta`)
}

function leadOf(
  { codeSentTo }: Requested,
  message: MessageState,
  texts: ReturnType<typeof askTexts>['code'],
): HtmlValue {
  return html`${message === 'left' ? texts.sent : texts.leaving}
    <strong class="unbroken">${codeSentTo?.lastThree}</strong>.`
}

function errorOf(wrong: NonNullable<CodeForm['wrong']>, texts: ReturnType<typeof askTexts>['code']): string {
  return typeof wrong === 'object' ? texts.wrong(wrong.triesLeft) : texts[wrong]
}
