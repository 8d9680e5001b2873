import { type Database } from '../src/db/database.js'
import { isMigrated } from '../src/db/migrate.gateway.js'
import { clockOf } from '../src/kernel/clock.js'
import { type Instant, later, parseInstant } from '../src/kernel/instant.js'
import { type LogCode, type LogFields } from '../src/kernel/log.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { type SealSettings } from '../src/seal/seal-settings.js'
import { type Toolkit } from '../src/toolkit.js'
import { DEVELOPMENT_KEYS, keysFrom } from '../src/vault/keys.js'
import { openVault } from '../src/vault/vault.gateway.js'

/** The demonstration's seal, made anew for each wiring. */
export const DEMO_SEAL: SealSettings = {
  source: { kind: 'demo', folder: undefined },
  trustedFile: undefined,
  timestampUrl: undefined,
  timestampCertificateFile: undefined,
  production: false,
}

export interface TestToolkit extends Toolkit {
  /** Moves the clock. */
  pass: (milliseconds: number) => void
  now: () => Instant
  /** What was logged. */
  lines: { code: LogCode; fields: LogFields | undefined }[]
}

/** The toolkits as the service has them, with a clock that only the test moves. */
export function testToolkit(database: Database, at = '2026-11-23T10:30:00+01:00'): TestToolkit {
  let now = parseInstant(at) as Instant
  const lines: TestToolkit['lines'] = []
  return {
    database,
    background: database,
    isReady: () => isMigrated(database),
    vault: openVault(keysFrom(DEVELOPMENT_KEYS), systemChance),
    keys: keysFrom(DEVELOPMENT_KEYS),
    clock: clockOf(() => now),
    chance: systemChance,
    log: (code, fields) => lines.push({ code, fields }),
    stopwatch: () => 0,
    service: {
      baseUrl: 'http://localhost:3000',
      institution: 'Istituto di prova',
      contact: 'privacy@istituto.example',
      telephone: '800 000 123',
      demo: true,
    },
    pin: 'off',
    counter: { dailyLimit: 60 },
    spid: { kind: 'demo' },
    spidTestProviders: [],
    cns: undefined,
    textMessages: { kind: 'demoTelephone' },
    mail: { kind: 'demoMailbox' },
    intake: { senders: new Map(), unsigned: true, bodyLimit: 1024 * 1024 },
    seal: DEMO_SEAL,
    cie: undefined,
    demo: { identities: [] },
    pass: (milliseconds) => (now = later(now, milliseconds)),
    now: () => now,
    lines,
  }
}
