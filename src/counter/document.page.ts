import { choices } from '../web/choices.page.js'
import { field } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { note } from '../web/text.page.js'
import { type CounterService } from './counter-service.js'
import { counterTexts } from './counter-texts.page.js'
import { DOCUMENT_KINDS, type TypedDocument, type WrongDocument } from './seen-document.js'
import { servicePage } from './service.page.js'

/** The document that the holder shows. */
export function documentPage(
  context: PageContext,
  visitor: Visitor,
  { service, typed, wrong = {} }: { service: CounterService; typed: TypedDocument; wrong?: WrongDocument },
): Page {
  const texts = counterTexts(context.locale)
  const { document } = texts
  const messages = {
    kind: wrong.kind && document.noKind,
    number: wrong.number && document.noNumber,
    issuer: wrong.issuer && document.noIssuer,
    expires: wrong.expires && document.expiresWrong[wrong.expires],
  }
  const errors = (
    [
      ['tipo', messages.kind],
      ['numero', messages.number],
      ['ente', messages.issuer],
      ['scade', messages.expires],
    ] as const
  ).flatMap(([name, message]) => (message === undefined ? [] : [{ field: name, message }]))
  const lead = document.lead(service.name ?? '')
  return servicePage(
    context,
    visitor,
    { service, title: document.title, lead, number: 2, action: '/sportello/documento', errors },
    texts.next,
    html`<div class="measure">
      ${choices({
        name: 'tipo',
        legend: document.kind,
        chosen: typed.kind,
        error: messages.kind,
        options: DOCUMENT_KINDS.map((kind) => ({ value: kind, label: document.kinds[kind] })),
      })}
      ${field({ name: 'numero', label: document.number, value: typed.number, maxLength: 20, error: messages.number })}
      ${field({
        name: 'ente',
        label: document.issuer,
        hint: document.issuerHint,
        value: typed.issuer,
        maxLength: 60,
        error: messages.issuer,
      })}
      ${field({
        name: 'scade',
        label: document.expires,
        hint: document.expiresHint,
        value: typed.expires,
        maxLength: 14,
        error: messages.expires,
      })}
      <div class="field">${note(document.kept)}</div>
    </div>`,
  )
}
