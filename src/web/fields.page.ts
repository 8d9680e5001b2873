import { type Html, html, type HtmlValue } from './html.js'
import { type Visitor } from './page-context.js'
import { FOCUSED } from './text.page.js'

export interface Field {
  name: string
  label: HtmlValue
  value?: string
  hint?: HtmlValue
  error?: HtmlValue
  /** `cf`: a codice fiscale; `code`: six digits; `token`: the 32 symbols, in an area that Enter sends. */
  look?: 'text' | 'cf' | 'code' | 'token'
  autocomplete?: string
  inputmode?: 'numeric' | 'tel' | 'text'
  maxLength?: number
  /** Not shown while it is typed. */
  secret?: boolean
  /** Said beside the field while one types (script only). */
  live?: { good: string; wrong: string }
}

/** One question: label, hint, what is wrong and the field, tied together for who cannot see them. */
export function field(asked: Field): Html {
  const { name, label, hint, error, live } = asked
  const bad = isSaid(error)
  const described = [isSaid(hint) && `${name}-hint`, bad && `${name}-error`, live && `${name}-live`]
    .filter(Boolean)
    .join(' ')
  return html`<div class="field${bad && ' bad'}">
    <label for="${name}">${label}</label>
    ${isSaid(hint) && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${bad && html`<p class="err" id="${name}-error">${error}</p>`} ${input(asked, bad, described)}
    ${
      live &&
      html`<p
        class="ok"
        id="${name}-live"
        role="status"
        data-good="${live.good}"
        data-wrong="${live.wrong}"
      ></p>`
    }
  </div>`
}

/** The question for a file. The browser's own control: it speaks the person's language, and works without script. */
export function fileField({
  name,
  label,
  hint,
  error,
  accept,
}: Pick<Field, 'name' | 'label' | 'hint' | 'error'> & { accept: string }): Html {
  const bad = isSaid(error)
  const described = [isSaid(hint) && `${name}-hint`, bad && `${name}-error`].filter(Boolean).join(' ')
  return html`<div class="field${bad && ' bad'}">
    <label for="${name}">${label}</label>
    ${isSaid(hint) && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${bad && html`<p class="err" id="${name}-error">${error}</p>`}
    <input
      type="file"
      class="form-control file"
      id="${name}"
      name="${name}"
      accept="${accept}"
      ${described !== '' && html`aria-describedby="${described}"`}
      ${bad && html`aria-invalid="true"`}
    />
  </div>`
}

function input(
  { name, value = '', maxLength, secret = false, ...asked }: Field,
  bad: boolean,
  described: string,
): Html {
  const { look = 'text' } = asked
  const { autocomplete = LOOK[look].autocomplete, inputmode = LOOK[look].inputmode } = asked
  const attributes = html`class="form-control ${look === 'code' ? 'otp' : look}" id="${name}" name="${name}"
  autocomplete="${autocomplete}" autocapitalize="${LOOK[look].autocapitalize}" autocorrect="off"
  spellcheck="false" ${inputmode && html`inputmode="${inputmode}"`}
  ${maxLength !== undefined && html`maxlength="${maxLength}"`}
  ${described !== '' && html`aria-describedby="${described}"`} ${bad && html`aria-invalid="true"`}`
  if (look === 'token') return html`<textarea ${attributes} rows="2">${value}</textarea>`
  return html`<input type="${secret ? 'password' : 'text'}" ${attributes} value="${value}" />`
}

/** What the keyboard of a telephone should know of each kind. */
const LOOK: Record<
  NonNullable<Field['look']>,
  { autocomplete: string; autocapitalize: string; inputmode?: 'numeric' }
> = {
  text: { autocomplete: 'off', autocapitalize: 'sentences' },
  cf: { autocomplete: 'off', autocapitalize: 'characters' },
  token: { autocomplete: 'off', autocapitalize: 'characters' },
  code: { autocomplete: 'one-time-code', autocapitalize: 'off', inputmode: 'numeric' },
}

export interface FieldError {
  /** The id of the field. */
  field: string
  message: HtmlValue
}

/** What is wrong with a form, above it: takes the focus, and leads to each field (WCAG 3.3.1). Nothing where nothing is. */
export function errorSummary(title: HtmlValue, errors: FieldError[]): Html | undefined {
  if (errors.length === 0) return undefined
  return html`<div class="oops measure" role="group" aria-labelledby="errors" ${FOCUSED}>
    <h2 class="h-small" id="errors">${title}</h2>
    <ul>
      ${errors.map(({ field: id, message }) => html`<li><a href="#${id}">${message}</a></li>`)}
    </ul>
  </div>`
}

/** The token of the session: every form of somebody logged in carries it. */
export function csrfField({ csrf }: Visitor): Html {
  return hiddenField('csrf', csrf)
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`
}

function isSaid(value: HtmlValue): boolean {
  return value !== undefined && value !== null && value !== false
}
