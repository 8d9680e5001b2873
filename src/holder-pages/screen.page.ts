import { type Attestation } from '../attestation/attestation.js'
import { groupToken } from '../attestation/token.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionList, iconLink, textLink } from '../web/actions.page.js'
import { type QrModules, qrBox, verificationCode } from '../web/code.page.js'
import { html, type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { note, section, telephoneLink, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'
import { screenTextsEn } from './screen.texts.en.js'
import { screenTextsIt } from './screen.texts.it.js'

type Texts = SameShape<typeof screenTextsIt>
const TEXTS: InEveryLocale<Texts> = { it: screenTextsIt, en: screenTextsEn }

export interface ScreenView {
  attestation: Attestation
  modules: QrModules
  /** The host, as people type it. */
  address: string
}

/** The QR alone, as large as the screen whichever way it is turned; the code beside it for who cannot scan. */
export function screenPage({ locale }: PageContext, visitor: Visitor, view: ScreenView): Page {
  const texts = TEXTS[locale]
  return {
    title: texts.title,
    visitor,
    frame: 'below',
    scripts: ['kept-qr.js'],
    main: html`${onScreen(locale, view, texts.title, note(texts.hint))}
    ${wrap(
      keepQr(texts, view.attestation),
      saveQr(locale),
      textLink({ href: '/qr', text: holderTexts(locale).back }),
    )}`,
  }
}

/** What stays on the holder's device: the QR, its code and the help line, no name and no link that needs a session. */
export function copyPage({ locale, service }: PageContext, view: ScreenView & { today: LegalDay }): Page {
  const { title, savedOn, replaced, mine, help } = TEXTS[locale].copy
  const below = html`<p>${savedOn(formatDay(locale, view.today))} ${replaced}</p>
    <p>${help} ${telephoneLink(service.telephone)}</p>`
  return {
    title,
    frame: 'none',
    scripts: ['kept-qr.js'],
    main: html`${onScreen(locale, view, title, note(TEXTS[locale].hint))}
    ${wrap(below, keepQr(TEXTS[locale], view.attestation), textLink({ href: '/qr', text: mine }))}`,
  }
}

function onScreen(
  locale: Locale,
  { attestation, modules, address }: ScreenView,
  title: string,
  hint: HtmlValue,
): Html {
  const { qr } = holderTexts(locale)
  return html`<div class="qr-screen" data-keep-awake data-qr="${attestation.id}">
    <h1 class="visually-hidden">${title}</h1>
    ${qrBox({ modules, label: qr.alt })}
    <div class="qr-screen-words">
      ${verificationCode({ label: qr.code, groups: groupToken(attestation.token) })}
      <p>${TEXTS[locale].codeUse(address)}</p>
      ${hint}
    </div>
  </div>`
}

/** The QR alone, as a picture to print or to keep. */
export function saveQr(locale: Locale): Html {
  const { save } = TEXTS[locale]
  return section(
    { title: save.title },
    html`<p>${save.what}</p>
      <div class="measure">
        ${actionList(
          iconLink({ href: '/qr/codice.png', text: save.png, icon: 'download' }),
          iconLink({ href: '/qr/codice.svg', text: save.svg, icon: 'download' }),
        )}
      </div>`,
  )
}

/** Shown by its script alone, in the state in which the device is. */
function keepQr({ keep }: Texts, { id }: Attestation): Html {
  const remove = html`<button type="button" class="btn btn-outline-primary" data-remove>
    ${keep.remove}
  </button>`
  return html`<div data-keep-qr="${id}" hidden>
    ${section(
      { title: keep.title },
      html`<div class="measure">
        <div class="prose" data-when="none" hidden>
          <p>${keep.what}</p>
          <p>${keep.own}</p>
          <p>${keep.end}</p>
          <div class="acts">
            <button type="button" class="btn btn-outline-primary" data-keep>${keep.go}</button>
          </div>
        </div>
        <div class="prose" data-when="kept" hidden>
          <p>${keep.own}</p>
          <p>${keep.end}</p>
          <div class="acts">${remove}${textLink({ href: '/qr/schermo/copia', text: keep.open })}</div>
        </div>
        <div class="prose" data-when="other" hidden>
          <p>${keep.other}</p>
          <div class="acts">
            <button type="button" class="btn btn-outline-primary" data-keep>${keep.instead}</button>
            ${remove}
          </div>
        </div>
        <p
          role="status"
          data-kept="${keep.kept}"
          data-none="${keep.removed}"
          data-failed="${keep.failed}"
        ></p>
      </div>`,
    )}
  </div>`
}
