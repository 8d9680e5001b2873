import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Chance } from '../kernel/chance.js'
import { type Log } from '../kernel/log.js'
import { isLocale } from '../messages/locale.js'
import { layout } from './layout.page.js'
import { type Page, type PageContext, type ServiceFacts } from './page-context.js'
import { contentSecurityPolicy } from './security-headers.js'

export type WebApp = FastifyInstance
export type WebRequest = FastifyRequest
export type WebReply = FastifyReply

export interface WebSettings {
  service: ServiceFacts
  log: Log
  chance: Chance
  /** Milliseconds, for the duration of a request. */
  stopwatch: () => number
  /** Addresses of assets by name. */
  assets: Map<string, string>
}

/** A number that a capability has to tell whoever watches the service: read when it is asked for. */
export interface Gauge {
  name: string
  help: string
  labels: string[]
  read: () => Promise<{ labels: Record<string, string>; value: number }[]>
}

declare module 'fastify' {
  interface FastifyInstance {
    settings: WebSettings
    /** Adds a number to the metrics. */
    addGauge: (gauge: Gauge) => void
  }
  interface FastifyRequest {
    /** By the stopwatch. */
    startedAt: number | undefined
  }
  interface FastifyContextConfig {
    /** Search engines may list it: the home page only. */
    indexable?: boolean
    /** Not personal, the same for everyone: may be kept. */
    cacheable?: string
    /** Takes a POST from another site: a provider's answer, which says by itself what it answers. */
    takesCrossSitePosts?: boolean
  }
}

export const LANGUAGE_COOKIE = 'lingua'

/** The language, the path and the facts that the page of this request needs. */
export function contextOf(request: FastifyRequest): PageContext {
  const chosen = request.cookies[LANGUAGE_COOKIE]
  return {
    locale: isLocale(chosen) ? chosen : 'it',
    path: pathOf(request),
    service: request.server.settings.service,
    asset: (name) => request.server.settings.assets.get(name) ?? `/assets/${name}`,
  }
}

/**
 * The language a form asked to be shown in, by its switch button (field `lingua`): the form comes back in it, with
 * what was typed, and nothing else happens (decision 12, D5).
 */
export function switchedLanguage(request: FastifyRequest, reply: FastifyReply): PageContext | undefined {
  const asked = (request.body as Record<string, unknown> | undefined)?.[LANGUAGE_COOKIE]
  if (!isLocale(asked)) return undefined
  rememberLanguage(reply, asked)
  return { ...contextOf(request), locale: asked }
}

/** Sends a whole page. */
export function sendPage(
  reply: FastifyReply,
  context: PageContext,
  page: Page,
  statusCode = 200,
): FastifyReply {
  return reply.code(statusCode).type('text/html; charset=utf-8').send(layout(context, page).text)
}

/** The JSON schema of a form: text fields only, none unknown; `lingua` is the language switch. */
export function formSchema(fields: Record<string, { maxLength: number }>, required: string[] = []) {
  const properties = Object.fromEntries(
    Object.entries({ ...fields, [LANGUAGE_COOKIE]: { maxLength: 2 } }).map(([name, rule]) => [
      name,
      { type: 'string', ...rule },
    ]),
  )
  return { type: 'object', additionalProperties: false, properties, required }
}

export function rememberLanguage(reply: FastifyReply, locale: string): void {
  reply.setCookie(LANGUAGE_COOKIE, locale, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 31_536_000 })
}

/**
 * Lets the forms of this one answer reach these addresses: a login leads to its provider. A provider may lead on to another
 * of its hosts, which browsers hold against the same rule (CSP 3 §6.4.1); so all of https, where it is https.
 */
export function allowFormTo(reply: FastifyReply, addresses: string[]): void {
  const reached = addresses.map((address) => {
    const { protocol, origin } = new URL(address)
    return protocol === 'https:' ? protocol : origin
  })
  if (reached.length > 0)
    reply.header('content-security-policy', contentSecurityPolicy([...new Set(reached)]))
}

/** Routes whose code is read from now on; the service answers once they are there. */
export function loadRoutes(app: WebApp, load: (app: WebApp) => Promise<void>): void {
  void app.register((inner) => load(inner))
}

export function pathOf(request: FastifyRequest): string {
  const [path = '/'] = request.url.split('?', 1)
  // `//host` and `/\host` would lead elsewhere (T33).
  return path.replace(/^[/\\]+/, '/')
}
