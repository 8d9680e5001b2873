import { type Disclosure } from '../disclosure/disclosure.js'
import { identityOf } from '../identity/authenticated-person.js'
import { type Session } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { contextOf, sendPage, type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { myRequestsPage } from './my-requests.page.js'

export interface MyRequestsRoutes {
  requireOperator: (request: WebRequest, reply: WebReply) => Promise<Session>
  requestsOf: (operator: PersonIdentity) => Promise<Disclosure[]>
  clock: Clock
}

/** The operator's own page. */
export function myRequestsRoutes(
  app: WebApp,
  { requireOperator, requestsOf, clock }: MyRequestsRoutes,
): void {
  app.get('/operatore', async (request, reply) => {
    const { id, person, csrf } = await requireOperator(request, reply)
    const context = contextOf(request)
    const view = { requests: await requestsOf(identityOf(person)), session: id, now: clock.now() }
    const visitor = { name: `${person.nome} ${person.cognome}`, csrf }
    return sendPage(reply, context, myRequestsPage(context, visitor, view))
  })
}
