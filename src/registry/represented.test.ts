import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { allOf, openRegistry } from '../../test/stories.js'
import { type Database } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant, parseInstant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { representationsAt } from './derivation/representations.js'

const [ANNA, BRUNO, TUTOR, LATER] = [
  'BLLGNS72C58A944L',
  'CTTCLD63R09F205N',
  'DLMDNL57L62D969A',
  'MRRMRC80A01H501B',
] as CodiceFiscale[] as [CodiceFiscale, CodiceFiscale, CodiceFiscale, CodiceFiscale]

let ids = 0
const event = (type: string, codiceFiscale: string, on: string, data: Record<string, unknown>) => {
  const id = `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  return { id, type, occurredAt: `${on}T09:00:00+01:00`, codiceFiscale, data }
}
type Event = ReturnType<typeof event>
const born = (code: string, dataNascita = '1970-05-05') =>
  event('persona.registrata', code, '2015-01-10', { nome: 'N', cognome: 'C', dataNascita })
const mandate = (code: string, more: Record<string, unknown> = {}) =>
  event('rappresentanza.registrata', code, '2020-01-10', {
    ...{ rappresentante: TUTOR, nome: 'Dalila', cognome: 'Delmonte', titolo: 'tutore', dal: '2020-02-01' },
    ...more,
  })
const end = (code: string, { id }: Event, data: string) =>
  event('rappresentanza.cessata', code, '2021-01-10', { rappresentanza: id, data })
const undo = (code: string, { id }: Event, on = '2022-01-10') =>
  event('evento.annullato', code, on, { evento: id, motivo: 'm' })

async function told(database: Database, ...events: Event[]) {
  const registry = openRegistry(database)
  const outcome = await registry.recordFeed(
    events.map((one, index) => ({ line: index + 1, text: JSON.stringify(one) })),
  )
  return {
    registry,
    outcome,
    /** The grounds on which somebody acts for them. */
    actors: async (code: CodiceFiscale, at: string, knownAt = '2026-01-01') =>
      representationsAt(await registry.findDossierByCode(code), asked(at, knownAt)).map(
        ({ titolo }) => titolo,
      ),
    /** For how many a code acts. */
    actsFor: async (code: CodiceFiscale, at: string) =>
      (await registry.findRepresented(code)).filter(
        (dossier) => representationsAt(dossier, asked(at, '2026-01-01')).length > 0,
      ).length,
  }
}

const asked = (at: string, knownAt: string) => ({
  at: at as LegalDay,
  knownAt: parseInstant(`${knownAt}T00:00:00Z`) as Instant,
})

onBothEngines('a tutor acts from the first day to the last, both included', async (_t, database) => {
  const { actors, actsFor } = await told(database, born(ANNA), mandate(ANNA, { al: '2020-12-31' }))
  assert.deepEqual(await actors(ANNA, '2020-01-31'), [])
  assert.deepEqual(await actors(ANNA, '2020-02-01'), ['tutore'])
  assert.deepEqual(await actors(ANNA, '2020-12-31'), ['tutore'])
  assert.deepEqual(await actors(ANNA, '2021-01-01'), [])
  assert.equal(await actsFor(TUTOR, '2020-12-31'), 1)
  assert.equal(await actsFor(ANNA, '2020-12-31'), 0)
})

onBothEngines(
  'an appointment ends from the day that its end names, until the end is taken back, as known then',
  async (_t, database) => {
    const tutor = mandate(ANNA)
    const ended = end(ANNA, tutor, '2021-01-01')
    const { actors } = await told(database, born(ANNA), tutor, ended, undo(ANNA, ended))
    assert.deepEqual(await actors(ANNA, '2020-12-31', '2021-06-01'), ['tutore'])
    assert.deepEqual(await actors(ANNA, '2021-01-01', '2021-06-01'), [])
    assert.deepEqual(await actors(ANNA, '2021-01-01', '2021-01-05'), ['tutore'], 'not known yet')
    assert.deepEqual(await actors(ANNA, '2021-01-01'), ['tutore'], 'taken back')
  },
)

onBothEngines('one that was recorded by mistake counts as never recorded', async (_t, database) => {
  const tutor = mandate(ANNA)
  const { actors } = await told(database, born(ANNA), tutor, undo(ANNA, tutor))
  assert.deepEqual(await actors(ANNA, '2023-01-01'), [])
  assert.deepEqual(await actors(ANNA, '2021-06-01', '2021-06-01'), ['tutore'])
})

onBothEngines(
  'T46 a death closes every representation from its day on, and its undoing opens them again',
  async (_t, database) => {
    const death = event('persona.deceduta', ANNA, '2021-03-10', { data: '2021-03-01' })
    const { actors } = await told(database, born(ANNA), mandate(ANNA), death, undo(ANNA, death))
    assert.deepEqual(await actors(ANNA, '2021-02-28', '2021-06-01'), ['tutore'])
    assert.deepEqual(await actors(ANNA, '2021-03-01', '2021-06-01'), [])
    assert.deepEqual(await actors(ANNA, '2021-03-01'), ['tutore'])
  },
)

onBothEngines(
  'T46 a change of code of either keeps the representation: both codes name the person',
  async (_t, database) => {
    const change = (code: string, nuovoCodiceFiscale: string) =>
      event('persona.codiceFiscaleVariato', code, '2021-01-10', { nuovoCodiceFiscale })
    const tutor = mandate(ANNA)
    const { actors, actsFor } = await told(
      database,
      ...[born(ANNA), tutor, change(ANNA, BRUNO), change(TUTOR, LATER)],
    )
    assert.deepEqual(await actors(BRUNO, '2022-01-01'), ['tutore'])
    assert.equal(await actsFor(LATER, '2022-01-01'), 1)
    assert.equal(await actsFor(TUTOR, '2022-01-01'), 1)
    const { outcome, actors: after } = await told(database, end(BRUNO, tutor, '2022-06-01'))
    assert.equal(outcome.applied, 1, 'and the new code may end what the old one began')
    assert.deepEqual(await after(ANNA, '2022-06-01'), [])
  },
)

onBothEngines(
  'T47 a parent acts until the day before the 18th birthday, without being told to stop',
  async (_t, database) => {
    const parent = { titolo: 'genitore' }
    const { actors } = await told(
      database,
      ...[born(ANNA, '2008-11-26'), mandate(ANNA, parent)],
      ...[born(BRUNO, '2008-02-29'), mandate(BRUNO, parent)],
    )
    assert.deepEqual(await actors(ANNA, '2026-11-25'), ['genitore'])
    assert.deepEqual(await actors(ANNA, '2026-11-26'), [])
    assert.deepEqual(await actors(BRUNO, '2026-02-28'), ['genitore'])
    assert.deepEqual(await actors(BRUNO, '2026-03-01'), [], 'born on 29 February')
  },
)

onBothEngines(
  'it waits for the registration and for what it names, and works once that has come',
  async (_t, database) => {
    const tutor = mandate(ANNA)
    const first = await told(database, end(ANNA, tutor, '2021-01-01'), tutor)
    assert.deepEqual([first.outcome.waiting, first.outcome.refused], [2, 0])
    const waiting = await allOf(first.registry.listWaiting())
    assert.deepEqual(
      waiting.map(({ waitsFor }) => waitsFor),
      ['registration', 'registration'],
    )
    assert.deepEqual(await first.actors(ANNA, '2020-06-01'), [])
    const { registry, actors } = await told(database, born(ANNA))
    assert.deepEqual(await allOf(registry.listWaiting()), [])
    assert.deepEqual(await actors(ANNA, '2020-06-01'), ['tutore'])
    assert.deepEqual(await actors(ANNA, '2021-01-01'), [])
    await told(database, end(ANNA, { ...tutor, id: '00000000-0000-4000-8000-00000000ffff' }, '2021-01-01'))
    assert.deepEqual(
      (await allOf(registry.listWaiting())).map(({ waitsFor }) => waitsFor),
      ['event'],
    )
  },
)

onBothEngines(
  'nobody represents themself, and none ends what is another person’s or no representation',
  async (_t, database) => {
    const [tutor, birth] = [mandate(ANNA), born(ANNA)]
    const { outcome, registry, actors } = await told(
      database,
      ...[birth, born(BRUNO), tutor],
      ...[mandate(ANNA, { rappresentante: ANNA }), end(BRUNO, tutor, '2021-01-01')],
      end(ANNA, birth, '2021-01-01'),
    )
    assert.deepEqual(
      outcome.refusals.map(({ field }) => field),
      ['data.rappresentante', 'data.rappresentanza', 'data.rappresentanza'],
    )
    assert.deepEqual(await actors(ANNA, '2022-01-01'), ['tutore'])
    // Found to be one person, the refused end is good.
    const merge = event('persona.codiceFiscaleVariato', ANNA, '2020-06-10', { nuovoCodiceFiscale: BRUNO })
    const merged = await told(database, merge)
    assert.equal(merged.outcome.released.length, 1)
    assert.deepEqual(await merged.actors(ANNA, '2022-01-01'), [])
    assert.equal((await registry.findRepresented(TUTOR)).length, 1)
  },
)
