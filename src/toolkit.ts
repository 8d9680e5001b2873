import { type Config } from './config.js'
import { type Database } from './db/database.js'
import type { DemoIdentity as DemoPerson } from './identity/demo/demo-person.js'
import { type Chance } from './kernel/chance.js'
import { type Clock } from './kernel/clock.js'
import { type Log } from './kernel/log.js'
import { type Vault, type VaultKeys } from './vault/vault.js'
import { type ServiceFacts } from './web/page-context.js'

/** Somebody of the demo who can be logged in as. */
export interface DemoIdentity extends DemoPerson {
  /** In E.164; whose telephone the demo shows. */
  cellulare?: string
}

/** The toolkits and facts that every capability is given, made once by `main.ts`. */
export interface Toolkit {
  database: Database
  /** For jobs and feeds: more patient, and with connections of its own, so that neither they nor requests starve. */
  background: Database
  /** Whether the database answers, and has the schema that this code needs. */
  isReady: () => Promise<boolean>
  vault: Vault
  /** What the vault is made of, for threads that need one of their own. */
  keys: VaultKeys
  clock: Clock
  chance: Chance
  log: Log
  /** Milliseconds, for durations. */
  stopwatch: () => number
  service: ServiceFacts
  pin: Config['pin']
  counter: Config['counter']
  spid: Config['spid']
  spidTestProviders: Config['spidTestProviders']
  cns: Config['cns']
  textMessages: Config['textMessages']
  mail: Config['mail']
  intake: Config['intake']
  seal: Config['seal']
  cie: Config['cie']
  /** Who can be logged in as, where the demo is on. */
  demo: { identities: DemoIdentity[] } | undefined
}
