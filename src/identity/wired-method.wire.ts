import { type Job } from '../jobs/job.js'
import { type WebApp } from '../web/server.gateway.js'
import { type Provider } from './provider.js'
import { type Session } from './session.js'

/** One way of proving who one is, wired: the door to it, and the routes where its answers come back. */
export interface WiredMethod {
  provider: Provider
  routes: (app: WebApp) => void
  /** Opens a door of its own, where it has one; gives what closes it. */
  listen?: () => Promise<() => Promise<void>>
  /** Work beside the requests. */
  start?: () => Job
  /** Somebody has left: what the provider is to be told. */
  ended?: (session: Pick<Session, 'id'>) => Promise<void>
}
