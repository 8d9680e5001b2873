import { choices } from '../web/choices.page.js'
import { html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { note } from '../web/text.page.js'
import { actsFor, type CounterService } from './counter-service.js'
import { counterTexts } from './counter-texts.page.js'
import { servicePage } from './service.page.js'

/** What the holder asks for: only what makes sense today. */
export function requestPage(
  context: PageContext,
  visitor: Visitor,
  { service, missing }: { service: CounterService; missing: boolean },
): Page {
  const texts = counterTexts(context.locale)
  const { request } = texts
  return servicePage(
    context,
    visitor,
    {
      service,
      title: request.title,
      number: 3,
      action: '/sportello/richiesta',
      errors: missing ? [{ field: 'atto', message: request.none }] : [],
      back: '/sportello/documento',
    },
    texts.next,
    choices({
      name: 'atto',
      legend: request.title,
      legendHidden: true,
      chosen: service.act,
      error: missing && request.none,
      options: actsFor(service).map((act) => ({
        value: act,
        label: request.acts[act],
        hint: request.hints[act],
      })),
    }),
  )
}

/** What a scan may show: the holder's choice, with no preview of theirs, which would tell the clerk (decision 30). */
export function showsPage(
  context: PageContext,
  visitor: Visitor,
  { service, missing }: { service: CounterService; missing: boolean },
): Page {
  const texts = counterTexts(context.locale)
  const { shows } = texts
  return servicePage(
    context,
    visitor,
    {
      service,
      title: shows.title,
      lead: shows.lead,
      number: 4,
      action: '/sportello/mostra',
      errors: missing ? [{ field: 'mostra', message: shows.none }] : [],
      back: '/sportello/richiesta',
    },
    texts.next,
    choices({
      name: 'mostra',
      legend: shows.title,
      legendHidden: true,
      chosen: service.shows,
      error: missing && shows.none,
      options: [
        { value: 'only', label: shows.only },
        { value: 'which', label: shows.which, hint: shows.whichHint },
      ],
    }),
    html`<div class="field">${note(shows.never)}</div>`,
  )
}
