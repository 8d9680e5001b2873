import { romeDay } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { formatDate, formatTime } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { beside, head, steps, wrap } from '../web/text.page.js'
import { type DemoMessage, type DemoTelephone } from './demo-telephone.js'
import { demoTelephoneEn } from './demo-telephone.texts.en.js'
import { demoTelephoneIt } from './demo-telephone.texts.it.js'
import { lastThree } from './phone.js'

type Texts = SameShape<typeof demoTelephoneIt>
const TEXTS: InEveryLocale<Texts> = { it: demoTelephoneIt, en: demoTelephoneEn }

/** Which telephone of the demo to look at. */
export function telephonesPage({ locale }: PageContext, telephones: DemoTelephone[]): Page {
  const texts = TEXTS[locale]
  return {
    title: texts.which,
    main: wrap(
      head({ title: texts.which, lead: texts.whichLead, step: texts.onlyDemo }),
      telephones.length === 0
        ? html`<p>${texts.none}</p>`
        : html`<ul class="telephones measure">
            ${telephones.map(
              ({ key, phone, name, messages }) =>
                html`<li>
                  <a class="tap" href="/demo/telefono/${key}">${name ?? texts.nameless(lastThree(phone))}</a>
                  ${messages.length > 0 && html`<span class="note">${texts.waiting(messages.length)}</span>`}
                </li>`,
            )}
          </ul>`,
    ),
  }
}

/** One telephone with its messages; looks for new ones by itself where there is script. */
export function telephonePage(
  { locale, path }: PageContext,
  { key, phone, name, messages }: DemoTelephone,
  now: Instant,
): Page {
  const texts = TEXTS[locale]
  const firstName = name?.split(' ', 1)[0]
  const title = firstName === undefined ? texts.titleNameless : texts.title(firstName)
  return {
    title,
    scripts: ['live.js'],
    main: wrap(
      beside({
        main: [
          head({ title, lead: texts.whichLead, step: texts.onlyDemo }),
          steps(texts.open, firstName === undefined ? texts.askNameless : texts.ask(firstName), texts.copy),
          html`<p><a class="tap" href="/demo/telefono">${texts.others}</a></p>`,
        ],
        side: html`<section
          class="telephone"
          aria-label="${texts.messages}"
          data-live="/demo/telefono/${key}/stato"
          data-state="${messages.length}"
          data-then="${path}"
        >
          <p class="telephone-head">
            <strong>Attesta</strong>
            <span class="note"
              >${texts.toNumber} <span aria-hidden="true">+39 ••• •••• ${lastThree(phone)}</span
              ><span class="visually-hidden">${texts.ending(lastThree(phone))}</span></span
            >
          </p>
          ${
            messages.length === 0
              ? html`<p class="note">${texts.nothing}</p>`
              : html`<ol>
                  ${messages.map((message) => bubble(locale, message, now))}
                </ol>`
          }
          <p class="telephone-foot"><a class="tap" href="${path}">${texts.reload}</a></p>
        </section>`,
      }),
    ),
  }
}

function bubble(locale: Locale, { text, receivedAt }: DemoMessage, now: Instant): Html {
  const texts = TEXTS[locale]
  const time = formatTime(locale, receivedAt)
  const when =
    romeDay(receivedAt) === romeDay(now) ? texts.today(time) : texts.on(formatDate(locale, receivedAt), time)
  // The languages of message and page may differ: a reader must speak the message's.
  const language = text.startsWith('Code ') || text.startsWith('Your ') ? 'en' : 'it'
  return html`<li>
    <p class="note">${when}</p>
    <p class="bubble" lang="${language}">${pieces(text)}</p>
  </li>`
}

/** The code and the two words stand out, as what one has to read aloud. */
function pieces(text: string): (Html | string)[] {
  return text
    .split(/(\b\d{6}\b|(?<=Parole: |Words: )[a-z]+ [a-z]+)/)
    .map((piece) =>
      /^\d{6}$/.test(piece)
        ? html`<strong class="digits">${piece}</strong>`
        : /^[a-z]+ [a-z]+$/.test(piece)
          ? html`<strong>${piece}</strong>`
          : piece,
    )
}
