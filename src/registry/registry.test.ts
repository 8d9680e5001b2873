import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { longFeed } from '../../test/long-feed.js'
import { allOf, openDesk, openRegistry, vault } from '../../test/stories.js'
import { type Database, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { DEVELOPMENT_KEYS, keysFrom } from '../vault/keys.js'
import { actsInForce } from './derivation/acts-in-force.js'
import { deriveStatus } from './derivation/derive-status.js'
import { type Refusal } from './quarantine/quarantine.js'
import { type NumberedLine } from './reading/prepare-line.js'
import { type Registry, wireRegistry } from './registry.wire.js'

const [A, B] = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N'] as const

const NO_FIELD = 'is not a field of this event; leave it out, or correct its name'
const ANOTHER_PERSON =
  'was recorded for another person; correct codiceFiscale, or send the change of code that makes the two one'

let ids = 0
const line = (type: string, codiceFiscale: string, data: Record<string, unknown>, on = '2020-01-10') => {
  const id = `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  return { id, type, occurredAt: `${on}T09:00:00+01:00`, codiceFiscale, data }
}
const born = (code: string) =>
  line('persona.registrata', code, { nome: 'Agnese', cognome: 'Bellandi', dataNascita: '1972-03-18' })
const act = (code: string, protocollo: string) =>
  line('verbale.definito', code, {
    protocollo,
    procedura: 'primaIstanza',
    dataVisita: '2019-05-06',
    dataDefinizione: '2019-05-20',
    giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2019-03-01' }],
  })
const annul = (code: string, protocollo: string) =>
  line('verbale.annullato', code, { protocollo, data: '2020-01-10' }, '2021-03-10')
const merge = (code: string, nuovoCodiceFiscale: string) =>
  line('persona.codiceFiscaleVariato', code, { nuovoCodiceFiscale }, '2021-01-10')

type Given = ReturnType<typeof line> | Record<string, unknown> | NumberedLine

function isLine(given: Given): given is NumberedLine {
  return 'text' in given
}

async function* feed(given: Given[]): AsyncGenerator<NumberedLine> {
  for (const [index, one] of given.entries())
    yield await Promise.resolve(isLine(one) ? one : { line: index + 1, text: JSON.stringify(one) })
}

/** Imports, and gives the counts and what was said on the way. */
async function importing(registry: Registry, ...given: Given[]) {
  const refused: Refusal[] = []
  const released: number[] = []
  const count = await registry.importFeed(feed(given), {
    refused: (refusal) => refused.push(refusal),
    released: (number) => released.push(number),
    resumed: () => undefined,
    advanced: () => undefined,
  })
  return { count, refused, released }
}

async function answerOf(registry: Registry, code: string): Promise<string> {
  const dossier = await registry.findDossierByCode(code as CodiceFiscale)
  return deriveStatus(dossier, { at: systemClock.today(), knownAt: systemClock.now() }).answer
}

async function waitingIn(registry: Registry): Promise<string[]> {
  const waiting: string[] = []
  for await (const { type, waitsFor } of registry.listWaiting()) waiting.push(`${type}: ${waitsFor}`)
  return waiting
}

onBothEngines(
  'what waits is listed with what it waits for, and works once that has come',
  async (_t, database) => {
    const registry = openRegistry(database)
    const mistaken = act(A, 'P-2')
    const undoing = line('evento.annullato', A, { evento: mistaken.id, motivo: 'm' })
    const first = await importing(
      registry,
      annul(A, 'P-1'),
      undoing,
      line('persona.deceduta', B, { data: '2020-01-01' }),
    )
    assert.deepEqual(first.count, { applied: 0, repeated: 0, waiting: 3, refused: 0 })
    const [registrationA, registrationB] = [born(A), born(B)]
    assert.deepEqual((await importing(registry, registrationA)).count.applied, 1)
    assert.deepEqual(await waitingIn(registry), [
      'verbale.annullato: act',
      'evento.annullato: event',
      'persona.deceduta: registration',
    ])
    await importing(registry, act(A, 'P-1'), mistaken, registrationB)
    assert.deepEqual(await waitingIn(registry), [])
    assert.equal(await answerOf(registry, A), 'notVerifiable')
    assert.equal(await answerOf(registry, B), 'deceased')
  },
)

onBothEngines('an import counts as applied what its own later lines complete', async (_t, database) => {
  const registry = openRegistry(database)
  const { count } = await importing(registry, annul(A, 'P-1'), act(A, 'P-1'), annul(A, 'P-9'), born(A))
  assert.deepEqual(count, { applied: 3, repeated: 0, waiting: 1, refused: 0 })
})

onBothEngines('an event that waits and was itself taken back waits for nothing', async (_t, database) => {
  const registry = openRegistry(database)
  const mistaken = annul(A, 'P-1')
  await importing(registry, born(A), mistaken)
  await importing(registry, line('evento.annullato', A, { evento: mistaken.id, motivo: 'm' }))
  assert.deepEqual(await waitingIn(registry), [])
})

onBothEngines(
  'what a merge makes good was never refused within an import, and is released after it',
  async (_t, database) => {
    const registry = openRegistry(database)
    await importing(registry, born(A), act(A, 'P-1'), born(B), act(B, 'P-2'))
    const early = await importing(registry, annul(B, 'P-1'))
    assert.deepEqual(early.refused, [{ line: 1, field: 'data.protocollo', reason: ANOTHER_PERSON }])
    assert.equal(await answerOf(registry, A), 'recognised')
    const together = await importing(registry, annul(A, 'P-2'), merge(A, B))
    assert.deepEqual(together.count, { applied: 2, repeated: 0, waiting: 0, refused: 0 })
    assert.deepEqual(together.refused, [])
    assert.deepEqual(await allOf(registry.listQuarantine()), [])
    for (const code of [A, B]) assert.equal(await answerOf(registry, code), 'notVerifiable')
  },
)

onBothEngines(
  'a line refused in an earlier batch of an import, and made good by a later one, is told',
  async (_t, database) => {
    const registry = openRegistry(database)
    const many = Array.from({ length: 2000 }, () => merge(A, A))
    const { count, released } = await importing(
      registry,
      ...[born(A), act(A, 'P-1'), born(B), annul(B, 'P-1')],
      ...many,
      merge(A, B),
    )
    assert.deepEqual(released, [4])
    assert.deepEqual(count, { applied: 5, repeated: 0, waiting: 0, refused: many.length })
  },
)

onBothEngines('a protocollo freed by an undoing goes to the person it belongs to', async (_t, database) => {
  const registry = openRegistry(database)
  const mistaken = act(A, 'P-1')
  const right = await importing(registry, born(A), born(B), mistaken, act(B, 'P-1'))
  assert.deepEqual(right.refused, [
    {
      line: 4,
      field: 'data.protocollo',
      reason: 'is that of an act already recorded; give this act its own, or undo the other first',
    },
  ])
  await importing(registry, line('evento.annullato', A, { evento: mistaken.id, motivo: 'm' }))
  assert.deepEqual(await allOf(registry.listQuarantine()), [])
  assert.equal(await answerOf(registry, A), 'notVerifiable')
  assert.equal(await answerOf(registry, B), 'recognised')
})

onBothEngines(
  'a refused line is kept once, however often it is sent, and leaves its id free',
  async (_t, database) => {
    const registry = openRegistry(database)
    const wrong = { ...act(A, 'P-1'), fonte: 'archivio' }
    const { count } = await importing(registry, wrong, born(A), wrong)
    assert.deepEqual(count, { applied: 1, repeated: 0, waiting: 0, refused: 2 })
    await importing(registry, born(B), wrong)
    const kept = await allOf(registry.listQuarantine())
    assert.deepEqual(
      kept.map(({ line: number, field, reason }) => ({ number, field, reason })),
      [{ number: 2, field: 'fonte', reason: NO_FIELD }],
    )
    const { fonte: _left, ...mended } = wrong
    assert.equal((await importing(registry, mended)).count.applied, 1)
  },
)

onBothEngines(
  'T41 the same event sent a hundred times, by many at once and in any layout, is one effect',
  async (_t, database) => {
    const event = act(A, 'P-1')
    const turned = Object.fromEntries(Object.entries(event).reverse())
    const layouts = [event, turned, { ...event, id: event.id.toUpperCase() }].map((one, index) =>
      JSON.stringify(one, undefined, index === 0 ? undefined : ' ').replaceAll('\n', ''),
    )
    const text = (index: number) => layouts[index % layouts.length] ?? ''
    await importing(openRegistry(database), born(A))
    const feeds = Array.from({ length: 10 }, (_feed, feed) =>
      Array.from({ length: 10 }, (_line, index) => ({ line: index + 1, text: text(feed + index) })),
    )
    const outcomes = await Promise.all(feeds.map((given) => importing(openRegistry(database), ...given)))
    const sum = (kind: 'applied' | 'repeated') =>
      outcomes.reduce((total, { count }) => total + count[kind], 0)
    assert.deepEqual([sum('applied'), sum('repeated')], [1, 99])
    assert.deepEqual(await database.query(EFFECTS), [{ events: 2, acts: 1, people: 1, quarantined: 0 }])
    assert.equal(await answerOf(openRegistry(database), A), 'recognised')
  },
)

const ALL = { named: [], reason: undefined }
const NOWHERE = '00000000-0000-4000-8000-00000000ffff'

onBothEngines(
  'a replay tries lines again, all or those named, and keeps those still wrong',
  async (_t, database) => {
    const registry = openRegistry(database)
    const latin1 = { line: 2, text: JSON.stringify(born(B)), unreadable: 'notUtf8' } as const
    await importing(registry, { ...born(A), fonte: 1 }, latin1)
    const refusals: Refusal[] = []
    const keep = (refusal: Refusal) => refusals.push(refusal)
    const none = await openDesk(database).replayQuarantine(ALL, keep)
    assert.deepEqual(refusals, [
      { line: 1, field: 'fonte', reason: NO_FIELD },
      { line: 2, field: 'line', reason: 'is not UTF-8; write the file anew in that encoding' },
    ])
    assert.deepEqual([none.applied, none.refused], [0, 2])
    const [first] = await allOf(registry.listQuarantine())
    assert.equal(
      (await openDesk(database).replayQuarantine({ ...ALL, named: [first?.id ?? ''] }, keep)).refused,
      1,
    )
    assert.equal((await openDesk(database).replayQuarantine({ ...ALL, named: [NOWHERE] }, keep)).refused, 0)
  },
)

const EFFECTS = statement(
  'test.effects',
  `select (select count(*) from feed_event) as events, (select count(*) from act) as acts,
     (select count(*) from person) as people, (select count(*) from quarantine) as quarantined`,
)
const LINES_IN_QUARANTINE = statement('test.quarantine', 'select count(*)::int as lines from quarantine')
const DAMAGE = statement('test.damage', `update quarantine set field = 'type', reason = 'was unknown once'`)

onBothEngines('a replayed line that is good by now is recorded, and marked', async (_t, database, { as }) => {
  const registry = openRegistry(database)
  await importing(registry, born(A), act(A, 'P-1'), born(B), annul(B, 'P-1'))
  // As a line would stand that an older version of the parser refused.
  await as('superuser', (session) => session.query(DAMAGE))
  await importing(registry, merge(A, B))
  assert.equal((await allOf(registry.listQuarantine())).length, 1)
  const { applied, refused } = await openDesk(database).replayQuarantine(ALL, () => undefined)
  assert.deepEqual([applied, refused], [1, 0])
  assert.deepEqual(await allOf(registry.listQuarantine()), [])
  assert.deepEqual(await database.query(LINES_IN_QUARANTINE), [{ lines: 1 }])
})

const EVERYTHING = statement(
  'test.everything',
  `select coalesce(string_agg(rows.row, ''), '') as text from (
     select e::text as row from feed_event e union all select q::text from quarantine q
     union all select c::text from codice_fiscale c union all select a::text from act a
     union all select r::text from event_reference r union all select p::text from person p) rows`,
)

onBothEngines(
  'nothing that names or describes a person is readable at rest',
  async (_t, database: Database) => {
    const registry = openRegistry(database)
    await importing(registry, born(A), act(A, 'SEGRETO-1'), { ...act(A, 'SEGRETO-2'), [A]: 'H-3' })
    const [found] = await database.query<{ text: string }>(EVERYTHING)
    const text = found?.text ?? ''
    assert.ok(text.length > 500)
    const hidden = [A, 'Agnese', 'Bellandi', '1972-03-18', 'SEGRETO', 'H-3']
    for (const secret of hidden) {
      assert.ok(!text.includes(secret), secret)
      assert.ok(!text.includes(Buffer.from(secret).toString('hex')), secret)
    }
  },
)

onBothEngines(
  'an import that broke off goes on after its last batch, and counts the whole feed',
  async (_t, database) => {
    const lines = [...longFeed()]
    const source = { sha256: 'ab'.repeat(32) }
    const report = { ...SILENT, advanced: () => assert.fail('the machine is switched off') }
    await assert.rejects(openRegistry(database).importFeed(each(lines), report, source), /switched off/)

    let resumed = 0
    const again = { ...SILENT, resumed: (line: number) => (resumed = line) }
    const registry = openRegistry(database)
    const count = await registry.importFeed(each(lines), again, source)
    assert.ok(resumed > 0 && resumed < lines.length)
    const refused = lines.length / 20
    assert.deepEqual(count, { applied: lines.length - refused, repeated: 0, waiting: 0, refused })

    const repeated = await registry.importFeed(each(lines), SILENT, source)
    assert.deepEqual(repeated, { applied: 0, repeated: lines.length - refused, waiting: 0, refused })
  },
)

onBothEngines('lines prepared on other threads are the lines prepared here', async (_t, database) => {
  const lines = [...longFeed()]
  const threads = wireRegistry({
    database,
    vault,
    keys: keysFrom(DEVELOPMENT_KEYS),
    clock: systemClock,
    chance: systemChance,
  })
  const count = await threads.importFeed(each(lines), SILENT)
  assert.equal(count.applied + count.refused, lines.length)
  // Each body opens, and says whom it is of, under the key and the row that it was sealed for.
  for (const { text } of [...lines.slice(0, 2), ...lines.slice(-2)]) {
    const { codiceFiscale, type } = JSON.parse(text) as { codiceFiscale: CodiceFiscale; type: string }
    const { events } = await threads.findDossierByCode(codiceFiscale)
    assert.ok(events.some((event) => event.type === type) || type === 'verbale.definito')
  }
})

const SILENT = {
  refused: () => undefined,
  released: () => undefined,
  resumed: () => undefined,
  advanced: () => undefined,
}

async function* each(lines: NumberedLine[]): AsyncGenerator<NumberedLine> {
  yield* await Promise.resolve(lines)
}

onBothEngines(
  'an act that says to replace another person’s takes nothing from that person, whichever comes first',
  async (_t, database) => {
    const registry = openRegistry(database)
    const [theirs, foreign] = [act(A, 'P-1'), act(B, 'P-2')]
    const claiming = { ...foreign, data: { ...foreign.data, sostituisce: 'P-1' } }
    await importing(registry, born(A), born(B), claiming)
    // It names an act that is not recorded here: that may be of the same person, and is accepted.
    assert.equal(await answerOf(registry, B), 'recognised')
    const late = await importing(registry, theirs)
    assert.deepEqual([late.count.applied, late.count.refused], [1, 0])
    assert.equal(await answerOf(registry, A), 'recognised')
    assert.equal(await answerOf(registry, B), 'recognised')
    // From now on it is known whose act that is.
    const again = { ...act(B, 'P-3'), data: { ...act(B, 'P-3').data, sostituisce: 'P-1' } }
    const { refused } = await importing(registry, again)
    assert.deepEqual(refused, [{ line: 1, field: 'data.sostituisce', reason: ANOTHER_PERSON }])
    // The two are found to be one: now it replaces, and what was refused is made good.
    const joined = await importing(registry, merge(B, A))
    assert.equal(joined.count.refused, 0)
    const dossier = await registry.findDossierByCode(A as CodiceFiscale)
    const asked = { at: systemClock.today(), knownAt: systemClock.now() }
    const standing = actsInForce(dossier, asked).acts.map(({ protocollo }) => protocollo)
    assert.deepEqual(standing.sort(), ['P-2', 'P-3'])
  },
)
