import { type InEveryLocale, type SameShape } from '../../messages/locale.js'
import { more } from '../../web/facts.page.js'
import { html, type Html } from '../../web/html.js'
import { type PageContext } from '../../web/page-context.js'
import { en } from './spid-faults.texts.en.js'
import { it } from './spid-faults.texts.it.js'
import { SPID_CASES } from './spid-cases.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

/** The fault switch: which of the answers that the federation's tests know is sent. */
export function faultSwitch({ locale }: PageContext): Html {
  const texts = TEXTS[locale]
  return more({
    question: texts.question,
    answer: html`<div class="field">
      <label for="caso">${texts.label}</label>
      <p class="hint" id="caso-hint">${texts.hint}</p>
      <select class="form-control" id="caso" name="caso" aria-describedby="caso-hint">
        ${SPID_CASES.map(
          ({ id, isLetIn }) =>
            html`<option value="${id}">${id} · ${texts.cases[id]} · ${isLetIn ? 'OK' : 'KO'}</option>`,
        )}
      </select>
    </div>`,
  })
}
