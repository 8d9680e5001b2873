import { type Html, html, type HtmlValue } from './html.js'
import { FOCUSED } from './text.page.js'

/** What a check can answer (decision 12, Honest). */
export type AnswerKind = 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid'

export interface AnswerView {
  kind: AnswerKind
  title: HtmlValue
  /** One sentence; before the categories, where there are any. */
  sentence: HtmlValue
  /** Their names, one a line. */
  categories?: readonly string[]
}

/**
 * The answer, readable at two metres. Words, silhouette, tone and edge tell the same story, each alone enough: in
 * grey, without colours, without pictures. Stands outside {@link wrap}: it has the width of the page.
 */
export function answerPanel({
  kind,
  title,
  sentence,
  categories = [],
  when,
}: AnswerView & { when: readonly string[] }): Html {
  return html`<section class="answer answer-${kind}" aria-labelledby="answer">
    <div class="wrap">
      <div class="sign">${SIGNS[kind]}</div>
      <h1 id="answer" aria-describedby="answer-sentence" ${FOCUSED}>${title}</h1>
      <div class="say" id="answer-sentence">
        <p>${sentence}</p>
        ${names(categories)}
      </div>
      <p class="when">${when.map((piece) => html`<span class="unbroken">${piece}</span> `)}</p>
    </div>
  </section>`
}

/** The same answer, small: what a verifier will see, shown to the holder. */
export function answerPreview({ kind, title, sentence, categories = [] }: AnswerView): Html {
  return html`<div class="answer-small answer-${kind}">
    <div class="sign">${SIGNS[kind]}</div>
    <div class="say">
      <p class="answer-title">${title}</p>
      <p>${sentence}</p>
      ${names(categories)}
    </div>
  </div>`
}

/** What to do and what the answer does not say, then the ways on: all on the axis of the answer's words. */
export function answerBelow(...content: HtmlValue[]): Html {
  return html`<div class="wrap below"><div class="below-in">${content}</div></div>`
}

function names(categories: readonly string[]): HtmlValue {
  if (categories.length === 0) return undefined
  return html`<ul class="categories">
    ${categories.map((category) => html`<li>${category}</li>`)}
  </ul>`
}

/** A disc with a tick, an empty drawer, a signpost, a diamond with ≠: four silhouettes, never a cross. */
const SIGNS: Record<AnswerKind, Html> = {
  recognised: html`<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
    <circle class="sign-disc" cx="60" cy="60" r="60" />
    <path class="sign-tick" d="M30 62l21 21 40-44" fill="none" stroke-width="15" />
  </svg>`,
  notRecognised: html`<svg
    viewBox="0 0 120 120"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="8"
  >
    <path d="M5 64h28l10 16h34l10-16h28v46H5z" />
    <path d="M9 62L26 12h68l17 50" />
    <path d="M38 38h44" stroke-dasharray="10 7" />
  </svg>`,
  notVerifiable: html`<svg
    viewBox="0 0 120 120"
    aria-hidden="true"
    focusable="false"
    stroke="currentColor"
    stroke-width="8"
  >
    <path class="sign-paper" d="M56 4v112M20 18h66l20 16-20 16H20zM100 62H36L18 77l18 15h64z" />
  </svg>`,
  notValid: html`<svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="M60 3L117 60 60 117 3 60z" />
    <path class="sign-unequal" d="M32 49h56M32 71h56M73 32L47 88" stroke-width="10" fill="none" />
  </svg>`,
}
