import { type Database } from '../../db/database.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Vault } from '../../vault/vault.js'
import type { DemoIdentity } from '../demo/demo-person.js'
import { type Completing } from '../provider-answer.routes.js'
import { type WiredMethod } from '../wired-method.wire.js'
import { hashPin, pinComparer } from './pin-hash.gateway.js'
import { pinRoutes } from './pin.routes.js'
import { countPinTry, forgivePin, putPin, withdrawPins } from './pin.store.js'
import { type PinFault, readPinsFile } from './pins-file.gateway.js'
import { verifyPin } from './verify-pin.js'

export interface PinNeeds {
  setting: 'exemptHolders' | 'operatorsToo'
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  demo: { identities: DemoIdentity[] } | undefined
}

/** The old PIN (decision 12, D17): only where it is switched on. */
export function wirePin(
  { setting, database, vault, clock, chance, demo }: PinNeeds,
  completing: Completing,
): WiredMethod {
  const { isRight } = pinComparer()
  const identities = (demo?.identities ?? []).filter(({ pin }) => pin === true)
  let seeding: Promise<unknown> | undefined
  return {
    provider: { method: 'pin', begin: () => Promise.resolve('/accedi/pin') },
    routes: (app) => {
      pinRoutes(app, {
        ...completing,
        verifyPin: verifyPin({
          countTry: (codiceFiscale, when) => countPinTry(database, vault, codiceFiscale, when),
          forgive: (id) => forgivePin(database, id),
          isRight,
          setting,
          clock,
        }),
        trial: async () => {
          if (identities.length === 0) return []
          const { trialPinOf } = await import('../demo/pin-trial.js')
          const trials = identities.map(trialPinOf)
          await (seeding ??= Promise.all(
            identities.map((identity, index) => seed(identity, trials[index]?.pin ?? '')),
          ))
          return trials
        },
      })
    },
  }

  async function seed(identity: DemoIdentity, pin: string): Promise<void> {
    const { codiceFiscale, nome, cognome } = identity
    const hash = await hashPin(pin)
    const holder = {
      codiceFiscale: codiceFiscale as CodiceFiscale,
      nome,
      cognome,
      classe: 'tutelato' as const,
      hash,
    }
    await database.transact((db) => putPin(db, { vault, chance }, holder))
  }
}

export type ImportPinsOutcome =
  /** `past`: the lines whose last day has passed, so that their PIN lets nobody in. */
  { kind: 'imported'; count: number; past: number[] } | { kind: 'refused'; faults: PinFault[] }

/** Takes the institution's file of PINs: it is the truth, so what is not in it is withdrawn. */
export function wirePinImport({ database, vault, clock, chance }: Omit<PinNeeds, 'setting' | 'demo'>) {
  return async (text: string): Promise<ImportPinsOutcome> => {
    const reading = readPinsFile(text)
    if (reading.kind === 'refused') return reading
    await database.transact(async (db) => {
      await withdrawPins(db, clock.now())
      for (const holder of reading.holders) await putPin(db, { vault, chance }, holder)
    })
    const today = clock.today()
    const past = reading.lines.filter((_line, index) => {
      const al = reading.holders[index]?.al
      return al !== undefined && al < today
    })
    return { kind: 'imported', count: reading.holders.length, past }
  }
}
