import { type Chance } from '../kernel/chance.js'
import { readTypedCodiceFiscale } from '../kernel/codice-fiscale.js'
import { unreachable } from '../kernel/failures.js'
import { isUuid } from '../kernel/uuid.js'
import { visitorOf } from '../identity/session.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../web/server.gateway.js'
import { type CounterDesk } from './counter-desk.js'
import { stepOf } from './counter-service.js'
import { chooseCounterPage, limitPage, nothingPage, selfPage, whomPage } from './enter.page.js'
import { type AsClerk, type AtCounter, type CounterSessions } from './require-clerk.routes.js'
import { STEP_PATHS } from './steps.routes.js'

export interface EnterRoutes {
  desk: CounterDesk
  sessions: CounterSessions
  asClerk: AsClerk
  chance: Chance
}

const CSRF = { csrf: { maxLength: 64 } }

/** The way to a service: which counter, and whom. */
export function enterRoutes(app: WebApp, { desk, sessions, asClerk, chance }: EnterRoutes): void {
  const viewFor = async ({ clerk }: AtCounter, once: string) => ({
    counter: clerk.counter,
    once,
    count: await desk.countToday(clerk),
    limit: desk.dailyLimit,
  })

  app.get('/sportello', (request, reply) =>
    asClerk(request, reply, async (at) => {
      const current = await desk.findCurrent(at.clerk)
      if (current) return reply.redirect(STEP_PATHS[stepOf(current)], 303)
      const { context, visitor } = at
      return sendPage(reply, context, whomPage(context, visitor, await viewFor(at, chance.uuid())))
    }),
  )

  app.post<{ Body: { sportello?: string } }>(
    '/sportello/ente',
    { schema: { body: formSchema({ ...CSRF, sportello: { maxLength: 40 } }) } },
    async (request, reply) => {
      const session = await sessions.require(request, reply, { kind: 'counter' })
      const { codiceFiscale: own } = session.person
      const counters = own ? await desk.findCounters(own) : []
      const chosen = counters.find(({ id }) => id === request.body.sportello)
      const switched = switchedLanguage(request, reply)
      if (switched || !chosen) {
        const context = switched ?? contextOf(request)
        const view = { counters, missing: !switched }
        return sendPage(
          reply,
          context,
          chooseCounterPage(context, visitorOf(session), view),
          switched ? 200 : 400,
        )
      }
      await sessions.setReturn(session, { kind: 'counter', organisation: chosen.id })
      return reply.redirect('/sportello', 303)
    },
  )

  app.post<{ Body: { codiceFiscale?: string; once?: string } }>(
    '/sportello',
    {
      schema: { body: formSchema({ ...CSRF, codiceFiscale: { maxLength: 300 }, once: { maxLength: 36 } }) },
    },
    (request, reply) =>
      asClerk(request, reply, async (at) => {
        const { clerk, session, visitor } = at
        const { codiceFiscale: typed = '', once = '' } = request.body
        if (!isUuid(once)) throw new Refusal({ kind: 'badRequest' })
        const switched = switchedLanguage(request, reply)
        const context = switched ?? at.context
        const reading = readTypedCodiceFiscale(typed)
        if (switched || reading.kind !== 'read') {
          const view = { ...(await viewFor(at, once)), typed, wrong: !switched }
          return sendPage(reply, context, whomPage(context, visitor, view), switched ? 200 : 400)
        }
        await sessions.workFor(session, clerk.counter.id)
        const outcome = await desk.begin({ clerk, codiceFiscale: reading.codiceFiscale, once })
        switch (outcome.kind) {
          case 'begun':
            return reply.redirect('/sportello', 303)
          case 'nothing':
            return sendPage(reply, context, nothingPage(context, visitor, outcome.why))
          case 'self':
            return sendPage(reply, context, selfPage(context, visitor), 403)
          case 'limit':
            return sendPage(reply, context, limitPage(context, visitor, outcome.limit), 429)
          default:
            return unreachable(outcome)
        }
      }),
  )
}
