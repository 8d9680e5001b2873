import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { later, MINUTE, parseInstant } from '../../kernel/instant.js'
import { Refusal } from '../../web/refusal.js'
import {
  allowFormTo,
  contextOf,
  formSchema,
  sendPage as sendHtml,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../../web/server.gateway.js'
import { type Sessions } from '../sessions.gateway.js'
import { type IdentityProvider } from './identity-provider.js'
import { writeLogoutResponse } from './logout-message.js'
import { type ReadingLogout } from './logout-worker.gateway.js'
import { type LogoutMessage } from './read-logout.gateway.js'
import { PATHS } from './saml-names.js'
import { type SpidMessage } from './spid-message.js'
import { sendPage } from './spid.page.js'

export interface SpidLogoutRoutes {
  sessions: Sessions
  entityId: string
  /** The address of these routes, as our metadata name it. */
  address: string
  providers: () => Promise<IdentityProvider[]>
  /** What a provider signed; nothing where none did. */
  readLogout: (reading: ReadingLogout) => Promise<LogoutMessage | undefined>
  signForPost: (message: string) => Promise<string>
  signForRedirect: (location: string, message: string, relayState: string | undefined) => Promise<string>
  keepMessage: (message: SpidMessage) => Promise<void>
  clock: Clock
  chance: Chance
}

interface Fields {
  SAMLRequest?: string
  SAMLResponse?: string
  RelayState?: string
  ripetuto?: string
}

const MESSAGE = { maxLength: 20_000 }
const FIELDS = {
  SAMLRequest: MESSAGE,
  SAMLResponse: MESSAGE,
  RelayState: { maxLength: 100 },
  ripetuto: { maxLength: 1 },
}
/** How old a message may be. */
const FRESH = 5 * MINUTE

/** A provider ends somebody's session with us, or confirms that it ended its own. */
export function spidLogoutRoutes(app: WebApp, needs: SpidLogoutRoutes): void {
  app.post<{ Body: Fields }>(
    PATHS.logout,
    { schema: { body: formSchema(FIELDS) }, bodyLimit: 32 * 1024, config: { takesCrossSitePosts: true } },
    async (request, reply) => {
      const { ripetuto, ...fields } = request.body
      // The session's cookie is Lax: from another site it only comes with what we send ourselves.
      if (ripetuto === undefined && request.headers['sec-fetch-site'] === 'cross-site') {
        const context = contextOf(request)
        const again = { action: PATHS.logout, fields: { ...fields, ripetuto: '1' } }
        return sendHtml(reply, context, sendPage(context, 'comeBack', again))
      }
      const field = fields.SAMLRequest ?? fields.SAMLResponse ?? ''
      const message = await needs.readLogout({ by: 'post', field, providers: await needs.providers() })
      return answer(message, fields.RelayState, request, reply, needs)
    },
  )

  app.get<{ Querystring: Fields }>(PATHS.logout, async (request, reply) => {
    const [, query = ''] = request.url.split('?', 2)
    const name = request.query.SAMLRequest === undefined ? 'SAMLResponse' : 'SAMLRequest'
    const message = await needs.readLogout({
      by: 'redirect',
      query,
      name,
      providers: await needs.providers(),
    })
    return answer(message, request.query.RelayState, request, reply, needs)
  })
}

async function answer(
  message: LogoutMessage | undefined,
  relayState: string | undefined,
  request: WebRequest,
  reply: WebReply,
  needs: SpidLogoutRoutes,
): Promise<WebReply> {
  if (!message || !isFresh(message, needs)) throw new Refusal({ kind: 'badRequest' })
  if (message.kind === 'LogoutResponse') return reply.redirect('/uscito', 303)
  const { provider, id: inResponseTo } = message
  const { clock, chance, entityId } = needs
  await needs.sessions.leaveForGood(request, reply)
  const { post, redirect } = provider.singleLogout
  const destination = post ?? redirect
  // It asked, and names no place for the answer: the session is over all the same.
  if (destination === undefined) return reply.redirect('/uscito', 303)
  const facts = { id: `_${chance.uuid()}`, at: clock.now(), destination, entityId, inResponseTo }
  const text = writeLogoutResponse(facts)
  const kept = {
    requestId: inResponseTo,
    kind: 'logout',
    provider: provider.entityId,
    at: clock.now(),
  } as const
  await needs.keepMessage({ ...kept, id: chance.uuid(), text: message.text })
  await needs.keepMessage({ ...kept, id: chance.uuid(), text })
  if (post === undefined)
    return reply.redirect(await needs.signForRedirect(destination, text, relayState), 303)
  const fields = {
    SAMLResponse: Buffer.from(await needs.signForPost(text)).toString('base64'),
    ...(relayState !== undefined && { RelayState: relayState }),
  }
  allowFormTo(reply, [post])
  const context = contextOf(request)
  return sendHtml(reply, context, sendPage(context, 'leave', { action: post, fields }))
}

function isFresh(
  { destination, issueInstant }: LogoutMessage,
  { address, clock }: SpidLogoutRoutes,
): boolean {
  const [at, now] = [parseInstant(issueInstant), clock.now()]
  return destination === address && at !== undefined && at >= later(now, -FRESH) && at <= later(now, MINUTE)
}
