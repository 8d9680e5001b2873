import { type SealedColumn } from '../db/sealed-column.store.js'
import { type Job } from '../jobs/job.js'
import { type WebApp } from '../web/server.gateway.js'
import { type Provider } from './provider.js'

/** One way of proving who one is, wired: the door to it, and the routes where its answers come back. */
export interface WiredMethod {
  provider: Provider
  routes: (app: WebApp) => void
  /** What the rotation of keys writes anew. */
  sealedColumns?: SealedColumn[]
  /** Work beside the requests. */
  start?: () => Job
}
