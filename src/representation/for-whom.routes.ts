import { isOwnUuid } from '../kernel/uuid.js'
import { type Chosen } from '../identity/acting-for.js'
import { type Session, visitorOf } from '../identity/session.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { type ChooseOutcome } from './choose-for-whom.js'
import { forWhomPage } from './for-whom.page.js'
import { type SeePeople } from './see-people.js'

export interface ForWhomRoutes {
  requireSession: (request: WebRequest, reply: WebReply) => Promise<Session>
  seePeople: SeePeople
  choose: (session: Session, chosen: Chosen) => Promise<ChooseOutcome>
}

const CSRF = { csrf: { maxLength: 64 } }

/** For whom one is here. Names are looked for by a form that is posted: none stands in an address. */
export function forWhomRoutes(app: WebApp, { requireSession, seePeople, choose }: ForWhomRoutes): void {
  app.get('/per-chi', async (request, reply) => {
    const session = await requireSession(request, reply)
    const context = contextOf(request)
    const people = await seePeople(session.person)
    return sendPage(reply, context, forWhomPage(context, visitorOf(session), { people }))
  })

  app.post<{ Body: { cerca?: string } }>(
    '/per-chi/cerca',
    { schema: { body: formSchema({ ...CSRF, cerca: { maxLength: 60 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply)
      const context = switchedLanguage(request, reply) ?? contextOf(request)
      const people = await seePeople(session.person)
      const typed = request.body.cerca?.trim()
      const view = { people, ...(typed !== '' && { typed }) }
      return sendPage(reply, context, forWhomPage(context, visitorOf(session), view))
    },
  )

  app.post<{ Body: { persona?: string } }>(
    '/per-chi',
    { schema: { body: formSchema({ ...CSRF, persona: { maxLength: 36 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply)
      const outcome = await choose(session, chosenIn(request.body.persona))
      if (outcome.kind === 'noMandate') {
        const context = contextOf(request)
        const people = await seePeople(session.person)
        const page = forWhomPage(context, visitorOf(session), { people, noMandate: true })
        return sendPage(reply, context, page, 403)
      }
      const { actingFor } = outcome
      const seesQr = actingFor === undefined || actingFor.powers.includes('see')
      return reply.redirect(seesQr ? '/qr' : '/richiesta', 303)
    },
  )
}

function chosenIn(persona: string | undefined): Chosen {
  if (persona === 'io') return { kind: 'self' }
  if (persona === undefined || !isOwnUuid(persona)) throw new Refusal({ kind: 'badRequest' })
  return { kind: 'other', entry: persona }
}
