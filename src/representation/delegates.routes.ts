import { holderCode } from '../identity/authenticated-person.js'
import { type Session, visitorOf } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { isOwnUuid } from '../kernel/uuid.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
} from '../web/server.gateway.js'
import { type PageContext } from '../web/page-context.js'
import { confirmDelegatePage, delegatesPage, type DelegatesView } from './delegates.page.js'
import { type NameOutcome, type Naming, type OwnRequest } from './name-delegate.js'
import { type Delegates } from './see-delegates.js'
import { type RequireHolder } from './session-for.routes.js'
import { readDelegate, type TypedDelegate } from './typed-delegate.js'

export interface DelegatesRoutes {
  requireHolder: RequireHolder
  seeDelegates: (codiceFiscale: CodiceFiscale) => Promise<Delegates>
  nameDelegate: (naming: Naming) => Promise<NameOutcome>
  revokeDelegate: (request: OwnRequest & { id: string }) => Promise<boolean>
  clock: Clock
}

const CSRF = { csrf: { maxLength: 64 } }
const TYPED = { nome: { maxLength: 100 }, codiceFiscale: { maxLength: 40 }, fino: { maxLength: 20 } }
const FORM = { schema: { body: formSchema({ ...CSRF, ...TYPED }) } }

/** Who may act for a holder. Nobody names or revokes for another: no mandate has that power. */
export function delegatesRoutes(app: WebApp, routes: DelegatesRoutes): void {
  const { requireHolder, seeDelegates, nameDelegate, revokeDelegate, clock } = routes

  const show = async (
    { session, reply, context }: { session: Session; reply: WebReply; context: PageContext },
    more: Partial<DelegatesView> = {},
    statusCode = 200,
  ) => {
    const view = { ...(await seeDelegates(holderCode(session.person))), ...more }
    return sendPage(reply, context, delegatesPage(context, visitorOf(session), view), statusCode)
  }

  app.get<{ Querystring: { fatto?: string } }>('/delega', async (request, reply) => {
    const session = await requireHolder(request, reply, 'delegate')
    const { fatto } = request.query
    const said = fatto === 'nominata' ? 'named' : fatto === 'revocata' ? 'revoked' : undefined
    return show({ session, reply, context: contextOf(request) }, { said })
  })

  for (const path of ['/delega', '/delega/conferma'] as const) {
    app.post<{ Body: Partial<TypedDelegate> }>(path, FORM, async (request, reply) => {
      const session = await requireHolder(request, reply, 'delegate')
      const { nome = '', codiceFiscale = '', fino = '' } = request.body
      const typed = { nome: nome.trim(), codiceFiscale, fino: fino.trim() }
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const to = { session, reply, context }
      const reading = readDelegate(typed, clock.today())
      if (switched && path === '/delega') return show(to, { typed })
      if (reading.kind === 'wrong') return show(to, { typed, wrong: reading.fields }, 400)
      const { delegate, name, until } = reading
      if (switched || path === '/delega') {
        const view = { typed, delegate }
        return sendPage(reply, context, confirmDelegatePage(context, visitorOf(session), view))
      }
      const outcome = await nameDelegate({ ...ownRequest(session), delegate, name, until })
      if (outcome.kind !== 'named') return show(to, { typed, refused: outcome.kind }, 409)
      return reply.redirect('/delega?fatto=nominata', 303)
    })
  }

  app.post<{ Body: { delega?: string } }>(
    '/delega/revoca',
    { schema: { body: formSchema({ ...CSRF, delega: { maxLength: 36 } }) } },
    async (request, reply) => {
      const session = await requireHolder(request, reply, 'delegate')
      const { delega: id = '' } = request.body
      if (!isOwnUuid(id)) throw new Refusal({ kind: 'badRequest' })
      await revokeDelegate({ ...ownRequest(session), id })
      return reply.redirect('/delega?fatto=revocata', 303)
    },
  )
}

function ownRequest({ person }: Session): OwnRequest {
  const { method, level } = person
  return { codiceFiscale: holderCode(person), acting: { method, level } }
}
