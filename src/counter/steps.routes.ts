import { type Page, type PageContext } from '../web/page-context.js'
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
import { type CounterService, type Step, stepOf } from './counter-service.js'
import { type AsClerk, type AtCounter } from './require-clerk.routes.js'

/** Where each question is asked. Whose service it is stands in no address. */
export const STEP_PATHS: Record<Step, string> = {
  document: '/sportello/documento',
  request: '/sportello/richiesta',
  shows: '/sportello/mostra',
  mandate: '/sportello/mandato',
  confirm: '/sportello/conferma',
  done: '/sportello/fatto',
}

/** The questions in their order: answered ones can be gone back to. */
const ORDER: Step[] = ['document', 'request', 'shows', 'mandate', 'confirm']

/** What every form of a service carries. */
export const SERVICE_FIELDS = { csrf: { maxLength: 64 }, servizio: { maxLength: 36 } }

/** Answers at one step of the service that is open; elsewhere the request is led to the step that is due. */
export type AtStep = (
  request: WebRequest,
  reply: WebReply,
  step: Step,
  work: (at: AtCounter, service: CounterService) => WebReply | Promise<WebReply>,
) => Promise<WebReply>

export function atStepOf(desk: CounterDesk, asClerk: AsClerk): AtStep {
  return (request, reply, step, work) =>
    asClerk(request, reply, async (at) => {
      const service = await desk.findCurrent(at.clerk)
      const sent = (request.body as { servizio?: string } | undefined)?.servizio
      // A form of another service, whoever's, or of one that is over: nothing of it counts.
      if (!service || (request.method === 'POST' && sent !== service.id))
        return reply.redirect('/sportello', 303)
      const due = stepOf(service)
      if (due === 'done' || ORDER.indexOf(step) > ORDER.indexOf(due))
        return reply.redirect(STEP_PATHS[due], 303)
      return work(at, service)
    })
}

/** One question: its page as it is asked for, or comes back in the other language or with what is wrong. */
export interface Question<Typed extends Record<string, string>> {
  step: Step
  fields: { [Field in keyof Typed]: { maxLength: number } }
  /** `typed` is absent where nothing was sent. */
  pageFor: (
    context: PageContext,
    at: AtCounter,
    service: CounterService,
    sent: { typed?: Partial<Typed>; isWrong: boolean },
  ) => Page
  /** Nothing where something is missing or wrong. */
  read: (typed: Partial<Typed>) => Answer | undefined
}

export function questionRoutes<Typed extends Record<string, string>>(
  app: WebApp,
  { desk, atStep }: { desk: CounterDesk; atStep: AtStep },
  { step, fields, pageFor, read }: Question<Typed>,
): void {
  app.get(STEP_PATHS[step], (request, reply) =>
    atStep(request, reply, step, (at, service) =>
      sendPage(reply, at.context, pageFor(at.context, at, service, { isWrong: false })),
    ),
  )

  const schema = { body: formSchema({ ...SERVICE_FIELDS, ...fields }) }
  app.post(STEP_PATHS[step], { schema }, (request, reply) =>
    atStep(request, reply, step, async (at, service) => {
      const typed = request.body as Partial<Typed>
      const switched = switchedLanguage(request, reply)
      if (switched)
        return sendPage(reply, switched, pageFor(switched, at, service, { typed, isWrong: false }))
      const answer = read(typed)
      if (answer && (await desk.answer({ service, answer })))
        return reply.redirect(STEP_PATHS[stepAfter(step, { ...service, ...answer })], 303)
      return sendPage(reply, at.context, pageFor(at.context, at, service, { typed, isWrong: true }), 400)
    }),
  )
}

/** The next question in the order, answered already or not: who went back reads the rest again. */
function stepAfter(step: Step, { act }: CounterService): Step {
  const next = ORDER[ORDER.indexOf(step) + 1] ?? 'confirm'
  return next === 'shows' && act !== 'issue' ? 'mandate' : next
}
