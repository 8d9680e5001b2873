import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { onBothEngines } from '../../../test/databases.js'
import { openRegistry } from '../../../test/stories.js'
import { type NumberedLine } from '../reading/prepare-line.js'
import { type Registry } from '../registry.wire.js'
import { type CompareCount } from './compare-registry.js'
import { compareSorted, type Difference } from './compare-sorted.js'
import { type ComparedAct, COMPARED, decodeAct, encodeAct, originOfLine } from './compared-act.js'
import { mergeSorted } from './merge-sorted.js'
import { openSorter } from './sorter.gateway.js'

type Line = Record<string, unknown>
interface Recorded extends Line {
  id: string
  type: string
  codiceFiscale: string
  data: Line & { protocollo: string; giudizi: Line[] }
}

const feed = readFileSync(new URL('../../../test/examples/feed.ndjson', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')

function numbered(texts: string[]): NumberedLine[] {
  return texts.map((text, place) => ({ line: place + 1, text }))
}

/** Every act of the examples, as the institution would list it; annulled, undone and replaced ones too. */
function everyAct(): { event: Recorded; line: Line }[] {
  const seen = new Set<string>()
  return feed.flatMap((text) => {
    const event = JSON.parse(text) as Recorded
    if (event.type !== 'verbale.definito' || seen.has(event.id)) return []
    seen.add(event.id)
    return [{ event, line: { codiceFiscale: event.codiceFiscale, ...event.data } }]
  })
}

interface Compared {
  count: CompareCount
  differences: Difference[]
  refusals: string[]
}

async function compare(registry: Registry, lines: (Line | string)[]): Promise<Compared> {
  const differences: Difference[] = []
  const refusals: string[] = []
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  async function* read(): AsyncGenerator<NumberedLine> {
    yield* await Promise.resolve(numbered(texts))
  }
  const count = await registry.compareRegistry(read(), {
    refused: ({ line, field, reason }) => refusals.push(`${String(line)} ${field}: ${reason}`),
    differs: (difference) => differences.push(difference),
    advanced: () => undefined,
  })
  return { count, differences, refusals }
}

/** The acts that are in force here, found by giving every act and leaving out what is missing. */
async function listInForce(registry: Registry): Promise<{ event: Recorded; line: Line }[]> {
  const acts = everyAct()
  const lines = acts.map(({ line }) => line)
  const { differences } = await compare(registry, lines)
  const missing = new Set(differences.map((found) => ('line' in found ? found.line : 0)))
  return acts.filter((_, place) => !missing.has(place + 1))
}

onBothEngines(
  'the list of what is in force is equal; what was annulled, undone or replaced is missing here',
  async (_t, database) => {
    const registry = openRegistry(database)
    await registry.recordFeed(numbered(feed))
    const all = await compare(
      registry,
      everyAct().map(({ line }) => line),
    )
    const events = feed.map((text) => JSON.parse(text) as Recorded)
    const gone = new Set([
      ...events.flatMap(({ type, data }) => (type === 'verbale.annullato' ? [data.protocollo] : [])),
      ...events.flatMap(({ data }) => ('sostituisce' in data ? [data['sostituisce']] : [])),
    ])
    const inForce = await listInForce(registry)
    assert.ok(inForce.every(({ event }) => !gone.has(event.data.protocollo)))
    assert.equal(all.count.different + all.count.unknown, 0)
    const same = await compare(
      registry,
      inForce.map(({ line }) => line),
    )
    const { equal, ...wrong } = same.count
    assert.equal(equal, inForce.length)
    assert.deepEqual(wrong, { missing: 0, unknown: 0, different: 0, repeated: 0, refused: 0 })
  },
)

onBothEngines(
  'each way to differ is told by line, event and field, and nothing else is disturbed',
  async (_t, database) => {
    const registry = openRegistry(database)
    await registry.recordFeed(numbered(feed))
    const [one, two, three, four, five, ...rest] = await listInForce(registry)
    assert.ok(one && two && three && four && five)
    const { procedura: _gone, ...withoutProcedura } = five.line
    const [giudizio, ...others] = two.event.data.giudizi
    const { count, differences, refusals } = await compare(registry, [
      { ...one.line, dataVisita: '1999-01-01', dm2007: true },
      '',
      { ...two.line, giudizi: [...others, { ...giudizio, dal: '1999-01-01' }] },
      { ...three.line, codiceFiscale: 'RSSMRA80A01H501U' },
      withoutProcedura,
      { ...one.line, protocollo: 'NOT-HERE' },
      { ...one.line },
      '{"protocollo":',
      ...rest.map(({ line }) => line),
    ])
    const byLine = (found: Difference) => ('line' in found ? found.line : 0)
    assert.deepEqual(
      differences.sort((left, right) => byLine(left) - byLine(right)),
      [
        { kind: 'unknown', event: four.event.id },
        { kind: 'different', line: 1, event: one.event.id, fields: ['dataVisita', 'dm2007'] },
        { kind: 'different', line: 3, event: two.event.id, fields: ['giudizi'] },
        { kind: 'different', line: 4, event: three.event.id, fields: ['codiceFiscale'] },
        { kind: 'missing', line: 6 },
        { kind: 'repeated', line: 7 },
      ],
    )
    // Line 5 cannot be read, but it is the line of an act that is here: no “unknown” for it.
    assert.deepEqual(refusals, [
      '5 procedura: is missing; this event cannot do without it',
      '8 json: is not complete, well-formed JSON',
    ])
    assert.deepEqual(count, {
      equal: rest.length,
      missing: 1,
      unknown: 1,
      different: 3,
      repeated: 1,
      refused: 2,
    })
  },
)

onBothEngines('the layout of a line and the order of its lists make no difference', async (_t, database) => {
  const registry = openRegistry(database)
  await registry.recordFeed(numbered(feed))
  const lines = (await listInForce(registry)).map(({ line }) => {
    const notes = line['noteFiscali'] as string[] | undefined
    const giudizi = line['giudizi'] as Line[]
    const oneOfEach = new Set(giudizi.map(({ area, dal }) => `${String(area)} ${String(dal)}`)).size
    return {
      ...Object.fromEntries(Object.entries(line).reverse()),
      ...(notes === undefined ? { noteFiscali: [] } : { noteFiscali: [...notes].reverse() }),
      ...(line['dm2007'] === undefined ? { dm2007: false } : {}),
      // Of two in one area from one day the last speaks: their order means something.
      ...(oneOfEach === giudizi.length ? { giudizi: [...giudizi].reverse() } : {}),
    }
  })
  assert.deepEqual((await compare(registry, lines.reverse())).differences, [])
})

onBothEngines('any of a person’s codes names the person', async (_t, database) => {
  const registry = openRegistry(database)
  await registry.recordFeed(numbered(feed))
  const changes = feed
    .map((text) => JSON.parse(text) as Recorded)
    .filter(({ type }) => type === 'persona.codiceFiscaleVariato')
  const undone = new Set(feed.map((text) => (JSON.parse(text) as Recorded).data['evento']))
  const renamed = new Map(
    changes
      .filter(({ id }) => !undone.has(id))
      .map(({ codiceFiscale, data }) => [codiceFiscale, data['nuovoCodiceFiscale']]),
  )
  assert.ok(renamed.size > 0)
  const lines = (await listInForce(registry)).map(({ event, line }) => ({
    ...line,
    codiceFiscale: renamed.get(event.codiceFiscale) ?? event.codiceFiscale,
  }))
  assert.deepEqual((await compare(registry, lines)).differences, [])
})

const bytes = fc.uint8Array({ minLength: 0, maxLength: 12 }).map((array) => Buffer.from(array))

void test('sorting outside memory gives what sorting in memory gives, whatever the length of a run', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 200 }), fc.integer({ min: 14, max: 300 }), (records, run) => {
      const sorter = openSorter(run)
      try {
        for (const record of records) sorter.add(record)
        assert.deepEqual(
          [...sorter.sorted()],
          [...records].sort((one, other) => one.compare(other)),
        )
      } finally {
        sorter.close()
      }
    }),
    { numRuns: 60, seed: 4 },
  )
})

void test('records longer than what is read at once come back whole', () => {
  const records = Array.from({ length: 9 }, (_, place) => Buffer.alloc(60_000, 9 - place))
  const sorter = openSorter(130_000)
  for (const record of records) sorter.add(record)
  assert.deepEqual(
    [...sorter.sorted()],
    [...records].sort((one, other) => one.compare(other)),
  )
  sorter.close()
  assert.deepEqual([...mergeSorted([])], [])
})

/** An act of a small world: keys and contents that often meet. */
const small = fc.record({ key: fc.integer({ min: 0, max: 9 }), content: fc.integer({ min: 0, max: 1 }) })

function actsOf(list: { key: number; content: number }[]): ComparedAct[] {
  return list
    .map(({ key, content }, place) => ({
      key: Buffer.alloc(32, key),
      origin: originOfLine(place + 1),
      codes: [Buffer.alloc(8)],
      fields: COMPARED.map((_, field) => Buffer.alloc(8, field === 0 ? content : 0)),
    }))
    .sort((one, other) => one.key.compare(other.key))
}

void test('two sorted lists are compared as two sets would be', () => {
  fc.assert(
    fc.property(
      fc.array(small, { maxLength: 12 }),
      fc.uniqueArray(small, { selector: ({ key }) => key }),
      (list, held) => {
        const found = [...compareSorted(actsOf(list), actsOf(held))]
        const count = (kind: string) => found.filter((one) => one.kind === kind).length
        const ours = new Map(held.map(({ key, content }) => [key, content]))
        const firsts = [...new Map([...list].reverse().map(({ key, content }) => [key, content]))]
        assert.equal(count('repeated'), list.length - firsts.length)
        assert.equal(count('missing'), firsts.filter(([key]) => !ours.has(key)).length)
        assert.equal(count('equal'), firsts.filter(([key, content]) => ours.get(key) === content).length)
        const named = new Set(list.map(({ key }) => key))
        assert.equal(count('unknown'), held.filter(({ key }) => !named.has(key)).length)
      },
    ),
    { seed: 4 },
  )
})

void test('an act is the same after it was written and read', () => {
  const [act] = actsOf([{ key: 3, content: 1 }])
  assert.ok(act)
  assert.deepEqual(decodeAct(encodeAct(act)), act)
  const unread = { ...act, codes: [], fields: [] }
  assert.deepEqual(decodeAct(encodeAct(unread)), unread)
})
