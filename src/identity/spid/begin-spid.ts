import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { later } from '../../kernel/instant.js'
import { drawSecret } from '../login-attempt.js'
import { writeAuthnRequest } from './authn-request.js'
import { findProvider, type IdentityProvider } from './identity-provider.js'
import { type SpidMessage } from './spid-message.js'
import { REQUEST_LIFE, type SpidRequest } from './spid-request.js'

export interface BeginSpidPorts {
  entityId: string
  providers: () => Promise<IdentityProvider[]>
  /** Remembers the request and keeps its words, in one transaction. */
  keepRequest: (request: SpidRequest, relayState: string, message: SpidMessage) => Promise<void>
  signForPost: (message: string) => Promise<string>
  signForRedirect: (location: string, message: string, relayState: string) => Promise<string>
  clock: Clock
  chance: Chance
}

export type BegunSpid =
  | { kind: 'post'; location: string; message: string; relayState: string }
  | { kind: 'redirect'; address: string }
  | { kind: 'unknownProvider' }

/** `attempt`: the digest of the login, which ties the request to a browser. */
export type BeginSpid = (asked: { attempt: Buffer; provider: string | undefined }) => Promise<BegunSpid>

/** Asks a provider of the registry who somebody is. */
export function beginSpid(ports: BeginSpidPorts): BeginSpid {
  return async ({ attempt, provider: entityId }) => {
    const provider = findProvider(await ports.providers(), entityId)
    if (!provider) return { kind: 'unknownProvider' }
    const now = ports.clock.now()
    const id = `_${ports.chance.uuid()}`
    const relayState = drawSecret(ports.chance)
    const { post, redirect = '' } = provider.singleSignOn
    const destination = post ?? redirect
    const text = writeAuthnRequest({
      id,
      at: now,
      destination,
      entityId: ports.entityId,
      kind: provider.kind,
    })
    const signed = post === undefined ? text : await ports.signForPost(text)
    await ports.keepRequest(
      { id, attempt, provider: provider.entityId, issuedAt: now, expiresAt: later(now, REQUEST_LIFE) },
      relayState,
      {
        id: ports.chance.uuid(),
        requestId: id,
        kind: 'request',
        provider: provider.entityId,
        at: now,
        text: signed,
      },
    )
    if (post !== undefined) return { kind: 'post', location: post, message: signed, relayState }
    return { kind: 'redirect', address: await ports.signForRedirect(destination, text, relayState) }
  }
}
