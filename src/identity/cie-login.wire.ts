import { type Database } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from '../web/page-context.js'
import { loadRoutes } from '../web/server.gateway.js'
import { type Ask } from './cie/ask.js'
import { askOverHttp } from './cie/ask.gateway.js'
import { type CieIdentity } from './cie/cie-settings.js'
import { wireCie } from './cie/cie.wire.js'
import type { CieDemo, CieDemoNeeds } from './demo/cie-demo.wire.js'
import { type Completing } from './provider-answer.routes.js'
import { type WiredMethod } from './wired-method.wire.js'

export interface CieLoginNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  service: ServiceFacts
  /** What was agreed with the federation; nothing where there is no CIE, or only the demonstration's. */
  cie: CieIdentity | undefined
  demo: { cie?: Pick<CieDemoNeeds, 'keys' | 'alsoRegistered'> } | undefined
}

export interface CieLogin {
  method: WiredMethod
  /** Where the provider is the demonstration's own. */
  finish: CieDemo['finish'] | undefined
}

/** The CIE login: with the federation of the settings, or else with the demonstration's own, over the same protocol. */
export function wireCieLogin(needs: CieLoginNeeds, completing: Completing): CieLogin | undefined {
  const { cie, demo, service } = needs
  if (cie)
    return {
      method: wireCie({ ...needs, ...withIdentity(cie), ask: askOverHttp() }, completing),
      finish: undefined,
    }
  if (!demo) return undefined
  const { baseUrl } = service
  let loading: Promise<CieDemo> | undefined
  const load = () => (loading ??= loadDemo(needs, demo.cie))
  const elsewhere = askOverHttp()
  let within: Ask = elsewhere
  const ask: Ask = (asking) => within(asking)
  const identity = async () => (await load()).identity()
  const method = wireCie({ ...needs, clientId: baseUrl, identity, ask }, completing)
  const routes: WiredMethod['routes'] = (app) => {
    method.routes(app)
    loadRoutes(app, async (inner) => {
      const federation = await load()
      within = federation.askWithin(app, elsewhere)
      federation.routes(inner, ask)
    })
  }
  const finish: CieDemo['finish'] = async (...ending) => (await load()).finish(...ending)
  return { method: { ...method, routes }, finish }
}

/** Read where it is on and nowhere else. */
async function loadDemo(
  { service: { baseUrl }, clock, chance }: CieLoginNeeds,
  changed: NonNullable<CieLoginNeeds['demo']>['cie'],
): Promise<CieDemo> {
  const { wireCieDemo } = await import('./demo/cie-demo.wire.js')
  return wireCieDemo({ clock, chance, ...changed, baseUrl, clientId: baseUrl })
}

function withIdentity(cie: CieIdentity) {
  return {
    clientId: cie.clientId,
    identity: () => Promise.resolve(cie),
    origin: new URL(cie.provider).origin,
  }
}
