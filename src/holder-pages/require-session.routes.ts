import { type Power } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'

/**
 * The session of a request to somebody's own pages, or to those of somebody they act for, who may do what it asks; without
 * one the request is led to the login.
 */
export type RequireSession = (request: WebRequest, reply: WebReply, power?: Power) => Promise<Session>
