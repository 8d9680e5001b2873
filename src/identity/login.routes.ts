import { type PageContext } from '../web/page-context.js'
import { Refusal } from '../web/refusal.js'
import {
  allowFormTo,
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
} from '../web/server.gateway.js'
import { type Digest } from '../vault/vault.js'
import { type Method } from './authenticated-person.js'
import { loginPage } from './login.page.js'
import { sendRefusal } from './provider-answer.routes.js'
import { type Provider, REFUSALS } from './provider.js'
import { type Purpose, purposeOf, startOf } from './session.js'
import { type Sessions } from './sessions.gateway.js'

export interface LoginRoutes {
  sessions: Sessions
  providers: Provider[]
  /** Methods open to somebody who comes as an operator. */
  operatorMethods: Method[]
  digest: Digest
}

/** `per` is one of two words, never an address (T33). */
function purposeIn(per: unknown): Purpose | undefined {
  if (per === 'titolare') return 'holder'
  return per === 'operatore' ? 'operator' : undefined
}

/** The way in. */
export function loginRoutes(app: WebApp, needs: LoginRoutes): void {
  const { sessions, providers, operatorMethods, digest } = needs
  const doorsFor = (purpose: Purpose) =>
    providers.filter(({ method }) => purpose === 'holder' || operatorMethods.includes(method))
  const pageFor = (purpose: Purpose) => ({ methods: doorsFor(purpose).map(({ method }) => method), purpose })

  const origins = providers.flatMap(({ origin }) => origin ?? [])
  const sendDoors = (reply: WebReply, context: PageContext, purpose: Purpose): WebReply => {
    allowFormTo(reply, origins)
    return sendPage(reply, context, loginPage(context, pageFor(purpose)))
  }

  app.get<{ Querystring: { per?: string } }>('/accedi', async (request, reply) => {
    const pending = await sessions.pending(request)
    const purpose = purposeIn(request.query.per) ?? (pending ? purposeOf(pending.returnTo) : 'holder')
    return sendDoors(reply, contextOf(request), purpose)
  })

  app.post<{ Body: { metodo?: string; per?: string } }>(
    '/accedi',
    { schema: { body: formSchema({ metodo: { maxLength: 4 }, per: { maxLength: 10 } }) } },
    async (request, reply) => {
      const purpose = purposeIn(request.body.per) ?? 'holder'
      const switched = switchedLanguage(request, reply)
      if (switched) return sendDoors(reply, switched, purpose)
      const provider = doorsFor(purpose).find(({ method }) => method === request.body.metodo)
      if (!provider) throw new Refusal({ kind: 'badRequest' })
      // A fresh attempt for the provider's ten minutes, on to wherever somebody was already going for this purpose.
      const pending = await sessions.pending(request)
      const goesOn = pending && purposeOf(pending.returnTo) === purpose
      const secret = await sessions.leave(reply, goesOn ? pending.returnTo : startOf(purpose))
      return reply.redirect(await provider.begin(digest(secret).toString('base64url')), 303)
    },
  )
  app.post<{ Body: { motivo?: string } }>(
    '/accedi/rifiuto',
    { schema: { body: formSchema({ motivo: { maxLength: 16 } }) } },
    (request, reply) => {
      const why = REFUSALS.find((known) => known === request.body.motivo) ?? 'noAttempt'
      return sendRefusal(request, reply, why, switchedLanguage(request, reply))
    },
  )
}
