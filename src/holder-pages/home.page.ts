import { NOTICE } from '../attestation/notice.js'
import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { acts, linkButton, textLink } from '../web/actions.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { columns, fill, steps, telephoneLink, wrap } from '../web/text.page.js'
import { en } from './home.texts.en.js'
import { it } from './home.texts.it.js'

type Texts = SameShape<typeof it>
const TEXTS: InEveryLocale<Texts> = { it, en }

/**
 * What it is, who can have it, what may be missing, what each verifier sees, what one needs; two doors: one for the
 * person, one for the cashier who typed the bare address.
 */
export function homePage(context: PageContext, preview: Html, visitor?: Visitor): Page {
  const texts = TEXTS[context.locale]
  return {
    title: texts.title,
    ...(visitor && { visitor }),
    main: wrap(
      html`<div class="home">
        <div class="home-promise">
          <h1>${texts.promise}</h1>
          <p class="lead">${texts.lead}</p>
          ${acts(
            linkButton({ href: '/qr', text: texts.get }),
            linkButton({ href: '/v', text: texts.verify, kind: 'other' }),
          )}
        </div>
        ${picture(context, texts, preview)}
      </div>`,
      ruled(
        columns(3, part(texts.who), part(texts.missing), [title(texts.how.title), steps(...texts.how.steps)]),
      ),
      ruled(columns(2, part(texts.scan), part(texts.degree))),
      ruled(columns(2, noSpid(context, texts), note(context, texts))),
    ),
  }
}

/** What the person shows beside what the verifier reads: the whole service in one picture. */
function picture({ asset }: PageContext, { picture: words }: Texts, preview: Html): Html {
  return html`<div class="picture">
    <div class="picture-shown">
      <p class="note">${words.youShow}</p>
      <img src="${asset('sample-qr.svg')}" alt="${words.qr}" width="144" height="144" />
    </div>
    <div class="picture-read">
      <p class="note">${words.theyRead}</p>
      ${preview}
    </div>
    <p class="note">${words.note}</p>
  </div>`
}

function noSpid({ service }: PageContext, texts: Texts): Html {
  const { title: heading, text, more } = texts.noSpid
  return html`${title(heading)}
    <p>${fill(text, { telefono: telephoneLink(service.telephone) })}</p>
    ${textLink({ href: '/aiuto', text: more })}`
}

function note({ locale }: PageContext, texts: Texts): Html {
  const { title: heading, text, link } = texts.note
  const sentence = text(NOTICE.version, formatDay(locale, NOTICE.date))
  return html`${title(heading)}
    <p>${fill(sentence, { nota: html`<a href="/nota">${link}</a>` })}</p>`
}

function part({ title: heading, text }: { title: string; text: string }): Html {
  return html`${title(heading)}
    <p>${text}</p>`
}

function title(text: string): Html {
  return html`<h2 class="h-small">${text}</h2>`
}

function ruled(content: Html): Html {
  return html`<div class="section ruled">${content}</div>`
}
