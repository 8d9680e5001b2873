import { timingSafeEqual } from 'node:crypto'
import { type Clock } from '../kernel/clock.js'
import { type Database } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { Refusal } from '../web/refusal.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type Vault } from '../vault/vault.js'
import { endSession, findSession, isAttemptWaiting, renewSession, setReturn } from './identity.store.js'
import { ATTEMPT_LIFE, type LoginAttempt, secretOf } from './login.js'
import { type ReturnTo, type Session } from './session.js'

export interface SessionsNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  /** Cookies get the `__Host-` prefix where the address is https. */
  secure: boolean
  beginLogin: (returnTo: ReturnTo) => Promise<LoginAttempt>
}

export type Sessions = ReturnType<typeof openSessions>

/** Sessions in the browser's cookie and in our table: what routes may ask about who is there. */
export function openSessions({ database, vault, clock, chance, secure, beginLogin }: SessionsNeeds) {
  const prefix = secure ? '__Host-' : ''
  const SESSION = `${prefix}attesta`
  const LOGIN = `${prefix}attesta-login`

  const secretIn = (request: WebRequest) => request.cookies[SESSION]
  const put = (reply: WebReply, secret: string) =>
    reply.setCookie(SESSION, secret, { path: '/', httpOnly: true, secure, sameSite: 'lax' })

  const find = async (request: WebRequest): Promise<Session | undefined> => {
    const secret = secretIn(request)
    return secret === undefined ? undefined : findSession(database, vault, secret, clock.now())
  }

  // SPID answers by a cross-site POST, which a Lax cookie does not survive: this one alone is None, for ten minutes,
  // and is worth nothing after the login (security.md §1, login CSRF).
  const leave = async (reply: WebReply, returnTo: ReturnTo): Promise<string> => {
    const { secret } = await beginLogin(returnTo)
    reply.setCookie(LOGIN, secret, {
      path: '/',
      httpOnly: true,
      secure,
      sameSite: secure ? 'none' : 'lax',
      maxAge: ATTEMPT_LIFE / 1000,
    })
    return secret
  }

  const require = async (request: WebRequest, reply: WebReply, returnTo: ReturnTo): Promise<Session> => {
    const session = await find(request)
    if (!session) {
      if (request.method === 'GET') {
        await leave(reply, returnTo)
        throw new Refusal({ kind: 'loginNeeded', to: '/accedi' })
      }
      await leave(reply, {
        kind: 'resume',
        path: request.routeOptions.url ?? '/',
        fields: typedFields(request.body),
      })
      throw new Refusal({ kind: 'sessionEnded', to: '/sessione-finita' })
    }
    if (request.method !== 'GET' && !carriesToken(request.body, session))
      throw new Refusal({ kind: 'forbidden' })
    return session
  }

  return {
    find,
    /** The session; without one the request is led to the login, and a form that was sent is kept and given back. */
    require,
    /** The login under way in this browser, where one still waits. */
    attemptOf: async (request: WebRequest): Promise<string | undefined> => {
      const secret = request.cookies[LOGIN]
      if (secret === undefined) return undefined
      return (await isAttemptWaiting(database, vault, secret, clock.now())) ? secret : undefined
    },
    leave,
    secretIn,
    enter: (reply: WebReply, secret: string) => {
      put(reply, secret)
      reply.clearCookie(LOGIN, { path: '/', secure, httpOnly: true })
    },
    /** Leads on to somewhere within the same session, under a new id (step-up). */
    stepUp: async (
      request: WebRequest,
      reply: WebReply,
      session: Session,
      returnTo: ReturnTo,
    ): Promise<void> => {
      const secret = secretIn(request)
      if (secret === undefined) return
      const fresh = secretOf(chance)
      await setReturn(database, vault, session.id, returnTo)
      await renewSession(database, vault, secret, fresh)
      put(reply, fresh)
    },
    leaveForGood: async (request: WebRequest, reply: WebReply): Promise<void> => {
      const secret = secretIn(request)
      if (secret !== undefined) await endSession(database, vault, secret, clock.now())
      for (const name of [SESSION, LOGIN]) reply.clearCookie(name, { path: '/', secure, httpOnly: true })
      reply.header('clear-site-data', '"cache", "cookies", "storage"')
    },
  }
}

function carriesToken(body: unknown, { csrf }: Session): boolean {
  const sent = (body as { csrf?: unknown } | undefined)?.csrf
  if (typeof sent !== 'string') return false
  const [one, other] = [Buffer.from(sent), Buffer.from(csrf)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function typedFields(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    fields.flatMap(([name, value]) => (name !== 'csrf' && typeof value === 'string' ? [[name, value]] : [])),
  )
}
