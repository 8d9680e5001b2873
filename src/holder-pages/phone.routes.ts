import { mayDo } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { Bug, unreachable } from '../kernel/failures.js'
import { formatTime } from '../messages/format.js'
import { type Locale } from '../messages/locale.js'
import { type PhoneChanged, type PhoneConfirmOutcome } from '../notification/confirm-phone-change.js'
import { type PhoneOwner, type PhoneRequestOutcome } from '../notification/request-phone-change.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../web/server.gateway.js'
import { type HolderDesk, requestOf } from './holder-desk.js'
import { holderTexts } from './holder-texts.page.js'
import { visitorOf } from '../identity/session.js'
import { type RequireSession } from './require-session.routes.js'
import { phoneCodePage, phoneDonePage, phonePage } from './phone.page.js'

export interface PhoneRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  /** Who consents for another keeps their own number, not the other's. */
  findActingOwner: (session: Session) => Promise<PhoneOwner | undefined>
  requestPhoneChange: (asked: {
    owner: PhoneOwner
    typed: string
    locale: Locale
  }) => Promise<PhoneRequestOutcome>
  confirmPhoneChange: (asked: {
    owner: PhoneOwner
    code: string
    acting: Omit<PhoneChanged, 'kind' | 'person'>
  }) => Promise<PhoneConfirmOutcome>
}

const CSRF = { csrf: { maxLength: 64 } }

/** "No longer yours?": another number, confirmed by a code that is sent to it. */
export function phoneRoutes(
  app: WebApp,
  { desk, requireSession, findActingOwner, requestPhoneChange, confirmPhoneChange }: PhoneRoutes,
): void {
  const ownerOf = async (session: Session): Promise<PhoneOwner> => {
    const acting = await findActingOwner(session)
    if (acting) return acting
    const { entry, entries, registerPhones } = await desk.see(session)
    if (entry === undefined) throw new Bug('a telephone for nobody')
    return { person: entry, entries, register: registerPhones }
  }

  app.get('/qr/telefono', async (request, reply) => {
    const session = await requireSession(request, reply, 'contacts')
    const context = contextOf(request)
    return sendPage(
      reply,
      context,
      phonePage(context, visitorOf(session), { typed: '', from: around(session) }),
    )
  })

  app.post<{ Body: { cellulare?: string } }>(
    '/qr/telefono',
    { schema: { body: formSchema({ ...CSRF, cellulare: { maxLength: 30 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply, 'contacts')
      const typed = request.body.cellulare ?? ''
      const from = around(session)
      const switched = switchedLanguage(request, reply)
      if (switched) return sendPage(reply, switched, phonePage(switched, visitorOf(session), { typed, from }))
      const context = contextOf(request)
      const { phone } = holderTexts(context.locale)
      const again = (error: string) =>
        sendPage(reply, context, phonePage(context, visitorOf(session), { typed, error, from }), 400)
      const outcome = await requestPhoneChange({
        owner: await ownerOf(session),
        typed,
        locale: context.locale,
      })
      switch (outcome.kind) {
        case 'sent':
          return sendPage(
            reply,
            context,
            phoneCodePage(context, visitorOf(session), { lastThree: outcome.lastThree }),
          )
        case 'empty':
        case 'notAPhone':
        case 'notAMobile':
          return again(phone.wrong)
        case 'sameNumber':
          return reply.redirect(from, 303)
        case 'tooMany':
          return again(phone.tooMany(formatTime(context.locale, outcome.until)))
        default:
          return unreachable(outcome)
      }
    },
  )

  app.post<{ Body: { codice?: string; finisce?: string } }>(
    '/qr/telefono/codice',
    { schema: { body: formSchema({ ...CSRF, codice: { maxLength: 20 }, finisce: { maxLength: 3 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply, 'contacts')
      const context = contextOf(request)
      const { phone } = holderTexts(context.locale)
      const lastThree = request.body.finisce ?? ''
      const code = (request.body.codice ?? '').replace(/\D/g, '')
      const again = (error: string, over = false) =>
        sendPage(reply, context, phoneCodePage(context, visitorOf(session), { lastThree, error, over }), 400)
      if (code.length !== 6) return again(phone.codeEmpty)
      const outcome = await confirmPhoneChange({
        owner: await ownerOf(session),
        code,
        acting: requestOf(session).acting,
      })
      switch (outcome.kind) {
        case 'confirmed':
          return sendPage(reply, context, phoneDonePage(context, visitorOf(session), { to: around(session) }))
        case 'wrong':
          return again(phone.codeWrong(outcome.triesLeft))
        case 'exhausted':
        case 'expired':
        case 'none':
          return again(phone.codeOver, true)
        default:
          return unreachable(outcome)
      }
    },
  )
}

/** Where the number is shown to them; who may only consent comes from the request, and goes back to it. */
function around(session: Session): string {
  return mayDo(session, 'issue') && mayDo(session, 'choose') ? '/qr/contatti' : '/richiesta'
}
