import { type Instant } from '../kernel/instant.js'
import { formatTime } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { acts, linkButton } from './actions.page.js'
import { errorTextsEn } from './error.texts.en.js'
import { errorTextsIt } from './error.texts.it.js'
import { facts } from './facts.page.js'
import { type Html, html } from './html.js'
import { type Page, type PageContext, type Visitor } from './page-context.js'
import { head, telephoneLink, wrap } from './text.page.js'

/** What a person is told when a request is not answered as asked. */
export type ErrorView =
  | { kind: Exclude<ErrorKind, 'tooMany'>; visitor?: Visitor }
  /** The wait in minutes and, where it is known, the hour when it ends. */
  | { kind: 'tooMany'; minutes?: number; at?: Instant }

type ErrorKind =
  | 'notFound'
  | 'down'
  | 'session'
  | 'tooMany'
  | 'forbidden'
  | 'badRequest'
  | 'tooLarge'
  | 'failure'
  | 'cancelled'
  | 'mandateEnded'
  | 'outsideMandate'
  | 'noCodiceFiscale'

type Texts = SameShape<typeof errorTextsIt>
const TEXTS: InEveryLocale<Texts> = { it: errorTextsIt, en: errorTextsEn }

/** What happened, what to do, a way on, the number to quote and the telephone: never how it happened. */
export function errorPage(context: PageContext, view: ErrorView, reference: string): Page {
  const texts = TEXTS[context.locale]
  const { title } = texts[view.kind]
  return {
    title,
    ...('visitor' in view && { visitor: view.visitor }),
    main: wrap(
      head({ title, lead: sentence(context, view, texts), focus: true }),
      html`<div class="measure">
        ${facts([
          { label: texts.reference, value: html`<span class="mono">${reference}</span>` },
          { label: texts.help, value: telephoneLink(context.service.telephone) },
        ])}
      </div>`,
      acts(wayOn(context, view.kind, texts)),
    ),
  }
}

function sentence({ locale }: PageContext, view: ErrorView, texts: Texts): string {
  if (view.kind !== 'tooMany' || view.minutes === undefined) return texts[view.kind].say
  return texts.retry(view.minutes, view.at === undefined ? '' : formatTime(locale, view.at))
}

function wayOn({ path }: PageContext, kind: ErrorKind, texts: Texts): Html {
  if (kind === 'mandateEnded' || kind === 'outsideMandate')
    return linkButton({ href: '/per-chi', text: texts.chooseAnother })
  if (kind === 'session') return linkButton({ href: '/accedi', text: texts.login })
  if (kind === 'cancelled') return linkButton({ href: '/accedi', text: texts.again })
  // A check is tried again where it was made; everything else starts from the start.
  if (kind === 'tooMany' && path === '/v') return linkButton({ href: '/v', text: texts.again })
  return linkButton({ href: '/', text: texts.start })
}
