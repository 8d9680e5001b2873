import { type Session } from '../identity/session.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'

/** The session of a request to somebody's own pages; without one the request is led to the login. */
export type RequireSession = (request: WebRequest, reply: WebReply) => Promise<Session>
