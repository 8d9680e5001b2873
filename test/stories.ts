import { wireAudit } from '../src/audit/audit.wire.js'
import { type Database } from '../src/db/database.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type DisabilityStatus } from '../src/registry/derivation/disability-status.js'
import { type Desk, wireDesk } from '../src/registry/desk/desk.wire.js'
import { type Registry, wireRegistry } from '../src/registry/registry.wire.js'
import { DEVELOPMENT_KEYS, keysFrom } from '../src/vault/keys.js'
import { openVault } from '../src/vault/vault.gateway.js'

export interface Expected {
  answer: string
  categories: string[]
  areas: Record<string, unknown>[]
  noteFiscali: string[]
}

export interface Query {
  codiceFiscale: string
  at: string
  knownAt?: string
  expect: Expected
}

export interface Story {
  id: string
  events: {
    id: string
    type: string
    occurredAt: string
    codiceFiscale: string
    data: Record<string, unknown>
  }[]
  queries: Query[]
}

export const vault = openVault(keysFrom(DEVELOPMENT_KEYS), systemChance)

export function openRegistry(database: Database): Registry {
  return wireRegistry({ database, vault, clock: systemClock, chance: systemChance })
}

/** The desk for refused lines, with its audit. */
export function openDesk(database: Database): Desk {
  const given = { database, vault, clock: systemClock, chance: systemChance }
  return wireDesk({
    ...given,
    auditOn: wireAudit({ ...given, background: given.database, log: () => undefined }).on,
  })
}

/** Everything that a listing gives. */
export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** A status in the shape of an expectation: the members that it names, `null` for one that must be absent. */
export function toExpected({ answer, level1, level2 }: DisabilityStatus, expect: Expected): Expected {
  return {
    answer,
    categories: level1.categories,
    areas: level2.areas.map((area, index) => {
      const named = expect.areas[index] ?? {}
      const shown = area as unknown as Record<string, unknown>
      const always = { area: area.area, codice: area.codice, protocollo: area.protocollo }
      const percentuale = area.percentuale === undefined ? {} : { percentuale: area.percentuale }
      const asked = Object.keys(named).filter(
        (name) => !(name in always) && name !== 'percentuale' && name !== 'flags',
      )
      return {
        ...always,
        ...percentuale,
        flags: inOrderOf(area.flags, named['flags'] as string[] | undefined),
        ...Object.fromEntries(asked.map((name) => [name, shown[name] ?? null])),
      }
    }),
    noteFiscali: inOrderOf(level2.noteFiscali, expect.noteFiscali),
  }
}

/** Sets are compared as sets: what is in both takes the order of the expectation. */
function inOrderOf(found: readonly string[], expected: readonly string[] = []): string[] {
  const common = expected.filter((item) => found.includes(item))
  return [...common, ...found.filter((item) => !expected.includes(item))]
}
