import { type Html, html, type HtmlValue } from './html.js'

export interface Choice {
  value: string
  label: HtmlValue
  hint?: HtmlValue
  /** What would follow, shown inside the card. */
  preview?: HtmlValue
}

export interface Choices {
  name: string
  /** The question. */
  legend: HtmlValue
  /** The question is the page's heading already: said to readers, not drawn twice. */
  legendHidden?: boolean
  error?: HtmlValue
  options: Choice[]
  /** The value chosen before. Nothing is chosen for anybody. */
  chosen?: string | undefined
  /** Two cards side by side on a desk. */
  pair?: boolean
}

/** One answer among several. The whole card is the target; its name for readers is its label alone. */
export function choices({
  name,
  legend,
  legendHidden = false,
  error,
  options,
  chosen,
  pair = false,
}: Choices): Html {
  const bad = error !== undefined && error !== null && error !== false
  return html`<fieldset
    class="field${bad && ' bad'}${!pair && ' measure'}"
    ${bad && html` aria-describedby="${name}-error"`}
  >
    <legend class="${legendHidden ? 'visually-hidden' : 'question'}">${legend}</legend>
    ${bad && html`<p class="err" id="${name}-error">${error}</p>`}
    <div class="choices${pair && ' pair'}">
      ${options.map((option, index) => {
        const id = index === 0 ? name : `${name}-${option.value}`
        return choice({ ...option, name, id, checked: option.value === chosen })
      })}
    </div>
  </fieldset>`
}

/** The first card has the group's name as id: the error summary's link leads to it. */
function choice({
  name,
  id,
  checked,
  value,
  label,
  hint,
  preview,
}: Choice & { name: string; id: string; checked: boolean }): Html {
  const described = [hint !== undefined && `${id}-hint`, preview !== undefined && `${id}-preview`]
    .filter(Boolean)
    .join(' ')
  return html`<div class="choice">
    <input
      class="form-check-input"
      type="radio"
      id="${id}"
      name="${name}"
      value="${value}"
      ${checked && html` checked`}
      ${described !== '' && html`aria-describedby="${described}"`}
    />
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="note" id="${id}-hint">${hint}</p>`}
    ${preview !== undefined && html`<div class="choice-preview" id="${id}-preview">${preview}</div>`}
  </div>`
}

/** Something to confirm, on a card of its own. */
export function confirmation({
  name,
  label,
  error,
  checked = false,
}: {
  name: string
  label: HtmlValue
  error?: HtmlValue
  checked?: boolean
}): Html {
  const bad = error !== undefined && error !== null && error !== false
  return html`<div class="field measure${bad && ' bad'}">
    ${bad && html`<p class="err" id="${name}-error">${error}</p>`}
    <div class="choice">
      <input
        class="form-check-input"
        type="checkbox"
        id="${name}"
        name="${name}"
        value="1"
        ${checked && html` checked`}
        ${bad && html`aria-invalid="true" aria-describedby="${name}-error"`}
      />
      <label for="${name}">${label}</label>
    </div>
  </div>`
}
