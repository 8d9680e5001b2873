import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { html, type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { fill, head, prose, section, telephoneLink, wrap } from '../web/text.page.js'
import { noteSections } from './get-qr.page.js'
import { en } from './information.texts.en.js'
import { it } from './information.texts.it.js'
import { en as noteEn } from './note.texts.en.js'
import { it as noteIt } from './note.texts.it.js'

type Texts = SameShape<typeof it>
const TEXTS: InEveryLocale<Texts> = { it, en }
const NOTE: InEveryLocale<SameShape<typeof noteIt>> = { it: noteIt, en: noteEn }

export type Subject = keyof Texts

/** Privacy, legal notes, accessibility declaration, what is recorded, help: a title and short sections each. */
export function informationPage(context: PageContext, subject: Subject, visitor?: Visitor): Page {
  const { title, lead, sections } = TEXTS[context.locale][subject]
  const filled = (text: string): Html => fill(text, valuesOf(context))
  return {
    title,
    ...(visitor && { visitor }),
    main: wrap(
      head({ title, lead: filled(lead) }),
      html`<div class="reading">
        ${sections.map((part) => section({ title: part.title }, prose(...part.text.map(filled))))}
      </div>`,
    ),
  }
}

/** The information note by itself, as it is read before a QR is issued. */
export function notePage({ locale }: PageContext, visitor?: Visitor): Page {
  const { title } = NOTE[locale]
  return {
    title,
    ...(visitor && { visitor }),
    main: wrap(head({ title }), html`<div class="reading">${noteSections(locale)}</div>`),
  }
}

function valuesOf({ service }: PageContext): Record<string, HtmlValue> {
  const { contact, institution, telephone } = service
  return {
    ente: institution,
    contatto: contact.includes('@') ? html`<a href="mailto:${contact}">${contact}</a>` : contact,
    telefono: telephoneLink(telephone),
  }
}
