import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { onBothEngines } from '../../test/databases.js'
import { allOf, openRegistry, type Query, type Story, toExpected } from '../../test/stories.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { parseInstant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { deriveStatus } from './derivation/derive-status.js'
import { type Registry } from './registry.wire.js'

const example = (name: string) =>
  readFileSync(new URL(`../../test/examples/${name}`, import.meta.url), 'utf8')

function linesOf(text: string) {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, text: line }]))
}

async function assertAnswers(registry: Registry, queries: Query[], story: string): Promise<void> {
  for (const { codiceFiscale, at, knownAt, expect } of queries) {
    const dossier = await registry.findDossierByCode(codiceFiscale as CodiceFiscale)
    const known = knownAt === undefined ? systemClock.now() : parseInstant(knownAt)
    assert.ok(known !== undefined)
    const status = deriveStatus(dossier, { at: at as LegalDay, knownAt: known })
    assert.deepEqual(toExpected(status, expect), expect, `${story} on ${at}`)
  }
}

onBothEngines('every example story has its right answers', async (_t, database) => {
  const registry = openRegistry(database)
  const outcome = await registry.recordFeed(linesOf(example('feed.ndjson')))
  assert.deepEqual(outcome.refusals, [])
  assert.equal(outcome.repeated, 1)
  for (const { id, queries } of JSON.parse(example('stories.json')) as Story[])
    await assertAnswers(registry, queries, id)
})

onBothEngines(
  'every bad line is refused by its field, and its neighbours are recorded',
  async (_t, database) => {
    const registry = openRegistry(database)
    const { refusals } = await registry.recordFeed(linesOf(example('bad-lines.ndjson')))
    const expected = JSON.parse(example('bad-lines.expect.json')) as {
      refused: { line: number; accept: string[] }[]
      good: number[]
      queries: Query[]
    }
    assert.deepEqual(
      refusals.map(({ line }) => line),
      expected.refused.map(({ line }) => line),
    )
    for (const { line, accept } of expected.refused) {
      const field =
        refusals
          .find((refusal) => refusal.line === line)
          ?.field.replace(/\[\d+\]/g, '')
          .split('.')
          .at(-1) ?? ''
      assert.ok(accept.length === 0 || accept.includes(field), `line ${String(line)}: ${field}`)
    }
    await assertAnswers(registry, expected.queries, 'bad lines')
    assert.equal((await allOf(registry.listQuarantine())).length, expected.refused.length)
  },
)

onBothEngines('the same file twice is one effect', async (_t, database) => {
  const registry = openRegistry(database)
  const lines = linesOf(example('feed.ndjson'))
  await registry.recordFeed(lines)
  const again = await registry.recordFeed(lines)
  assert.deepEqual([again.applied, again.waiting, again.refused, again.repeated], [0, 0, 0, lines.length])
})
