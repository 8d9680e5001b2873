import { type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { type Locale } from '../messages/locale.js'
import { type Html } from '../web/html.js'
import { contextOf, sendPage, type WebApp } from '../web/server.gateway.js'
import { checksPage } from './checks.page.js'
import { type HolderDesk } from './holder-desk.js'
import { judgementPage } from './judgement.page.js'
import { visitorOf } from '../identity/session.js'
import { type RequireSession } from './require-session.routes.js'

export interface RecordsRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  describeDegree: (locale: Locale, status: DisabilityStatus) => Html
}

/** What is recorded about the holder: the checks, and the judgement with its verbali. */
export function recordsRoutes(app: WebApp, { desk, requireSession, describeDegree }: RecordsRoutes): void {
  app.get('/controlli', async (request, reply) => {
    const session = await requireSession(request, reply, 'records')
    const { entries } = await desk.see(session)
    const context = contextOf(request)
    return sendPage(reply, context, checksPage(context, visitorOf(session), await desk.findChecks(entries)))
  })

  app.get('/giudizio', async (request, reply) => {
    const session = await requireSession(request, reply, 'records')
    const { status } = await desk.see(session)
    const context = contextOf(request)
    const degree = status.level2.areas.length === 0 ? undefined : describeDegree(context.locale, status)
    return sendPage(reply, context, judgementPage(context, visitorOf(session), degree))
  })
}
