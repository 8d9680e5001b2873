import { EDITION_WORDS, type Edition } from '../document/edition.js'
import { type Instant } from '../kernel/instant.js'
import { formatDate, formatTime } from '../messages/format.js'
import { actionList, acts, button, form, iconLink, linkButton } from '../web/actions.page.js'
import { facts } from '../web/facts.page.js'
import { hiddenField } from '../web/fields.page.js'
import { type Html, html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { backLink, head, note, wrap } from '../web/text.page.js'
import { type CounterAct, type CounterService, prints } from './counter-service.js'
import { counterTexts } from './counter-texts.page.js'
import { type SeenDocument } from './seen-document.js'

/** A service that was done, with all that its papers say. */
export interface DoneService {
  service: CounterService
  act: CounterAct
  receipt: string
  doneAt: Instant
  document: SeenDocument
  form: string
}

/** It is done: the sheet, the receipt, and the button that leaves nothing behind. */
export function donePage({ locale }: PageContext, visitor: Visitor, { service, act }: DoneService): Page {
  const { done } = counterTexts(locale)
  const printed = prints(act)
  return {
    title: done.titles[act],
    visitor,
    main: wrap(
      head({
        title: done.titles[act],
        lead: printed ? done.lead : done.leadRevoked,
        step: service.name ?? '',
        focus: true,
      }),
      acts(
        printed
          ? linkButton({ href: sheetPath('a4'), text: done.print })
          : linkButton({ href: RECEIPT_PATH, text: done.receipt }),
      ),
      printed &&
        html`<div class="measure">
          ${actionList(
            iconLink({ href: sheetPath('largePrint'), text: done.large, icon: 'download' }),
            iconLink({ href: sheetPath('easyToRead'), text: done.easy, icon: 'download' }),
            iconLink({ href: RECEIPT_PATH, text: done.receipt, icon: 'card' }),
          )}
        </div>`,
      form(
        { action: '/sportello/fine', visitor },
        hiddenField('servizio', service.id),
        html`<div class="field">${note(done.finishNote)}</div>`,
        acts(button({ text: done.finish, kind: 'other' })),
      ),
    ),
  }
}

const RECEIPT_PATH = '/sportello/ricevuta'

function sheetPath(edition: Edition): string {
  return edition === 'a4'
    ? '/sportello/foglio.pdf'
    : `/sportello/foglio.pdf?edizione=${EDITION_WORDS[edition]}`
}

/** Both copies of the receipt on one sheet of paper: no health word, no codice fiscale, no number of the document. */
export function receiptPage(context: PageContext, visitor: Visitor, done: DoneService): Page {
  const { receipt, back } = counterTexts(context.locale)
  return {
    title: receipt.title,
    visitor,
    frame: 'notPrinted',
    main: wrap(
      backLink({ href: '/sportello/fatto', text: back }),
      html`<div class="receipts">
        <h1 class="visually-hidden">${receipt.title}</h1>
        ${copy(context, done, 'holder')} ${copy(context, done, 'clerk')}
      </div>`,
      html`<div class="twin-acts">${note(receipt.print)}</div>`,
    ),
  }
}

function copy({ locale, service }: PageContext, done: DoneService, whose: 'holder' | 'clerk'): Html {
  const { receipt, document } = counterTexts(locale)
  const { counter, name } = done.service
  return html`<section class="receipt" aria-label="${receipt.copies[whose]}">
    <p class="receipt-top"><span>${service.institution}</span> <span>${receipt.copies[whose]}</span></p>
    <h2>${receipt.title} <span class="mono unbroken">${done.receipt}</span></h2>
    ${facts([
      {
        label: receipt.day,
        value: `${formatDate(locale, done.doneAt)}, ${formatTime(locale, done.doneAt)}`,
      },
      { label: receipt.counter, value: counter.name },
      { label: receipt.person, value: name },
      { label: receipt.act, value: receipt.acts[done.act] },
      { label: receipt.document, value: document.kinds[done.document.kind] },
      { label: receipt.form, value: done.form },
    ])}
    ${
      whose === 'holder'
        ? html`<p>
            <strong>${receipt.complain}</strong> ${receipt.complainHow(service.telephone, service.contact)}
          </p>`
        : html`<p class="receipt-sign">${receipt.sign}</p>`
    }
  </section>`
}

/** The sheet as a page, where the PDF cannot be written: it is printed by the browser. */
export function printedPage(
  { locale }: PageContext,
  visitor: Visitor,
  { title, article }: { title: string; article: Html },
): Page {
  const texts = counterTexts(locale)
  return {
    title,
    visitor,
    frame: 'notPrinted',
    main: wrap(
      backLink({ href: '/sportello/fatto', text: texts.back }),
      article,
      html`<div class="twin-acts">${note(texts.twin.why)}</div>`,
    ),
  }
}
