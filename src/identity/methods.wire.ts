import { type Database, type Session as Db } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Log } from '../kernel/log.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from '../web/page-context.js'
import { loadRoutes, type WebApp } from '../web/server.gateway.js'
import { type Method, METHODS } from './authenticated-person.js'
import { type CieIdentity } from './cie/cie-settings.js'
import { type CieLoginNeeds, wireCieLogin } from './cie-login.wire.js'
import { type CardSettings } from './cns/card-settings.js'
import { wireCard } from './cns/cns.wire.js'
import type { DemoIdentity } from './demo/demo-person.js'
import { type RecordLogin } from './login-event.js'
import { wirePin } from './pin/pin.wire.js'
import { type Completing } from './provider-answer.routes.js'
import { type SpidChoice } from './spid/spid-settings.js'
import { wireSpidLogin } from './spid-login.wire.js'
import { type WiredMethod } from './wired-method.wire.js'

export interface MethodNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  service: ServiceFacts
  pin: 'off' | 'exemptHolders' | 'operatorsToo'
  /** Who can be logged in as, where the demo is on. */
  demo: ({ identities: DemoIdentity[] } & NonNullable<CieLoginNeeds['demo']>) | undefined
  spid: SpidChoice
  /** Files of identity providers to try with: never in production. */
  spidTestProviders: string[]
  /** What was agreed with the CIE federation, where the institution is part of it. */
  cie: CieIdentity | undefined
  /** The card; absent where its login is not offered. */
  cns: CardSettings | undefined
  auditOn: (session: Db) => RecordLogin
}

export interface WiredMethods {
  methods: WiredMethod[]
  routes: (app: WebApp) => void
}

/**
 * The methods that are switched on, in the order of their doors. One that has a part of its own (`wireSpid` …) is that
 * part; for the others the demo has a page that answers in their place, and without the demo they have no door.
 */
export function wireMethods(needs: MethodNeeds, completing: Completing): WiredMethods {
  const { demo, pin } = needs
  const cie = wireCieLogin(needs, completing)
  const real = [
    wireSpidLogin(needs, completing),
    cie?.method,
    wireCardAsChosen(needs, completing),
    pin === 'off' ? undefined : wirePin({ ...needs, setting: pin }, completing),
  ].filter((method) => method !== undefined)
  const switchedOn = METHODS.filter((method) => method !== 'pin' || pin !== 'off')
  const inTheirPlace = demo
    ? switchedOn.filter((method) => !real.some(({ provider }) => provider.method === method))
    : []
  const all = [...real, ...inTheirPlace.map(demoDoor)]
  const methods = switchedOn.flatMap((method) => all.filter(({ provider }) => provider.method === method))
  // The demo's CIE provider shows the same page, before it answers by its own protocol.
  const shown = cie?.finish ? [...inTheirPlace, 'cie' as const] : inTheirPlace
  return {
    methods,
    routes: (app) => {
      for (const method of methods) method.routes(app)
      if (!demo) return
      const asked = { ...completing, ...demo, finishCie: cie?.finish, methods: shown }
      loadRoutes(app, async (inner) => {
        const { wireDemoPage } = await import('./demo/demo-page.wire.js')
        wireDemoPage(inner, needs, asked)
      })
    },
  }
}

function wireCardAsChosen(needs: MethodNeeds, completing: Completing): WiredMethod | undefined {
  const { cns: settings, service } = needs
  return settings && wireCard({ ...needs, settings, baseUrl: service.baseUrl }, completing)
}

/** A door to the demo's page; the routes of that page are there once for all of them. */
function demoDoor(method: Method): WiredMethod {
  return {
    provider: {
      method,
      begin: (request) => Promise.resolve(`/demo/identita?metodo=${method}&richiesta=${request}`),
    },
    routes: () => undefined,
  }
}
