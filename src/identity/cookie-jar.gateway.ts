import { SECOND } from '../kernel/instant.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'
import { ATTEMPT_LIFE } from './login-attempt.js'

/**
 * `__Host-` binds a cookie to this host and to https (RFC 6265bis §4.1.3.2); plain http has no such names. SPID answers
 * by a cross-site POST, which a Lax cookie does not survive: the login's alone is None, for ten minutes, and is worth
 * nothing after the login (T32).
 */
export function cookieJar(secure: boolean) {
  const prefix = secure ? '__Host-' : ''
  const common = { path: '/', httpOnly: true, secure }
  const cookie = (name: string, more: { sameSite: 'lax' | 'none'; maxAge?: number }) => ({
    in: (request: WebRequest): string | undefined => request.cookies[name],
    put: (reply: WebReply, secret: string) => reply.setCookie(name, secret, { ...common, ...more }),
    clear: (reply: WebReply) => reply.clearCookie(name, { ...common, sameSite: more.sameSite }),
  })
  return {
    session: cookie(`${prefix}attesta`, { sameSite: 'lax' }),
    login: cookie(`${prefix}attesta-login`, {
      sameSite: secure ? 'none' : 'lax',
      maxAge: ATTEMPT_LIFE / SECOND,
    }),
  }
}
