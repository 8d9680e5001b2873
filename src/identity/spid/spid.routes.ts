import { type Chance } from '../../kernel/chance.js'
import { Refusal } from '../../web/refusal.js'
import {
  allowFormTo,
  contextOf,
  formSchema,
  sendPage as sendHtml,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../../web/server.gateway.js'
import { type Digest } from '../../vault/vault.js'
import { type Completing } from '../provider-answer.routes.js'
import { startOf } from '../session.js'
import { type BeginSpid } from './begin-spid.js'
import { findProvider, type IdentityProvider } from './identity-provider.js'
import { PATHS } from './saml-names.js'
import { shuffled } from './shuffle.js'
import { chooseProviderPage, sendPage } from './spid.page.js'

export interface SpidRoutes extends Completing {
  providers: () => Promise<IdentityProvider[]>
  beginSpid: BeginSpid
  metadata: () => Promise<string>
  digest: Digest
  chance: Chance
}

/** From the choice of a provider to the way there; and who we are, for whoever asks. */
export function spidRoutes(app: WebApp, needs: SpidRoutes): void {
  const { sessions, providers, chance } = needs

  app.get('/accedi/spid', async (request, reply) => {
    if (!(await sessions.pending(request))) return reply.redirect('/accedi', 303)
    const context = contextOf(request)
    const list = await providers()
    letFormsReach(reply, list)
    return sendHtml(reply, context, chooseProviderPage(context, shuffled(list, chance)))
  })

  app.post<{ Body: { fornitore?: string } }>(
    '/accedi/spid',
    { schema: { body: formSchema({ fornitore: { maxLength: 500 } }) } },
    async (request, reply) => {
      const switched = switchedLanguage(request, reply)
      if (switched) {
        const list = await providers()
        letFormsReach(reply, list)
        return sendHtml(reply, switched, chooseProviderPage(switched, shuffled(list, chance)))
      }
      const pending = await sessions.pending(request)
      if (!pending) return reply.redirect('/accedi', 303)
      return leaveFor(request.body.fornitore, pending.secret, request, reply, needs)
    },
  )

  // A link of the institution's own site may lead straight to a provider; so do the federation's checking tools.
  app.get<{ Querystring: { idp?: string } }>('/spid/entra', async (request, reply) => {
    if (!findProvider(await providers(), request.query.idp)) throw new Refusal({ kind: 'notFound' })
    const pending = await sessions.pending(request)
    const secret = await sessions.leave(reply, pending?.returnTo ?? startOf('holder'))
    return leaveFor(request.query.idp, secret, request, reply, needs)
  })

  app.get(PATHS.metadata, async (_request, reply) =>
    reply.type('application/samlmetadata+xml; charset=utf-8').send(await needs.metadata()),
  )
}

async function leaveFor(
  provider: string | undefined,
  secret: string,
  request: WebRequest,
  reply: WebReply,
  { beginSpid, digest }: SpidRoutes,
): Promise<WebReply> {
  const begun = await beginSpid({ attempt: digest(secret), provider })
  switch (begun.kind) {
    case 'unknownProvider':
      throw new Refusal({ kind: 'badRequest' })
    case 'redirect':
      return reply.redirect(begun.address, 303)
    case 'post': {
      const { location, message, relayState } = begun
      const fields = { SAMLRequest: Buffer.from(message).toString('base64'), RelayState: relayState }
      allowFormTo(reply, [location])
      const context = contextOf(request)
      return sendHtml(reply, context, sendPage(context, 'leave', { action: location, fields }))
    }
  }
}

/** Browsers hold a redirect after a form against `form-action` too (CSP 3 §6.4.1): who is asked by redirect must be named. */
function letFormsReach(reply: WebReply, providers: IdentityProvider[]): void {
  const onlyByRedirect = providers.filter(({ singleSignOn }) => singleSignOn.post === undefined)
  allowFormTo(
    reply,
    onlyByRedirect.flatMap(({ singleSignOn }) => singleSignOn.redirect ?? []),
  )
}
