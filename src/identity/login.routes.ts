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
  type WebRequest,
} from '../web/server.gateway.js'
import { type Digest } from '../vault/vault.js'
import { canReach, type Level, type Method } from './authenticated-person.js'
import { loginPage } from './login.page.js'
import { sendRefusal } from './provider-answer.routes.js'
import { type Provider, REFUSALS } from './provider.js'
import {
  leastLevelOf,
  PURPOSE_WORDS,
  PURPOSES,
  type Purpose,
  purposeOf,
  type ReturnTo,
  startOf,
} from './session.js'
import { type Sessions } from './sessions.gateway.js'

export interface LoginRoutes {
  sessions: Sessions
  providers: Provider[]
  /** Methods open to somebody who comes for this. */
  methodsFor: Record<Purpose, readonly Method[]>
  digest: Digest
}

/** `per` is one of three words, never an address (T33). */
function purposeIn(per: unknown): Purpose | undefined {
  return PURPOSES.find((purpose) => PURPOSE_WORDS[purpose] === per)
}

/** The way in. */
export function loginRoutes(app: WebApp, needs: LoginRoutes): void {
  const { sessions, providers, methodsFor, digest } = needs
  const doorsFor = (purpose: Purpose, least?: Level) =>
    providers.filter(
      ({ method }) =>
        methodsFor[purpose].includes(method) && (least === undefined || canReach(method, least)),
    )

  const origins = providers.flatMap(({ origin }) => origin ?? [])
  const sendDoors = (reply: WebReply, context: PageContext, purpose: Purpose, least?: Level): WebReply => {
    allowFormTo(reply, origins)
    const methods = doorsFor(purpose, least).map(({ method }) => method)
    return sendPage(reply, context, loginPage(context, { methods, purpose, least }))
  }
  /** The login that already waits in this browser, where it leads to a place of this purpose. */
  const waiting = async (request: WebRequest, purpose: Purpose): Promise<ReturnTo | undefined> => {
    const pending = await sessions.pending(request)
    return pending && purposeOf(pending.returnTo) === purpose ? pending.returnTo : undefined
  }

  app.get<{ Querystring: { per?: string } }>('/accedi', async (request, reply) => {
    const pending = await sessions.pending(request)
    const purpose = purposeIn(request.query.per) ?? (pending ? purposeOf(pending.returnTo) : 'holder')
    const goesOn = pending && purposeOf(pending.returnTo) === purpose
    const least = goesOn ? leastLevelOf(pending.returnTo) : undefined
    return sendDoors(reply, contextOf(request), purpose, least)
  })

  app.post<{ Body: { metodo?: string; per?: string } }>(
    '/accedi',
    { schema: { body: formSchema({ metodo: { maxLength: 4 }, per: { maxLength: 10 } }) } },
    async (request, reply) => {
      const purpose = purposeIn(request.body.per) ?? 'holder'
      const switched = switchedLanguage(request, reply)
      // A fresh attempt for the provider's ten minutes, on to wherever somebody was already going for this purpose.
      const returnTo = (await waiting(request, purpose)) ?? startOf(purpose)
      const least = leastLevelOf(returnTo)
      if (switched) return sendDoors(reply, switched, purpose, least)
      const provider = doorsFor(purpose, least).find(({ method }) => method === request.body.metodo)
      if (!provider) throw new Refusal({ kind: 'badRequest' })
      const secret = await sessions.leave(reply, returnTo)
      return reply.redirect(await provider.begin(digest(secret).toString('base64url'), least), 303)
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
