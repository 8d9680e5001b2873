import { acts, type Button, button, form } from '../web/actions.page.js'
import { errorSummary, type FieldError, hiddenField } from '../web/fields.page.js'
import { type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, wrap } from '../web/text.page.js'
import { type CounterService } from './counter-service.js'
import { type CounterTexts, counterTexts } from './counter-texts.page.js'

/** A page of a service: whom it is about, the question, and the way to stop without doing anything. */
export function servicePage(
  { locale }: PageContext,
  visitor: Visitor,
  {
    service,
    title,
    lead,
    number,
    action,
    errors = [],
    back,
  }: {
    service: CounterService
    title: string
    lead?: HtmlValue
    number: number
    action: string
    errors?: FieldError[]
    back?: string
  },
  go: string | Button,
  ...content: HtmlValue[]
): Page {
  const texts = counterTexts(locale)
  return {
    title,
    wrong: errors.length > 0,
    visitor,
    switchLanguageBy: { form: 'service' },
    main: wrap(
      errorSummary(texts.errors, errors),
      head({
        title,
        step: `${texts.step(number)} · ${texts.serving(service.name ?? '')}`,
        ...(lead === undefined ? {} : { lead }),
        ...(back === undefined ? {} : { back: { href: back, text: texts.back } }),
      }),
      form(
        { action, id: 'service', visitor },
        hiddenField('servizio', service.id),
        content,
        acts(typeof go === 'string' ? button({ text: go }) : button(go)),
      ),
      stopForm(service, visitor, texts),
    ),
  }
}

function stopForm(service: CounterService, visitor: Visitor, texts: CounterTexts): Html {
  return form(
    { action: '/sportello/fine', visitor },
    hiddenField('servizio', service.id),
    acts(button({ text: texts.stop, kind: 'other' })),
  )
}
