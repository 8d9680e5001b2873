import { type Database } from '../../db/database.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { later } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type WebApp } from '../../web/server.gateway.js'
import { drawSecret } from '../login-attempt.js'
import { type Completing } from '../provider-answer.routes.js'
import { DEMO_ANSWER_LIFE } from './demo-person.js'
import { type DemoProviderRoutes, demoProviderRoutes } from './demo-provider.routes.js'
import { insertDemoAnswer, spendDemoAnswer } from './demo-provider.store.js'

export interface DemoPageNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
}

/** The demo's page, on which one chooses whom to log in as. */
export function wireDemoPage(
  app: WebApp,
  { database, vault, clock, chance }: DemoPageNeeds,
  asked: Completing & Pick<DemoProviderRoutes, 'identities' | 'methods' | 'finishCie'>,
): void {
  demoProviderRoutes(app, {
    ...asked,
    clock,
    keepAnswer: async ({ attempt, person }) => {
      const code = drawSecret(chance)
      const expiresAt = later(clock.now(), DEMO_ANSWER_LIFE)
      await insertDemoAnswer(database, vault, { code, attempt, person, expiresAt })
      return code
    },
    spendAnswer: ({ code, attempt, now }) =>
      spendDemoAnswer(database, vault, { code, attempt: vault.digest(attempt), now }),
  })
}
