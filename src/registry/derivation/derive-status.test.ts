import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant, parseInstant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { type Fact, type RecordedEvent, type RegisterData, type Verbale } from '../feed-event.js'
import { CODES, type Codice, type Giudizio } from '../giudizio.js'
import { deriveStatus } from './derive-status.js'
import { type Category, type DisabilityStatus } from './disability-status.js'

const day = (text: string) => text as LegalDay

function instant(text: string): Instant {
  const read = parseInstant(text)
  assert.ok(read !== undefined, text)
  return read
}

/** Writes a life in few words: facts recorded day after day from 1 January 2010, unless they say when. */
function life(
  ...facts: (Fact & { on?: string; id?: string; entry?: string; otherEntry?: string })[]
): Dossier {
  const events = facts.map(({ on, id, entry = 'one', otherEntry, ...fact }, seq): RecordedEvent => ({
    codiceFiscale: 'BLLGNS72C58A944L' as CodiceFiscale,
    ...fact,
    id: id ?? `event-${String(seq)}`,
    seq,
    occurredAt:
      on === undefined ? ((instant('2010-01-01T00:00:00Z') + seq) as Instant) : instant(`${on}T09:00:00Z`),
    entry,
    ...(otherEntry === undefined ? {} : { otherEntry }),
  }))
  return { start: 'one', entries: [], events }
}

const born = (dataNascita: string, more: Partial<RegisterData> = {}): Fact => ({
  type: 'persona.registrata',
  data: { nome: 'N', cognome: 'C', dataNascita: day(dataNascita), territorio: 'INPS', ...more },
})

function act(protocollo: string, defined: string, giudizi: Giudizio[], more: Partial<Verbale> = {}): Fact {
  const dates = { dataVisita: day(defined), dataDefinizione: day(defined) }
  return {
    type: 'verbale.definito',
    data: { protocollo, procedura: 'primaIstanza', ...dates, giudizi, ...more },
  }
}

function judged(codice: Codice, dal: string, more: Partial<Giudizio> = {}): Giudizio {
  return { area: CODES[codice].area, codice, dal: day(dal), ...more }
}

function on(dossier: Dossier, at: string, knownAt = '2030-01-01'): DisabilityStatus {
  return deriveStatus(dossier, { at: day(at), knownAt: instant(`${knownAt}T12:00:00Z`) })
}

const codes = ({ level2 }: DisabilityStatus) => level2.areas.map(({ codice }) => codice)
const flags = ({ level2 }: DisabilityStatus) => level2.areas.flatMap(({ flags: raised }) => raised)

const CATEGORIES_GIVEN: Record<Codice, Category[]> = {
  'CIV-00': [],
  'CIV-34': ['invaliditaCivile'],
  'CIV-74': ['invaliditaCivile'],
  'CIV-100': ['invaliditaCivile'],
  'CIV-100D': ['invaliditaCivile', 'accompagnamento'],
  'CIV-100A': ['invaliditaCivile', 'accompagnamento'],
  'MIN-F': ['invaliditaCivile'],
  'MIN-FU': ['invaliditaCivile'],
  'MIN-D': ['invaliditaCivile', 'accompagnamento'],
  'MIN-A': ['invaliditaCivile', 'accompagnamento'],
  'ANZ-L': ['invaliditaCivile'],
  'ANZ-M': ['invaliditaCivile'],
  'ANZ-G': ['invaliditaCivile'],
  'ANZ-D': ['invaliditaCivile', 'accompagnamento'],
  'ANZ-A': ['invaliditaCivile', 'accompagnamento'],
  'CEC-0': [],
  'CEC-P': ['cecitaCivile'],
  'CEC-A': ['accompagnamento', 'cecitaCivile'],
  'CEC-D': [],
  'SOR-0': [],
  SOR: ['sordita'],
  SCI: ['cecitaCivile', 'sordita'],
  'H-0': [],
  'H-1': ['handicap'],
  'H-21': ['handicap'],
  'H-3': ['handicap'],
  'D-68': ['disabilita'],
  'D-0': [],
}

for (const [codice, given] of Object.entries(CATEGORIES_GIVEN) as [Codice, Category[]][]) {
  void test(`${codice} gives ${given.join(' and ') || 'no category'}`, () => {
    const status = on(
      life(born('2015-01-01'), act('P', '2020-01-01', [judged(codice, '2020-01-01')])),
      '2021-01-01',
    )
    assert.deepEqual(status.level1.categories, given)
    assert.equal(status.answer, given.length > 0 ? 'recognised' : 'notRecognised')
    assert.deepEqual(codes(status), [codice], 'shown also where it gives nothing')
  })
}

void test('at 18 MIN-F ends, MIN-A keeps its accompagnamento; the day is the birthday itself', () => {
  const school = life(born('2005-11-25'), act('P', '2015-01-01', [judged('MIN-F', '2015-01-01')]))
  assert.equal(on(school, '2023-11-24').answer, 'recognised')
  assert.equal(on(school, '2023-11-25').answer, 'notRecognised')
  assert.deepEqual(flags(on(school, '2023-11-25')), ['minorEnded'])
  const helped = life(born('2004-02-29'), act('P', '2015-01-01', [judged('MIN-A', '2015-01-01')]))
  assert.deepEqual(on(helped, '2022-02-28').level1.categories, ['invaliditaCivile', 'accompagnamento'])
  assert.deepEqual(on(helped, '2022-03-01').level1.categories, ['accompagnamento'])
  assert.deepEqual(flags(on(helped, '2022-03-01')), [])
})

void test('over 65, 33 % is not enough, 34 % is, and no percentage stated is', () => {
  for (const [percentuale, answer] of [
    [33, 'notRecognised'],
    [34, 'recognised'],
    [undefined, 'recognised'],
  ] as const) {
    const giudizio = judged('ANZ-L', '2020-01-01', percentuale === undefined ? {} : { percentuale })
    assert.equal(
      on(life(born('1940-01-01'), act('P', '2020-01-01', [giudizio])), '2021-01-01').answer,
      answer,
    )
  }
})

void test('an act counts from the later of its definition and its earliest dal; one that replaces, from its dal alone', () => {
  const late = life(born('1970-01-01'), act('P', '2020-06-01', [judged('H-1', '2020-01-01')]))
  assert.equal(on(late, '2020-05-31').answer, 'notVerifiable')
  assert.equal(on(late, '2020-06-01').answer, 'recognised')
  const early = life(born('1970-01-01'), act('P', '2020-01-01', [judged('H-1', '2020-06-01')]))
  assert.equal(on(early, '2020-05-31').answer, 'notVerifiable')
  const replacing = life(
    born('1970-01-01'),
    act('P', '2019-01-01', [judged('H-0', '2019-01-01')]),
    act('Q', '2020-06-01', [judged('H-1', '2020-01-01')], { sostituisce: 'P' }),
  )
  assert.deepEqual(codes(on(replacing, '2019-12-31')), ['H-0'])
  assert.deepEqual(codes(on(replacing, '2020-01-01')), ['H-1'])
})

void test('of A ← B ← C only C is left; an annulled act replaces nothing; an act does not replace itself', () => {
  const chain = [
    born('1970-01-01'),
    act('A', '2018-01-01', [judged('H-3', '2018-01-01'), judged('CIV-34', '2018-01-01')]),
    act('B', '2019-01-01', [judged('H-1', '2019-01-01')], { sostituisce: 'A' }),
    act('C', '2020-01-01', [judged('H-21', '2020-01-01')], { sostituisce: 'B' }),
  ]
  assert.deepEqual(codes(on(life(...chain), '2021-01-01')), ['H-21'], 'A gives way in all its areas')
  const annulled: Fact = { type: 'verbale.annullato', data: { protocollo: 'B', data: day('2022-01-01') } }
  assert.deepEqual(codes(on(life(...chain, annulled), '2021-01-01')), ['CIV-34', 'H-21'])
  const itself = life(
    born('1970-01-01'),
    act('A', '2020-01-01', [judged('H-1', '2020-01-01')], { sostituisce: 'A' }),
  )
  assert.deepEqual(codes(on(itself, '2021-01-01')), ['H-1'])
})

void test('of equal definitions a definitive act speaks before a provvisorio, then visit, then protocollo by code points', () => {
  const two = (first: Fact, second: Fact) => codes(on(life(born('1970-01-01'), first, second), '2021-01-01'))
  const provisional = act('Z', '2020-01-01', [judged('H-3', '2020-01-01')], { procedura: 'provvisorio' })
  assert.deepEqual(two(provisional, act('A', '2020-01-01', [judged('H-1', '2020-01-01')])), ['H-1'])
  const visited = act('A', '2020-01-01', [judged('H-3', '2020-01-01')], { dataVisita: day('2019-12-02') })
  const later = act('B', '2020-01-01', [judged('H-1', '2020-01-01')], { dataVisita: day('2019-12-01') })
  assert.deepEqual(two(visited, later), ['H-3'])
  const astral = act('P-\u{1F600}', '2020-01-01', [judged('H-3', '2020-01-01')])
  const private_ = act('P-\uFFFD', '2020-01-01', [judged('H-1', '2020-01-01')])
  assert.deepEqual(two(private_, astral), ['H-3'])
  assert.deepEqual(two(astral, private_), ['H-3'])
})

void test('a provvisorio alone never makes a no, and gives way to a later definitive act', () => {
  const provisional = act('P', '2020-01-01', [judged('H-0', '2020-01-01')], { procedura: 'provvisorio' })
  const status = on(life(born('1970-01-01'), provisional), '2021-01-01')
  assert.equal(status.answer, 'notVerifiable')
  assert.deepEqual(flags(status), ['provisional'])
  const definitive = act('Q', '2020-02-01', [judged('H-0', '2020-02-01')])
  assert.equal(on(life(born('1970-01-01'), provisional, definitive), '2021-01-01').answer, 'notRecognised')
})

void test('inside an act the period that holds the day speaks; a gap and what follows the last al have nothing', () => {
  const act1 = act('P', '2020-01-01', [
    judged('CIV-100', '2020-01-01', { al: day('2020-12-31') }),
    judged('CIV-34', '2021-02-01', { al: day('2021-12-31') }),
    judged('CIV-74', '2021-06-01', { al: day('2021-12-31') }),
    judged('CIV-00', '2021-06-01', { al: day('2021-12-31') }),
  ])
  const lived = life(born('1970-01-01'), act('O', '2019-01-01', [judged('CIV-34', '2019-01-01')]), act1)
  assert.deepEqual(codes(on(lived, '2020-12-31')), ['CIV-100'])
  assert.deepEqual(codes(on(lived, '2021-01-15')), [], 'the older act does not come back')
  assert.deepEqual(codes(on(lived, '2021-05-31')), ['CIV-34'])
  assert.deepEqual(codes(on(lived, '2021-06-01')), ['CIV-00'], 'the later dal, then the last listed')
  assert.equal(on(lived, '2022-01-01').answer, 'notRecognised')
})

void test('a revision date that has passed takes nothing away; a stamp postpones or cancels it from its day', () => {
  const judgement = judged('CIV-74', '2020-01-01', { dataRevisione: day('2022-01-31') })
  const stamp = (data: string, more: { dataRevisione: LegalDay } | { esonero: true }): Fact => ({
    type: 'revisione.aggiornata',
    data: { protocollo: 'P', data: day(data), ...more },
  })
  const lived = [born('1970-01-01'), act('P', '2020-01-01', [judgement])]
  assert.deepEqual(flags(on(life(...lived), '2022-01-31')), [])
  assert.deepEqual(flags(on(life(...lived), '2022-02-01')), ['revisionPending'])
  assert.equal(on(life(...lived), '2025-01-01').answer, 'recognised')
  const stamped = life(
    ...lived,
    stamp('2022-03-01', { dataRevisione: day('2023-01-31') }),
    stamp('2022-06-01', { esonero: true }),
  )
  assert.deepEqual(flags(on(stamped, '2022-02-28')), ['revisionPending'])
  assert.equal(on(stamped, '2022-03-01').level2.areas[0]?.dataRevisione, '2023-01-31')
  assert.equal(on(stamped, '2022-06-01').level2.areas[0]?.dataRevisione, undefined)
})

void test('an absence suspends every area of its act until a later act; a revocation ends them from its day', () => {
  const absence: Fact = { type: 'visita.assenza', data: { protocollo: 'P', data: day('2022-01-10') } }
  const revoked: Fact = {
    type: 'beneficio.revocato',
    data: { protocollo: 'P', decorrenza: day('2022-05-01') },
  }
  const lived = life(
    born('1970-01-01'),
    act('P', '2020-01-01', [judged('CIV-100', '2020-01-01'), judged('H-3', '2020-01-01')]),
    absence,
    revoked,
    act('Q', '2023-01-01', [judged('CIV-34', '2023-01-01')]),
  )
  assert.deepEqual(flags(on(lived, '2022-01-09')), [])
  assert.deepEqual(flags(on(lived, '2022-01-10')), ['benefitSuspended', 'benefitSuspended'])
  assert.equal(on(lived, '2022-05-01').answer, 'notRecognised')
  assert.deepEqual(codes(on(lived, '2023-01-01')), ['CIV-34'])
})

void test('notes are those of the newest act in force that carries any', () => {
  const lived = life(
    born('1970-01-01'),
    act('P', '2019-01-01', [judged('H-3', '2019-01-01')], { noteFiscali: ['F1'] }),
    act('Q', '2020-01-01', [judged('CIV-34', '2020-01-01', { al: day('2020-12-31') })], {
      noteFiscali: ['F4'],
    }),
    act('R', '2021-01-01', [judged('D-68', '2021-01-01')], { noteFiscali: [] }),
  )
  assert.deepEqual(on(lived, '2020-06-01').level2.noteFiscali, ['F4'])
  assert.deepEqual(on(lived, '2021-06-01').level2.noteFiscali, ['F1'])
})

void test('another territory is never a no; who is not registered is not verifiable, whatever was recorded', () => {
  const negative = act('P', '2020-01-01', [judged('H-0', '2020-01-01')])
  assert.equal(
    on(life(born('1970-01-01', { territorio: 'TN' }), negative), '2021-01-01').answer,
    'notVerifiable',
  )
  const positive = act('P', '2020-01-01', [judged('H-1', '2020-01-01')])
  assert.equal(
    on(life(born('1970-01-01', { territorio: 'TN' }), positive), '2021-01-01').answer,
    'recognised',
  )
  const unregistered = on(
    life(positive, { type: 'persona.deceduta', data: { data: day('2020-06-01') } }),
    '2021-01-01',
  )
  assert.equal(unregistered.answer, 'notVerifiable')
  assert.deepEqual(unregistered.level2.areas, [])
})

void test('death comes before every other answer; of several the last recorded gives the day', () => {
  const died = (date: string): Fact => ({ type: 'persona.deceduta', data: { data: day(date) } })
  assert.equal(on(life(born('1970-01-01'), died('2020-01-01')), '2021-01-01').answer, 'deceased')
  const corrected = life(born('1970-01-01'), died('2020-01-01'), died('2022-01-01'))
  assert.equal(on(corrected, '2021-01-01').answer, 'notVerifiable')
  assert.equal(on(corrected, '2022-01-01').answer, 'deceased')
})

void test('after a change of code both entries are one person; before it was known, and once undone, they are not', () => {
  const change: Fact = {
    type: 'persona.codiceFiscaleVariato',
    data: { nuovoCodiceFiscale: 'BLLGNS72C58A944L' as CodiceFiscale },
  }
  const events = [
    { ...born('1970-01-01'), on: '2010-01-01' },
    { ...act('P', '2020-01-01', [judged('H-1', '2020-01-01')]), on: '2020-01-02' },
    { ...change, on: '2022-01-01', id: 'change', otherEntry: 'two' },
    { ...act('Q', '2023-01-01', [judged('CIV-34', '2023-01-01')]), on: '2023-01-02', entry: 'two' },
  ]
  const both = life(...events)
  assert.deepEqual(codes(on({ ...both, start: 'two' }, '2024-01-01')), ['CIV-34', 'H-1'])
  assert.deepEqual(codes(on(both, '2024-01-01')), ['CIV-34', 'H-1'])
  assert.equal(on({ ...both, start: 'two' }, '2021-06-01', '2021-06-01').answer, 'notVerifiable')
  const undone = life(...events, {
    type: 'evento.annullato',
    data: { evento: 'change', motivo: 'm' },
    on: '2025-01-01',
  })
  assert.deepEqual(codes(on(undone, '2024-01-01', '2026-01-01')), ['H-1'])
  assert.deepEqual(codes(on(undone, '2024-01-01', '2024-06-01')), ['CIV-34', 'H-1'])
})

void test('the public view keeps nothing that a later event of the same instant could leak: events not known yet count not', () => {
  const lived = life(
    { ...born('1970-01-01'), on: '2010-01-01' },
    { ...act('P', '2020-01-01', [judged('H-1', '2020-01-01')]), on: '2020-01-02' },
  )
  assert.equal(on(lived, '2020-06-01', '2020-01-01').answer, 'notVerifiable')
  assert.equal(on(lived, '2020-06-01', '2020-01-02').answer, 'recognised')
})

interface Story {
  id: string
  events: (Record<string, unknown> & {
    id: string
    type: string
    occurredAt: string
    codiceFiscale: string
    data: Record<string, string>
  })[]
  queries: { codiceFiscale: string; at: string; knownAt?: string; expect: Expected }[]
}
interface Expected {
  answer: string
  categories: string[]
  areas: { area: string; codice: string; percentuale?: number; protocollo: string; flags: string[] }[]
  noteFiscali: string[]
}

const stories = JSON.parse(
  readFileSync(new URL('../../../test/examples/stories.json', import.meta.url), 'utf8'),
) as Story[]

for (const { id, events, queries } of stories) {
  void test(`the story “${id}” has its right answers, derived from its events alone`, () => {
    const recorded = events.map((event, seq) => ({
      ...event,
      seq,
      occurredAt: instant(event.occurredAt),
      entry: event.codiceFiscale,
      data: event.type === 'persona.registrata' ? { territorio: 'INPS', ...event.data } : event.data,
      ...(event.type === 'persona.codiceFiscaleVariato'
        ? { otherEntry: event.data['nuovoCodiceFiscale'] }
        : {}),
    })) as unknown as RecordedEvent[]
    for (const { codiceFiscale, at, knownAt, expect } of queries) {
      const dossier = { start: codiceFiscale, entries: [], events: recorded }
      const { answer, level1, level2 } = deriveStatus(dossier, {
        at: day(at),
        knownAt: instant(knownAt ?? '2030-01-01T00:00:00Z'),
      })
      const areas = level2.areas.map(({ area, codice, percentuale, protocollo, flags: raised }) => ({
        area,
        codice,
        percentuale,
        protocollo,
        flags: [...raised].sort(),
      }))
      const expected = expect.areas.map(({ area, codice, percentuale, protocollo, flags: raised }) => ({
        area,
        codice,
        percentuale,
        protocollo,
        flags: [...raised].sort(),
      }))
      assert.equal(answer, expect.answer, at)
      assert.deepEqual(level1.categories, expect.categories, at)
      assert.deepEqual(areas, expected, at)
      assert.deepEqual([...level2.noteFiscali].sort(), [...expect.noteFiscali].sort(), at)
    }
  })
}
