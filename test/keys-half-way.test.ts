import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { wireApp } from '../src/app.js'
import { resealAll } from '../src/cli/reseal.js'
import { type Database } from '../src/db/database.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { type Registry } from '../src/registry/registry.wire.js'
import { DEVELOPMENT_KEYS, keysFrom, type LookUps, PURPOSES } from '../src/vault/keys.js'
import { madeCurrent, withKey } from '../src/vault/rotate-keys.js'
import { openVault } from '../src/vault/vault.gateway.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { allOf } from './stories.js'
import { testToolkit } from './toolkit.js'

const [A, B] = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N'] as const

const freshKey = () => systemChance.bytes(32).toString('base64')
const lookUps = Object.fromEntries(PURPOSES.map((purpose) => [purpose, freshKey()])) as unknown as LookUps
const PREPARED = withKey(DEVELOPMENT_KEYS, { kid: 'second', sealing: freshKey(), lookUps })
const ROTATED = madeCurrent(PREPARED, 'second')

/**
 * The registry while its look-up keys change: as it was before, as it is with the old key writing and with the new; and
 * something to seal anew what was recorded so far, but for the quarantine.
 */
function halfWay(database: Database, { as }: TestDatabase) {
  const toolkit = testToolkit(database)
  const on = (file: typeof ROTATED) => {
    const keys = keysFrom(file)
    return wireApp({ ...toolkit, keys, vault: openVault(keys, systemChance) })
  }
  const { sealedColumns } = on(ROTATED)
  const quiet = { isStopped: () => false, tell: () => undefined }
  const reseal = (table?: string) =>
    as('attesta_resealer', (session: Database) =>
      resealAll(
        sealedColumns.filter((column) => table === undefined || column.table === table),
        session,
        { size: 500, ...quiet },
      ),
    )
  return {
    before: on(DEVELOPMENT_KEYS).registry,
    old: on(PREPARED).registry,
    fresh: on(ROTATED).registry,
    reseal,
  }
}

let ids = 0
const event = (type: string, codiceFiscale: string, data: object, id = 0) => ({
  line: 1,
  text: JSON.stringify({
    id: `00000000-0000-4000-8000-${String(id || ++ids).padStart(12, '0')}`,
    ...{ type, occurredAt: '2020-01-01T09:00:00+01:00', codiceFiscale, data },
  }),
})
const born = (code: string) =>
  event('persona.registrata', code, { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' })
const act = (code: string, protocollo: string) => {
  const day = '2019-12-01'
  const giudizi = [{ area: 'handicap', codice: 'H-3', dal: day }]
  return event('verbale.definito', code, {
    ...{ protocollo, procedura: 'primaIstanza', dataVisita: day, dataDefinizione: day, giudizi },
  })
}
const absence = (code: string, protocollo: string) =>
  event('visita.assenza', code, { protocollo, data: '2019-12-20' })
const merge = (code: string, nuovoCodiceFiscale: string) =>
  event('persona.codiceFiscaleVariato', code, { nuovoCodiceFiscale })

async function compared(registry: Registry, lines: string[]) {
  const differences: string[] = []
  async function* read() {
    yield* await Promise.resolve(lines.map((text, index) => ({ line: index + 1, text })))
  }
  const count = await registry.compareRegistry(read(), {
    refused: () => assert.fail(),
    differs: (difference) => differences.push(JSON.stringify(difference)),
    advanced: () => undefined,
  })
  // They come in the order of their look-up codes, which another key makes another.
  return { count, differences: differences.sort() }
}

onBothEngines(
  'while look-up keys are changed the comparison with the institution’s list says what it said before',
  async (_t, database, extras) => {
    const { before, old, fresh, reseal } = halfWay(database, extras)
    const feed = (await readFile(new URL('examples/feed.ndjson', import.meta.url), 'utf8')).trim().split('\n')
    await before.recordFeed(feed.map((text, index) => ({ line: index + 1, text })))
    const acts = new Map(
      feed
        .map((text) => JSON.parse(text) as { id: string; type: string; codiceFiscale: string; data: object })
        .filter(({ type }) => type === 'verbale.definito')
        .map(({ id, codiceFiscale, data }) => [id, JSON.stringify({ codiceFiscale, ...data })]),
    )
    const list = [...acts.values()]
    const first = await compared(before, list)
    assert.ok(first.count.equal > 10)
    assert.deepEqual(await compared(old, list), first)
    assert.deepEqual(await compared(fresh, list), first)
    await reseal()
    assert.deepEqual(await compared(old, list), first, 'an instance that was not restarted yet')
    assert.deepEqual(await compared(fresh, list), first)
  },
)

onBothEngines(
  'while look-up keys are changed nothing seems to wait that has what it needs, whichever key filed it',
  async (_t, database, extras) => {
    const { before, old, fresh, reseal } = halfWay(database, extras)
    const waiting = async (registry: Registry) => (await allOf(registry.listWaiting())).length
    await before.recordFeed([born(A), act(A, 'P-1'), absence(A, 'P-2'), absence(A, 'P-3')])
    assert.equal(await waiting(before), 2)
    const more = await fresh.recordFeed([absence(A, 'P-1'), act(A, 'P-2')])
    assert.deepEqual([more.applied, more.waiting], [2, 0])
    for (const registry of [old, fresh]) assert.equal(await waiting(registry), 1, 'only what names P-3')
    await old.recordFeed([absence(A, 'P-2')])
    for (const registry of [old, fresh]) assert.equal(await waiting(registry), 1)
    await reseal('feed_event')
    for (const registry of [old, fresh]) assert.equal(await waiting(registry), 1)
  },
)

for (const [title, arrange] of [
  ['the line was refused under the old key', ({ before }) => before],
  ['the line was refused under the new key', ({ fresh }) => fresh],
] as [string, (world: ReturnType<typeof halfWay>) => Registry][])
  for (const resealed of [false, true])
    onBothEngines(
      `while look-up keys are changed a refused line is recorded by itself once what it needs has come: ${title}${resealed ? ', the feed is sealed anew' : ''}`,
      async (_t, database, extras) => {
        const world = halfWay(database, extras)
        await world.before.recordFeed([born(A), act(A, 'P-1'), born(B)])
        const { refusals } = await arrange(world).recordFeed([absence(B, 'P-1')])
        assert.deepEqual(
          refusals.map(({ field }) => field),
          ['data.protocollo'],
        )
        if (resealed) await world.reseal('feed_event')
        const { released } = await world.fresh.recordFeed([merge(A, B)])
        assert.equal(released.length, 1)
        assert.deepEqual(await allOf(world.fresh.listQuarantine()), [])
      },
    )

onBothEngines(
  'while look-up keys are changed a line refused for a protocollo is recorded once the act of that protocollo is taken back',
  async (_t, database, extras) => {
    const { before, fresh } = halfWay(database, extras)
    const mistaken = act(A, 'P-1')
    const { id: evento } = JSON.parse(mistaken.text) as { id: string }
    await before.recordFeed([born(A), born(B), mistaken])
    assert.equal((await fresh.recordFeed([act(B, 'P-1')])).refused, 1)
    const { released } = await fresh.recordFeed([event('evento.annullato', A, { evento, motivo: 'm' })])
    assert.equal(released.length, 1)
  },
)
