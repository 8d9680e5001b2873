import { type Edition, EDITION_WORDS, EDITIONS } from '../document/edition.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionList, acts, iconLink, linkButton, textLink } from '../web/actions.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { backLink, head, note, telephoneLink, wrap } from '../web/text.page.js'
import { saveQr } from './screen.page.js'
import { sheetsTextsEn } from './sheets.texts.en.js'
import { sheetsTextsIt } from './sheets.texts.it.js'

type Texts = SameShape<typeof sheetsTextsIt>
const TEXTS: InEveryLocale<Texts> = { it: sheetsTextsIt, en: sheetsTextsEn }

/** A sheet as a page, and its title. */
export interface Twin {
  title: string
  article: Html
}

/** The words about the sheets. */
export function sheetsTexts(locale: Locale): Texts {
  return TEXTS[locale]
}

/** One sheet is what most people want; the others, and the QR alone, stand below it. */
export function sheetsPage({ locale }: PageContext, visitor: Visitor): Page {
  const texts = TEXTS[locale]
  const [first, ...others] = EDITIONS
  return {
    title: texts.title,
    visitor,
    holderSection: 'qr',
    main: wrap(
      head({ title: texts.title, lead: texts.lead, back: { href: '/qr', text: texts.back } }),
      html`<div class="measure sheet-choice">
        <h2>${texts.editions[first].name}</h2>
        <p>${texts.editions[first].what}</p>
        ${acts(linkButton({ href: pdfPath(first), text: texts.download }), read(texts, first))}
      </div>`,
      others.map((edition) => otherSheet(texts, edition)),
      saveQr(locale),
    ),
  }
}

function otherSheet(texts: Texts, edition: Edition): Html {
  const { name, what } = texts.editions[edition]
  return html`<section class="section measure sheet-choice">
    <h2>${name}</h2>
    <p>${what}</p>
    ${actionList(
      iconLink({ href: pdfPath(edition), text: named(texts.download, name), icon: 'download' }),
      iconLink({ href: twinPath(edition), text: named(texts.read, name), icon: 'card' }),
    )}
  </section>`
}

function read(texts: Texts, edition: Edition): Html {
  return textLink({ href: twinPath(edition), text: named(texts.read, texts.editions[edition].name) })
}

/** Links of the same words lead to different places: for who hears them in a list, each says which. */
function named(text: string, name: string): Html {
  return html`${text}<span class="visually-hidden">: ${name}</span>`
}

/** A sheet as a page: the same words as the PDF, for who reads on a screen; it prints as a sheet. */
export function twinPage(
  { locale }: PageContext,
  visitor: Visitor,
  { edition, twin: { title, article } }: { edition: Edition; twin: Twin },
): Page {
  const texts = TEXTS[locale]
  return {
    title,
    visitor,
    holderSection: 'qr',
    frame: 'notPrinted',
    switchLanguageBy: { query: `edizione=${EDITION_WORDS[edition]}` },
    main: wrap(
      backLink({ href: '/qr/fogli', text: texts.back }),
      article,
      html`<div class="twin-acts">
        ${note(texts.print)}
        ${acts(linkButton({ href: pdfPath(edition), text: texts.download, kind: 'other' }))}
      </div>`,
    ),
  }
}

/** Where the sheet cannot be written: the truth about why, and every other way to carry the same QR. */
export function letterMissingPage(
  { locale, service }: PageContext,
  visitor: Visitor,
  edition: Edition,
): Page {
  const texts = TEXTS[locale]
  const { title, why, valid, screen, call } = texts.letterMissing
  return {
    title,
    visitor,
    holderSection: 'qr',
    switchLanguageBy: { query: `edizione=${EDITION_WORDS[edition]}` },
    main: wrap(
      head({ title, lead: why, back: { href: '/qr/fogli', text: texts.back } }),
      html`<div class="measure">
        <p>${valid}</p>
        ${acts(linkButton({ href: '/qr/schermo', text: screen }), read(texts, edition))}
        <p>${call} ${telephoneLink(service.telephone)}</p>
      </div>`,
      saveQr(locale),
    ),
  }
}

function pdfPath(edition: Edition): string {
  return edition === EDITIONS[0] ? '/qr/foglio.pdf' : `/qr/foglio.pdf?edizione=${EDITION_WORDS[edition]}`
}

function twinPath(edition: Edition): string {
  return `/qr/foglio?edizione=${EDITION_WORDS[edition]}`
}
