import { type Html, html, type HtmlValue } from './html.js'

export interface Fact {
  label: HtmlValue
  value: HtmlValue
  /** Smaller, under the value: a law, where it comes from. */
  note?: HtmlValue
}

/** Labels and values: one above the other on a phone, and where `narrow`; side by side on a desk. */
export function facts(list: Fact[], { narrow = false }: { narrow?: boolean } = {}): Html {
  return html`<dl class="facts${narrow && ' narrow'}">
    ${list.map(
      ({ label, value, note }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}${note !== undefined && html`<span class="note">${note}</span>`}</dd>
        </div>`,
    )}
  </dl>`
}

/** What must not be overlooked. `rights`: a date has passed and the rights are kept; `plain`: anything else. */
export function notice(content: HtmlValue, kind: 'rights' | 'plain' = 'plain'): Html {
  return html`<div class="notice notice-${kind} measure">${content}</div>`
}

/** A word or two that say what kind of thing stands beside; `deep` for the one that weighs more. */
export function tag(text: string, { deep = false }: { deep?: boolean } = {}): Html {
  return html`<span class="tag${deep && ' deep'}">${text}</span>`
}

/** Questions that most readers skip, each opened by itself. Works without script. */
export function more(...questions: { question: HtmlValue; answer: HtmlValue }[]): Html {
  return html`<div class="more measure">
    ${questions.map(
      ({ question, answer }) =>
        html`<details>
          <summary><span>${question}</span></summary>
          <div class="more-in">${answer}</div>
        </details>`,
    )}
  </div>`
}

/** A number to copy into a file instead of the data. */
export function referenceBox({
  title,
  reference,
  note,
}: {
  title: HtmlValue
  reference: string
  note: HtmlValue
}): Html {
  return html`<div class="reference">
    <h2 class="h-small">${title}</h2>
    <p class="mono">${reference}</p>
    <p class="note">${note}</p>
  </div>`
}

export interface Judgement {
  title: HtmlValue
  /** The judgement in words of today. */
  words: HtmlValue
  percentage?: number | undefined
}

/** One judgement with its facts and notices, under a strong line. */
export function judgement({ title, words, percentage }: Judgement, ...content: HtmlValue[]): Html {
  return html`<section class="judgement measure">
    <div class="judgement-head">
      <div>
        <h2>${title}</h2>
        <p>${words}</p>
      </div>
      ${percentage !== undefined && html`<p class="percentage">${percentage}%</p>`}
    </div>
    ${content}
  </section>`
}

export interface LogLine {
  /** Day and hour, each kept on one line. */
  when: readonly string[]
  tag: Html
  title: HtmlValue
  text?: HtmlValue
  note?: HtmlValue
  action?: Html
}

/** Who looked, and when. */
export function log(lines: LogLine[]): Html {
  return html`<ol class="log">
    ${lines.map(logLine)}
  </ol>`
}

function logLine({ when, tag: kind, title, text, note, action }: LogLine): Html {
  return html`<li>
    <p class="log-when">${when.map((piece) => html`<span class="unbroken">${piece}</span> `)}</p>
    <div class="log-what">
      ${kind}
      <h2 class="h-small">${title}</h2>
      ${text !== undefined && html`<p>${text}</p>`} ${note !== undefined && html`<p class="note">${note}</p>`}
    </div>
    ${action}
  </li>`
}
