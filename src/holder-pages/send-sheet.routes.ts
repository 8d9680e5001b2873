import { type AskOutcome } from '../delivery/ask-for-sheet.js'
import { type LastDelivery } from '../delivery/sheet-delivery.js'
import { type HolderRequest } from '../attestation/issue-attestation.js'
import { visitorOf } from '../identity/session.js'
import { unreachable } from '../kernel/failures.js'
import { isUuid } from '../kernel/uuid.js'
import { type Locale } from '../messages/locale.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, formSchema, sendPage, type WebApp } from '../web/server.gateway.js'
import { requestOf } from './holder-desk.js'
import { type RequireSession } from './require-session.routes.js'
import { tooManySheetsPage } from './send-sheet.page.js'

/** The sheet by e-mail, as the holder's pages ask for it. */
export interface Delivery {
  /** Without a mail server nobody is offered it. */
  canSend: boolean
  isDemo: boolean
  askForSheet: (asked: HolderRequest & { locale: Locale; once: string }) => Promise<AskOutcome>
  findLast: (entries: string[]) => Promise<LastDelivery | undefined>
}

/** Takes the form of "Send the sheet by e-mail"; what became of it is told on the page of the QR. */
export function sendSheetRoutes(
  app: WebApp,
  { delivery, requireSession }: { delivery: Delivery; requireSession: RequireSession },
): void {
  if (!delivery.canSend) return
  app.post<{ Body: { once?: string } }>(
    '/qr/email',
    { schema: { body: formSchema({ csrf: { maxLength: 64 }, once: { maxLength: 36 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply, 'send')
      const { once = '' } = request.body
      if (!isUuid(once)) throw new Refusal({ kind: 'badRequest' })
      const context = contextOf(request)
      const outcome = await delivery.askForSheet({ ...requestOf(session), locale: context.locale, once })
      switch (outcome.kind) {
        case 'asked':
        case 'noneInUse':
        case 'noAddress':
          return reply.redirect('/qr', 303)
        case 'letterMissing':
          // Who asks to download it is told why there is no sheet, and what there is.
          return reply.redirect('/qr/foglio.pdf', 303)
        case 'tooMany':
          return sendPage(reply, context, tooManySheetsPage(context, visitorOf(session), outcome.until), 429)
        default:
          return unreachable(outcome)
      }
    },
  )
}
