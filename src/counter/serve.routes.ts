import { isShows } from '../attestation/attestation.js'
import { type Clock } from '../kernel/clock.js'
import { type PageContext } from '../web/page-context.js'
import {
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { type Answer } from './answer-step.js'
import { type CounterDesk } from './counter-desk.js'
import { ACTS, type CounterService, type Step, stepOf } from './counter-service.js'
import { nothingPage } from './enter.page.js'
import { type AsClerk, type AtCounter } from './require-clerk.routes.js'
import { readDocument, type TypedDocument } from './seen-document.js'
import { requestPage, showsPage } from './choices.page.js'
import { documentPage } from './document.page.js'
import { confirmPage, mandatePage } from './mandate.page.js'
import { readMandate } from './typed-mandate.js'

export interface ServeRoutes {
  desk: CounterDesk
  asClerk: AsClerk
  clock: Clock
}

/** Where each question is asked. Whose service it is stands in no address. */
export const STEP_PATHS: Record<Step, string> = {
  document: '/sportello/documento',
  request: '/sportello/richiesta',
  shows: '/sportello/mostra',
  mandate: '/sportello/mandato',
  confirm: '/sportello/conferma',
  done: '/sportello/fatto',
}

/** Which steps can be gone back to, from each: answered ones, and the one that is due. */
const ORDER: Step[] = ['document', 'request', 'shows', 'mandate', 'confirm']

/** The questions of a service, one a page; an answer can be changed until the end. */
export function serveRoutes(app: WebApp, { desk, asClerk, clock }: ServeRoutes): void {
  /** The service that is open, where this step is due or can be gone back to; else the way to the step that is due. */
  const atStep = (
    request: WebRequest,
    reply: WebReply,
    step: Step,
    work: (at: AtCounter, service: CounterService) => WebReply | Promise<WebReply>,
  ) =>
    asClerk(request, reply, async (at) => {
      const service = await desk.findCurrent(at.clerk)
      const due = service && stepOf(service)
      const sent = (request.body as { servizio?: string } | undefined)?.servizio
      // A form of another service, whoever's, or of one that is over: nothing of it counts.
      if (!service || (request.method === 'POST' && sent !== service.id))
        return reply.redirect('/sportello', 303)
      if (due === 'done' || ORDER.indexOf(step) > ORDER.indexOf(due ?? 'document'))
        return reply.redirect(STEP_PATHS[due ?? 'document'], 303)
      return work(at, service)
    })

  /** A page that is asked for, or comes back in the other language or with what is wrong. */
  const step = <Typed extends Record<string, string>>(
    name: Step,
    fields: { [Field in keyof Typed]: { maxLength: number } },
    {
      pageFor,
      read,
    }: {
      /** `typed` is absent where nothing was sent. */
      pageFor: (
        context: PageContext,
        at: AtCounter,
        service: CounterService,
        typed: Partial<Typed> | undefined,
        isWrong: boolean,
      ) => Parameters<typeof sendPage>[2]
      /** Nothing where something is missing or wrong. */
      read: (typed: Partial<Typed>, service: CounterService) => Answer | undefined
    },
  ): void => {
    app.get(STEP_PATHS[name], (request, reply) =>
      atStep(request, reply, name, (at, service) =>
        sendPage(reply, at.context, pageFor(at.context, at, service, undefined, false)),
      ),
    )
    const schema = { body: formSchema({ csrf: { maxLength: 64 }, servizio: { maxLength: 36 }, ...fields }) }
    app.post(STEP_PATHS[name], { schema }, (request, reply) =>
      atStep(request, reply, name, async (at, service) => {
        const typed = request.body as Partial<Typed>
        const switched = switchedLanguage(request, reply)
        if (switched) return sendPage(reply, switched, pageFor(switched, at, service, typed, false))
        const answer = read(typed, service)
        if (!answer || !(await desk.answer({ service, answer })))
          return sendPage(reply, at.context, pageFor(at.context, at, service, typed, true), 400)
        const after = stepOf({ ...service, ...answer })
        const next = ORDER[ORDER.indexOf(name) + 1] ?? after
        const isAsked = next !== 'shows' || ('act' in answer ? answer.act : service.act) === 'issue'
        return reply.redirect(STEP_PATHS[isAsked ? next : 'mandate'], 303)
      }),
    )
  }

  step<{ tipo: string; numero: string; ente: string; scade: string }>(
    'document',
    {
      tipo: { maxLength: 20 },
      numero: { maxLength: 40 },
      ente: { maxLength: 120 },
      scade: { maxLength: 20 },
    },
    {
      pageFor: (context, { visitor }, service, typed, isWrong) => {
        const shown = typed ? typedDocument(typed) : writtenDocument(service)
        const reading = isWrong ? readDocument(shown, clock.today()) : undefined
        const wrong = reading?.kind === 'wrong' ? reading.wrong : {}
        return documentPage(context, visitor, { service, typed: shown, wrong })
      },
      read: (typed) => {
        const reading = readDocument(typedDocument(typed), clock.today())
        return reading.kind === 'read' ? { document: reading.document } : undefined
      },
    },
  )

  step<{ atto: string }>(
    'request',
    { atto: { maxLength: 10 } },
    {
      pageFor: (context, { visitor }, service, _typed, missing) =>
        requestPage(context, visitor, { service, missing }),
      read: ({ atto }) => {
        const act = ACTS.find((known) => known === atto)
        return act && { act }
      },
    },
  )

  step<{ mostra: string }>(
    'shows',
    { mostra: { maxLength: 5 } },
    {
      pageFor: (context, { visitor }, service, _typed, missing) =>
        showsPage(context, visitor, { service, missing }),
      read: ({ mostra }) => (isShows(mostra) ? { shows: mostra } : undefined),
    },
  )

  step<{ nota: string; modulo: string; presente: string }>(
    'mandate',
    { nota: { maxLength: 10 }, modulo: { maxLength: 60 }, presente: { maxLength: 1 } },
    {
      pageFor: (context, { visitor }, service, typed, isWrong) => {
        const { mandate } = service
        const shown = typed
          ? typedMandate(typed)
          : { form: mandate?.form ?? '', notice: mandate?.notice ?? '', present: mandate !== undefined }
        const reading = isWrong ? readMandate(shown) : undefined
        const wrong = reading?.kind === 'wrong' ? reading.wrong : {}
        return mandatePage(context, visitor, { service, typed: shown, wrong })
      },
      read: (typed) => {
        const reading = readMandate(typedMandate(typed))
        return reading.kind === 'read' ? { mandate: reading.mandate } : undefined
      },
    },
  )

  confirmRoutes()

  function confirmRoutes(): void {
    const show = (reply: WebReply, context: PageContext, { visitor }: AtCounter, service: CounterService) => {
      const { act, mandate, shows } = service
      if (!act || !mandate) return reply.redirect(STEP_PATHS[stepOf(service)], 303)
      return sendPage(reply, context, confirmPage(context, visitor, { service, act, mandate, shows }))
    }
    app.get(STEP_PATHS.confirm, (request, reply) =>
      atStep(request, reply, 'confirm', (at, service) => show(reply, at.context, at, service)),
    )
    const schema = { body: formSchema({ csrf: { maxLength: 64 }, servizio: { maxLength: 36 } }) }
    app.post(STEP_PATHS.confirm, { schema }, (request, reply) =>
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
}

function typedDocument({
  tipo = '',
  numero = '',
  ente = '',
  scade = '',
}: Partial<Record<string, string>>): TypedDocument {
  return { kind: tipo, number: numero, issuer: ente, expires: scade }
}

function writtenDocument({ document }: CounterService): TypedDocument {
  if (!document) return { kind: '', number: '', issuer: '', expires: '' }
  const [year = '', month = '', day = ''] = document.expires.split('-')
  return { ...document, expires: `${day}/${month}/${year}` }
}

function typedMandate({ nota = '', modulo = '', presente }: Partial<Record<string, string>>) {
  return { form: modulo, notice: nota, present: presente === '1' }
}
