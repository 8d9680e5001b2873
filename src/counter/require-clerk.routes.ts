import { CLERK_METHODS, type Method } from '../identity/authenticated-person.js'
import { type ReturnTo, type Session, visitorOf } from '../identity/session.js'
import { type PageContext, type Visitor } from '../web/page-context.js'
import { contextOf, sendPage, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type CounterDesk } from './counter-desk.js'
import { type Clerk } from './counter-service.js'
import { chooseCounterPage, notAClerkPage } from './enter.page.js'

/** The sessions, as the counter uses them. */
export interface CounterSessions {
  require: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
  setReturn: (session: Session, returnTo: ReturnTo) => Promise<void>
  workFor: (session: Session, organisation: string) => Promise<void>
  /** A new cookie for the same session: a browser drops the pages that it kept for the way back. */
  stepUp: (request: WebRequest, reply: WebReply, session: Session, returnTo: ReturnTo) => Promise<boolean>
}

/** Who serves, and what every page of theirs needs. */
export interface AtCounter {
  clerk: Clerk
  session: Session
  visitor: Visitor
  context: PageContext
}

/** Answers as a clerk of today's list, logged in by card; anybody else is told in words what is missing. */
export type AsClerk = (
  request: WebRequest,
  reply: WebReply,
  work: (at: AtCounter) => WebReply | Promise<WebReply>,
) => Promise<WebReply>

export function asClerk(desk: CounterDesk, sessions: CounterSessions): AsClerk {
  return async (request, reply, work) => {
    const session = await sessions.require(request, reply, { kind: 'counter' })
    const context = contextOf(request)
    const visitor = visitorOf(session)
    const { person, returnTo } = session
    if (!isCard(person.method))
      return sendPage(reply, context, notAClerkPage(context, visitor, 'method'), 403)
    // Nobody is enrolled as a clerk but by codice fiscale.
    const counters = person.codiceFiscale ? await desk.findCounters(person.codiceFiscale) : []
    if (!person.codiceFiscale || counters.length === 0)
      return sendPage(reply, context, notAClerkPage(context, visitor, 'stranger'), 403)
    const [only, ...others] = counters
    const chosen = returnTo.kind === 'counter' ? returnTo.organisation : undefined
    const counter = others.length === 0 ? only : counters.find(({ id }) => id === chosen)
    if (!counter)
      return sendPage(reply, context, chooseCounterPage(context, visitor, { counters, missing: false }))
    return work({ clerk: { session: session.id, person, counter }, session, visitor, context })
  }
}

function isCard(method: Method): boolean {
  return CLERK_METHODS.some((known) => known === method)
}
