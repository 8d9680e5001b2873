import { timingSafeEqual } from 'node:crypto'
import { type Database } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type Vault } from '../vault/vault.js'
import { identityOf } from './authenticated-person.js'
import { type BeginLogin } from './begin-login.js'
import { cookieJar } from './cookie-jar.gateway.js'
import { findAttempt } from './login-attempt.store.js'
import { drawSecret } from './login-attempt.js'
import { type LogOut } from './log-out.js'
import { PURPOSE_WORDS, purposeOf, type ReturnTo, type Session } from './session.js'
import { findEndedSession, findSession, renewSession, setOrganisation, setReturn } from './session.store.js'

export interface SessionsNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  /** Cookies get the `__Host-` prefix where the address is https. */
  secure: boolean
  beginLogin: BeginLogin
  logOut: LogOut
}

/** Sessions in the browser's cookie and in our table: what routes may ask about who is there. */
export interface Sessions {
  find: (request: WebRequest) => Promise<Session | undefined>
  /**
   * The session, its token checked where the request may change something (T29). Without one the request is
   * led to the login, and a form that was sent is kept and given back.
   */
  require: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
  setReturn: (session: Session, returnTo: ReturnTo) => Promise<void>
  /** Keeps for which enrolled body somebody works in this session, so that all of a body's can be ended. */
  workFor: (session: Session, organisation: string) => Promise<void>
  /** Leads on within the same session under a new id (T30); `false` where it has just ended. */
  stepUp: (request: WebRequest, reply: WebReply, session: Session, returnTo: ReturnTo) => Promise<boolean>
  /** Keeps on our side where somebody is going, and ties it to this browser. Returns the cookie's secret. */
  leave: (reply: WebReply, returnTo: ReturnTo) => Promise<string>
  /** The login under way in this browser, where one still waits. */
  pending: (request: WebRequest) => Promise<{ secret: string; returnTo: ReturnTo } | undefined>
  /** Whether the browser sent a login's cookie, whatever it is worth. */
  sentLogin: (request: WebRequest) => boolean
  /** The secret in the session's cookie, whatever it is worth. */
  secretIn: (request: WebRequest) => string | undefined
  /** Puts a new session into the browser; the cookie of the login goes. */
  enter: (reply: WebReply, secret: string) => void
  /** Ends the session, and clears what the browser holds of us. */
  leaveForGood: (request: WebRequest, reply: WebReply) => Promise<void>
}

export function openSessions(needs: SessionsNeeds): Sessions {
  const { database, vault, clock, chance, secure } = needs
  const cookies = cookieJar(secure)

  const find: Sessions['find'] = async (request) => {
    const secret = cookies.session.in(request)
    return secret === undefined ? undefined : findSession(database, vault, secret, clock.now())
  }

  const leave: Sessions['leave'] = async (reply, returnTo) => {
    const { secret } = await needs.beginLogin(returnTo)
    cookies.login.put(reply, secret)
    return secret
  }

  /** A form is kept only where it carries the token of the session that ended: nobody else's page can plant one. */
  const refuseEnded = async (request: WebRequest, reply: WebReply, returnTo: ReturnTo): Promise<never> => {
    const purpose = purposeOf(returnTo)
    const secret = cookies.session.in(request)
    const ended = secret === undefined ? undefined : await findEndedSession(database, vault, secret)
    if (!ended || !carriesToken(request.body, ended.csrf))
      throw new Refusal({ kind: 'loginNeeded', to: loginPathOf(returnTo) })
    const writer = identityOf(ended.person)
    const { path } = contextOf(request)
    const kept = { path, fields: typedIn(request.body), purpose, writer, chosen: ended.chosen }
    await leave(reply, { kind: 'resume', ...kept })
    throw new Refusal({ kind: 'sessionEnded', to: '/sessione-finita' })
  }

  return {
    find,
    leave,
    require: async (request, reply, returnTo) => {
      const session = await find(request)
      const changes = request.method !== 'GET' && request.method !== 'HEAD'
      if (session) {
        if (changes && !carriesToken(request.body, session.csrf)) throw new Refusal({ kind: 'forbidden' })
        return session
      }
      if (changes) return refuseEnded(request, reply, returnTo)
      if (needsKeeping(returnTo)) await leave(reply, returnTo)
      throw new Refusal({ kind: 'loginNeeded', to: loginPathOf(returnTo) })
    },
    setReturn: (session, returnTo) => setReturn(database, vault, session.id, returnTo),
    workFor: (session, organisation) => setOrganisation(database, session.id, organisation),
    stepUp: async (request, reply, { id }, returnTo) => {
      const secret = cookies.session.in(request)
      const fresh = drawSecret(chance)
      if (secret === undefined || !(await renewSession(database, vault, { id, secret, fresh, returnTo })))
        return false
      cookies.session.put(reply, fresh)
      return true
    },
    pending: async (request) => {
      const secret = cookies.login.in(request)
      if (secret === undefined) return undefined
      const returnTo = await findAttempt(database, vault, secret, clock.now())
      return returnTo && { secret, returnTo }
    },
    sentLogin: (request) => cookies.login.in(request) !== undefined,
    secretIn: cookies.session.in,
    enter: (reply, secret) => {
      cookies.session.put(reply, secret)
      cookies.login.clear(reply)
    },
    leaveForGood: async (request, reply) => {
      const secret = cookies.session.in(request)
      const session = await find(request)
      if (session && secret !== undefined) await needs.logOut({ session, secret })
      cookies.session.clear(reply)
      cookies.login.clear(reply)
      reply.header('clear-site-data', '"cache", "cookies", "storage"')
    },
  }
}

/** The address of the login page for a place. The place itself never travels in an address (T33). */
export function loginPathOf(returnTo: ReturnTo): string {
  return `/accedi?per=${PURPOSE_WORDS[purposeOf(returnTo)]}`
}

/** What the login page says by itself need not be remembered: robots that try our pages write nothing. */
function needsKeeping({ kind }: ReturnTo): boolean {
  return kind === 'degree' || kind === 'resume'
}

function carriesToken(body: unknown, csrf: string): boolean {
  const sent = (body as { csrf?: unknown } | undefined)?.csrf
  if (typeof sent !== 'string') return false
  const [one, other] = [Buffer.from(sent), Buffer.from(csrf)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function typedIn(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    fields.flatMap(([name, value]) => (name !== 'csrf' && typeof value === 'string' ? [[name, value]] : [])),
  )
}
