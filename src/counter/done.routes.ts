import { type Attestation } from '../attestation/attestation.js'
import { type Holder } from '../attestation/holder.js'
import { type Edition, readEdition } from '../document/edition.js'
import { unreachable } from '../kernel/failures.js'
import { type Locale } from '../messages/locale.js'
import { type Html } from '../web/html.js'
import { Refusal } from '../web/refusal.js'
import {
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { type CounterDesk } from './counter-desk.js'
import { type CounterService } from './counter-service.js'
import { donePage, type DoneService, printedPage, receiptPage } from './done.page.js'
import { type PrintOutcome } from './print-sheet.js'
import { type AsClerk, type AtCounter, type CounterSessions } from './require-clerk.routes.js'

export interface DoneRoutes {
  desk: CounterDesk
  sessions: CounterSessions
  asClerk: AsClerk
  print: (asked: { service: CounterService; locale: Locale; edition: Edition }) => Promise<PrintOutcome>
  /** The same sheet as a page, for names that the PDF cannot write. */
  twinOf: (
    locale: Locale,
    holder: Pick<Holder, 'register'>,
    attestation: Pick<Attestation, 'token'>,
    edition: Edition,
  ) => { title: string; article: Html }
}

const ASKED = {
  schema: {
    querystring: { type: 'object', properties: { edizione: { type: 'string', maxLength: 10 } } },
  },
}

/** What is in hand at the end: the sheet, the receipt, and an empty browser. */
export function doneRoutes(app: WebApp, { desk, sessions, asClerk, print, twinOf }: DoneRoutes): void {
  const whenDone = (
    request: WebRequest,
    reply: WebReply,
    work: (at: AtCounter, done: DoneService) => WebReply | Promise<WebReply>,
  ) =>
    asClerk(request, reply, async (at) => {
      const done = doneOf(await desk.findCurrent(at.clerk))
      return done ? work(at, done) : reply.redirect('/sportello', 303)
    })

  app.get('/sportello/fatto', (request, reply) =>
    whenDone(request, reply, ({ context, visitor }, done) =>
      sendPage(reply, context, donePage(context, visitor, done)),
    ),
  )

  app.get('/sportello/ricevuta', (request, reply) =>
    whenDone(request, reply, ({ context, visitor }, done) =>
      sendPage(reply, context, receiptPage(context, visitor, done)),
    ),
  )

  app.get<{ Querystring: { edizione?: string } }>('/sportello/foglio.pdf', ASKED, (request, reply) =>
    whenDone(request, reply, async ({ context, visitor }, { service }) => {
      const edition = readEdition(request.query.edizione)
      if (edition === undefined) throw new Refusal({ kind: 'notFound' })
      const { locale } = context
      const outcome = await print({ service, locale, edition })
      switch (outcome.kind) {
        case 'printed':
          return openSheet(reply, outcome.sheet)
        case 'letterMissing': {
          const { holder, attestation } = outcome
          const twin = twinOf(locale, holder, attestation, edition)
          return sendPage(reply, context, printedPage(context, visitor, twin))
        }
        case 'nothing':
          return reply.redirect('/sportello/fatto', 303)
        default:
          return unreachable(outcome)
      }
    }),
  )

  app.post<{ Body: { servizio?: string } }>(
    '/sportello/fine',
    { schema: { body: formSchema({ csrf: { maxLength: 64 }, servizio: { maxLength: 36 } }) } },
    (request, reply) =>
      asClerk(request, reply, async ({ clerk, session }) => {
        switchedLanguage(request, reply)
        const current = await desk.findCurrent(clerk)
        if (current && current.id === request.body.servizio) await desk.finish(current)
        // What the browser kept for the way back goes: by order where it knows the order, by the new cookie elsewhere.
        reply.header('clear-site-data', '"cache", "storage"')
        await sessions.stepUp(request, reply, session, session.returnTo)
        return reply.redirect('/sportello', 303)
      }),
  )
}

function doneOf(service: CounterService | undefined): DoneService | undefined {
  if (service?.state !== 'done') return undefined
  const { act, receipt, doneAt, document, mandate } = service
  if (!act || receipt === undefined || doneAt === undefined || !document || !mandate) return undefined
  return { service, act, receipt, doneAt, document, form: mandate.form }
}

/** Opens where it stands, to be printed: nothing is saved, and its name says nothing. */
function openSheet(reply: WebReply, sheet: Uint8Array): WebReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', 'inline; filename="attesta-qr.pdf"')
    .send(Buffer.from(sheet.buffer, sheet.byteOffset, sheet.byteLength))
}
