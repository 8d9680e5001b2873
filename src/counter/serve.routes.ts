import { isShows } from '../attestation/attestation.js'
import { type Clock } from '../kernel/clock.js'
import { type PageContext } from '../web/page-context.js'
import { formSchema, sendPage, switchedLanguage, type WebApp, type WebReply } from '../web/server.gateway.js'
import { requestPage, showsPage } from './choices.page.js'
import { type CounterDesk } from './counter-desk.js'
import { ACTS, type CounterService, stepOf } from './counter-service.js'
import { documentPage } from './document.page.js'
import { nothingPage } from './enter.page.js'
import { confirmPage, mandatePage } from './mandate.page.js'
import { type AsClerk, type AtCounter } from './require-clerk.routes.js'
import { readDocument, type TypedDocument } from './seen-document.js'
import { type AtStep, atStepOf, questionRoutes, SERVICE_FIELDS, STEP_PATHS } from './steps.routes.js'
import { readMandate } from './typed-mandate.js'

export interface ServeRoutes {
  desk: CounterDesk
  asClerk: AsClerk
  clock: Clock
}

/** The questions of a service, one a page; an answer can be changed until the end. */
export function serveRoutes(app: WebApp, { desk, asClerk, clock }: ServeRoutes): void {
  const steps = { desk, atStep: atStepOf(desk, asClerk) }

  questionRoutes<{ tipo: string; numero: string; ente: string; scade: string }>(app, steps, {
    step: 'document',
    fields: {
      tipo: { maxLength: 20 },
      numero: { maxLength: 40 },
      ente: { maxLength: 120 },
      scade: { maxLength: 20 },
    },
    pageFor: (context, { visitor }, service, { typed, isWrong }) => {
      const shown = typed ? typedDocument(typed) : writtenDocument(service)
      const reading = isWrong ? readDocument(shown, clock.today()) : undefined
      const wrong = reading?.kind === 'wrong' ? reading.wrong : {}
      return documentPage(context, visitor, { service, typed: shown, wrong })
    },
    read: (typed) => {
      const reading = readDocument(typedDocument(typed), clock.today())
      return reading.kind === 'read' ? { document: reading.document } : undefined
    },
  })

  questionRoutes<{ atto: string }>(app, steps, {
    step: 'request',
    fields: { atto: { maxLength: 10 } },
    pageFor: (context, { visitor }, service, { isWrong }) =>
      requestPage(context, visitor, { service, missing: isWrong }),
    read: ({ atto }) => {
      const act = ACTS.find((known) => known === atto)
      return act && { act }
    },
  })

  questionRoutes<{ mostra: string }>(app, steps, {
    step: 'shows',
    fields: { mostra: { maxLength: 5 } },
    pageFor: (context, { visitor }, service, { isWrong }) =>
      showsPage(context, visitor, { service, missing: isWrong }),
    read: ({ mostra }) => (isShows(mostra) ? { shows: mostra } : undefined),
  })

  questionRoutes<{ nota: string; modulo: string; presente: string }>(app, steps, {
    step: 'mandate',
    fields: { nota: { maxLength: 10 }, modulo: { maxLength: 60 }, presente: { maxLength: 1 } },
    pageFor: (context, { visitor }, service, { typed, isWrong }) => {
      const shown = typed ? typedMandate(typed) : writtenMandate(service)
      const reading = isWrong ? readMandate(shown) : undefined
      const wrong = reading?.kind === 'wrong' ? reading.wrong : {}
      return mandatePage(context, visitor, { service, typed: shown, wrong })
    },
    read: (typed) => {
      const reading = readMandate(typedMandate(typed))
      return reading.kind === 'read' ? { mandate: reading.mandate } : undefined
    },
  })

  confirmRoutes(app, steps)
}

/** Everything once more; then it is done, once. */
function confirmRoutes(app: WebApp, { desk, atStep }: { desk: CounterDesk; atStep: AtStep }): void {
  const show = (reply: WebReply, context: PageContext, { visitor }: AtCounter, service: CounterService) => {
    const { act, mandate, shows } = service
    if (!act || !mandate) return reply.redirect(STEP_PATHS[stepOf(service)], 303)
    return sendPage(reply, context, confirmPage(context, visitor, { service, act, mandate, shows }))
  }

  app.get(STEP_PATHS.confirm, (request, reply) =>
    atStep(request, reply, 'confirm', (at, service) => show(reply, at.context, at, service)),
  )

  app.post(STEP_PATHS.confirm, { schema: { body: formSchema(SERVICE_FIELDS) } }, (request, reply) =>
    atStep(request, reply, 'confirm', async (at, service) => {
      const switched = switchedLanguage(request, reply)
      if (switched) return show(reply, switched, at, service)
      const { kind } = await desk.complete(service)
      if (kind === 'changed')
        return sendPage(reply, at.context, nothingPage(at.context, at.visitor, 'changed'), 409)
      return reply.redirect(kind === 'done' ? STEP_PATHS.done : '/sportello', 303)
    }),
  )
}

type Sent = Partial<Record<string, string>>

function typedDocument({ tipo = '', numero = '', ente = '', scade = '' }: Sent): TypedDocument {
  return { kind: tipo, number: numero, issuer: ente, expires: scade }
}

function writtenDocument({ document }: CounterService): TypedDocument {
  if (!document) return { kind: '', number: '', issuer: '', expires: '' }
  const [year = '', month = '', day = ''] = document.expires.split('-')
  return { ...document, expires: `${day}/${month}/${year}` }
}

function typedMandate({ nota = '', modulo = '', presente }: Sent) {
  return { form: modulo, notice: nota, present: presente === '1' }
}

/** That the person is still there is confirmed each time. */
function writtenMandate({ mandate }: CounterService) {
  return { form: mandate?.form ?? '', notice: mandate?.notice ?? '', present: false }
}
