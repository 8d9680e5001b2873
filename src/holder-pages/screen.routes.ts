import { type Attestation } from '../attestation/attestation.js'
import { shownAddress } from '../document/qr-address.js'
import { visitorOf } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { contextOf, sendPage, type WebApp } from '../web/server.gateway.js'
import { type HolderDesk } from './holder-desk.js'
import { type RequireSession } from './require-session.routes.js'
import { copyPage, screenPage, type ScreenView } from './screen.page.js'

export interface ScreenRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  clock: Clock
}

/** The QR on the screen; and the copy that a device may keep, asked for by a script once its holder has said so. */
export function screenRoutes(app: WebApp, { desk, requireSession, clock }: ScreenRoutes): void {
  const address = shownAddress(app.settings.service.baseUrl)
  const viewOf = (attestation: Attestation): ScreenView => ({
    attestation,
    modules: desk.qrModules(attestation),
    address,
  })

  app.get('/qr/schermo', async (request, reply) => {
    const session = await requireSession(request, reply)
    const { attestation } = await desk.see(session)
    if (!attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    return sendPage(reply, context, screenPage(context, visitorOf(session), viewOf(attestation)))
  })

  app.get('/qr/schermo/copia', async (request, reply) => {
    const session = await requireSession(request, reply)
    const { attestation } = await desk.see(session)
    if (!attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    const view = { ...viewOf(attestation), today: clock.today() }
    return sendPage(reply, context, copyPage(context, view))
  })
}
