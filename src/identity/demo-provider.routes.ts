import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Clock } from '../kernel/clock.js'
import { type Chance } from '../kernel/chance.js'
import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { type RecordAudit } from '../audit/audit-event.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../web/server.gateway.js'
import { type AuthenticatedPerson, type Level, type Method, METHODS } from './authenticated-person.js'
import { choosePersonPage, consentPage, type DemoRequest } from './demo-provider.page.js'
import { type DemoAnswer } from './demo-provider.store.js'
import { type Completing, enterAs } from './login.routes.js'
import { secretOf } from './login.js'

/** Somebody who can be logged in as. */
export interface DemoIdentity {
  codiceFiscale: string
  nome: string
  cognome: string
  note: string
  /** One of the few who may still have the old PIN (design.md D17). */
  pin?: boolean
}

export interface DemoProviderRoutes extends Completing {
  identities: DemoIdentity[]
  clock: Clock
  chance: Chance
  insertAnswer: (answer: DemoAnswer) => Promise<void>
  spendAnswer: (asked: {
    code: string
    attempt: string
    now: Instant
  }) => Promise<AuthenticatedPerson | undefined>
  recordAudit: RecordAudit
}

const LEVELS: Record<Method, Level> = { spid: 2, cie: 3, cns: 3, pin: 1 }
const ANSWER_LIFE = 2 * MINUTE
const CARRIED = { richiesta: { maxLength: 43 }, metodo: { maxLength: 4 }, codiceFiscale: { maxLength: 16 } }

interface Body {
  richiesta?: string
  metodo?: string
  codiceFiscale?: string
  esito?: string
}

/** A provider of our own that behaves like one: choose a person, see what is sent, answer once. Demo only. */
export function demoProviderRoutes(app: WebApp, needs: DemoProviderRoutes): void {
  const { identities, clock, chance, insertAnswer, spendAnswer, sessions, recordAudit } = needs
  const peopleFor = (method: Method) =>
    identities
      .filter(({ pin }) => method !== 'pin' || pin)
      .map(({ codiceFiscale, nome, cognome, note }) => ({ codiceFiscale, name: `${nome} ${cognome}`, note }))

  const personOf = (codiceFiscale: string | undefined, method: Method): AuthenticatedPerson | undefined => {
    const found = identities.find((identity) => identity.codiceFiscale === codiceFiscale)
    if (!found || (method === 'pin' && !found.pin)) return undefined
    const { nome, cognome } = found
    return {
      codiceFiscale: found.codiceFiscale as CodiceFiscale,
      nome,
      cognome,
      method,
      level: LEVELS[method],
      provider: 'Identità di prova',
      at: clock.now(),
    }
  }

  app.get<{ Querystring: Body }>('/demo/identita', (request, reply) => {
    const asked = requestOf(request.query)
    const context = contextOf(request)
    return sendPage(
      reply,
      context,
      choosePersonPage(context, { request: asked, people: peopleFor(asked.metodo), missing: false }),
    )
  })

  app.post<{ Body: Body }>(
    '/demo/identita/dati',
    { schema: { body: formSchema(CARRIED) } },
    (request, reply) => {
      const asked = requestOf(request.body)
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const person = personOf(request.body.codiceFiscale, asked.metodo)
      if (switched || !person) {
        const page = choosePersonPage(context, {
          request: asked,
          people: peopleFor(asked.metodo),
          missing: !switched,
        })
        return sendPage(reply, context, page, switched ? 200 : 400)
      }
      return sendPage(reply, context, consentPage(context, { request: asked, person }))
    },
  )

  app.post<{ Body: Body }>(
    '/demo/identita/risposta',
    { schema: { body: formSchema({ ...CARRIED, esito: { maxLength: 8 } }) } },
    async (request, reply) => {
      const asked = requestOf(request.body)
      const person = personOf(request.body.codiceFiscale, asked.metodo)
      if (request.body.esito !== 'consenso' || !person) {
        await recordAudit({ kind: 'login.refused', method: asked.metodo, detail: { why: 'cancelled' } })
        throw new Refusal({ kind: 'loginCancelled' })
      }
      const code = secretOf(chance)
      const attempt = Buffer.from(asked.richiesta, 'base64url')
      await insertAnswer({ code, attempt, person, expiresAt: later(clock.now(), ANSWER_LIFE) })
      return reply.redirect(`/accedi/risposta?risposta=${code}`, 303)
    },
  )

  app.get<{ Querystring: { risposta?: string } }>('/accedi/risposta', async (request, reply) => {
    const attempt = await sessions.attemptOf(request)
    const { risposta } = request.query
    const person =
      attempt === undefined || typeof risposta !== 'string'
        ? undefined
        : await spendAnswer({ code: risposta, attempt, now: clock.now() })
    if (!person) {
      await recordAudit({ kind: 'login.refused', detail: { why: 'noAnswer' } })
      throw new Refusal({ kind: 'loginCancelled' })
    }
    return enterAs(person, request, reply, needs)
  })
}

function requestOf({ richiesta, metodo }: Body): DemoRequest {
  const method = METHODS.find((known) => known === metodo)
  if (!method || !/^[\w-]{43}$/.test(richiesta ?? '')) throw new Refusal({ kind: 'badRequest' })
  return { richiesta: richiesta ?? '', metodo: method }
}
