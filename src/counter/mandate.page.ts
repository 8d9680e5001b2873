import { type Shows } from '../attestation/attestation.js'
import { formatDay } from '../messages/format.js'
import { textLinkInNewTab } from '../web/actions.page.js'
import { choices, confirmation } from '../web/choices.page.js'
import { facts } from '../web/facts.page.js'
import { field } from '../web/fields.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { type CounterAct, type CounterService, type Mandate } from './counter-service.js'
import { counterTexts } from './counter-texts.page.js'
import { servicePage } from './service.page.js'
import { type WrongMandate } from './typed-mandate.js'

export interface MandateForm {
  service: CounterService
  typed: { form: string; notice: string; present: boolean }
  wrong?: WrongMandate
}

/** The holder's order: present, informed, signed. */
export function mandatePage(
  context: PageContext,
  visitor: Visitor,
  { service, typed, wrong = {} }: MandateForm,
): Page {
  const texts = counterTexts(context.locale)
  const { mandate } = texts
  const messages = {
    nota: wrong.notice && mandate.noNotice,
    modulo: wrong.form && mandate.noForm,
    presente: wrong.present && mandate.notPresent,
  }
  const errors = Object.entries(messages).flatMap(([name, message]) =>
    message === undefined ? [] : [{ field: name, message }],
  )
  return servicePage(
    context,
    visitor,
    {
      service,
      title: mandate.title,
      lead: mandate.lead,
      number: service.act === 'issue' ? 5 : 4,
      action: '/sportello/mandato',
      errors,
      back: service.act === 'issue' ? '/sportello/mostra' : '/sportello/richiesta',
    },
    texts.next,
    html`<div class="measure">
      ${choices({
        name: 'nota',
        legend: mandate.notice,
        chosen: typed.notice,
        error: messages.nota,
        options: (['read', 'heard'] as const).map((given) => ({
          value: given,
          label: mandate.notices[given],
        })),
      })}
      <div class="field">${textLinkInNewTab({ href: '/nota', text: mandate.open })}</div>
      ${field({
        name: 'modulo',
        label: mandate.form,
        hint: mandate.formHint,
        value: typed.form,
        maxLength: 30,
        error: messages.modulo,
      })}
      ${confirmation({
        name: 'presente',
        label: mandate.present,
        checked: typed.present,
        error: messages.presente,
      })}
    </div>`,
  )
}

/** Everything once more, before it is done. */
export function confirmPage(
  context: PageContext,
  visitor: Visitor,
  {
    service,
    act,
    mandate,
    shows,
  }: { service: CounterService; act: CounterAct; mandate: Mandate; shows: Shows | undefined },
): Page {
  const texts = counterTexts(context.locale)
  const { confirm, document: words, request } = texts
  const { document } = service
  return servicePage(
    context,
    visitor,
    {
      service,
      title: confirm.title,
      lead: confirm.lead,
      number: act === 'issue' ? 6 : 5,
      action: '/sportello/conferma',
      back: '/sportello/mandato',
    },
    { text: confirm.go[act], kind: act === 'revoke' ? 'stop' : 'main' },
    html`<div class="measure">
      ${facts([
        { label: confirm.person, value: service.name },
        ...(document
          ? [
              {
                label: confirm.document,
                value: `${words.kinds[document.kind]} ${document.number}`,
                note: `${document.issuer}. ${words.expires} ${formatDay(context.locale, document.expires)}.`,
              },
            ]
          : []),
        {
          label: confirm.request,
          value: request.acts[act],
          ...(act === 'issue' ? {} : { note: request.hints[act] }),
        },
        ...(shows ? [{ label: confirm.shows, value: texts.shows[shows] }] : []),
        { label: confirm.form, value: mandate.form, note: texts.mandate.notices[mandate.notice] },
      ])}
    </div>`,
  )
}
