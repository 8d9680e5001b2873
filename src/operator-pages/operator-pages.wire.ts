import { type ReturnTo, type Session } from '../identity/session.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type MyRequestsRoutes, myRequestsRoutes } from './my-requests.routes.js'

export interface OperatorPagesNeeds extends Pick<MyRequestsRoutes, 'requestsOf' | 'clock'> {
  requireOperator: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
}

/** The operator's own pages. */
export function wireOperatorPages({ requireOperator, requestsOf, clock }: OperatorPagesNeeds) {
  return {
    routes: (app: WebApp) => {
      myRequestsRoutes(app, {
        requireOperator: (request, reply) => requireOperator(request, reply, { kind: 'operatorPages' }),
        requestsOf,
        clock,
      })
    },
  }
}
