import assert from 'node:assert/strict'
import { test } from 'node:test'
import { personOf, readWorldLine, type WorldLine, worldLines } from '../../../test/invented-world.js'
import { PROCEDURE, TERRITORI } from '../../registry/feed-event.js'
import { CODES, NOTE_FISCALI } from '../../registry/giudizio.js'

const PERSONS = 40_000
const events = worldLines({ persons: PERSONS }).map(readWorldLine)
const people = [...new Map(events.map((event) => [personOf(event), event] as const).reverse()).values()]

/** For one person, on average. */
function within(
  least: number,
  most: number,
  lines: WorldLine[],
  isMeant: (line: WorldLine) => boolean,
): void {
  const share = lines.filter(isMeant).length / PERSONS
  assert.ok(share >= least && share <= most, `${String(share)} for ${String(isMeant)}`)
}

void test('people are as in the country: ages, territories, deaths, telephones', () => {
  assert.equal(people.length, PERSONS)
  within(0.04, 0.1, people, ({ data }) => (data.dataNascita ?? '') >= '2009')
  within(0.5, 0.7, people, ({ data }) => (data.dataNascita ?? '') < '1961')
  within(0.006, 0.013, people, ({ data }) => data.territorio === 'TN')
  within(0.006, 0.013, people, ({ data }) => data.territorio === 'BZ')
  within(0.001, 0.004, people, ({ data }) => data.territorio === 'VDA')
  within(0.5, 0.6, people, ({ codiceFiscale }) => /^.{9}[4-7]/.test(codiceFiscale))
  within(0.7, 0.85, people, ({ data }) => 'cellulare' in data)
  within(0.2, 0.4, people, ({ data }) => 'email' in data)
  within(0.12, 0.25, events, ({ type }) => type === 'persona.deceduta')
})

void test('twenty million acts for nine million people, and what becomes of them', () => {
  const does = (type: string) => (event: WorldLine) => event.type === type
  const by = (procedura: string) => (event: WorldLine) => event.data.procedura === procedura
  within(3.1, 3.4, events, () => true)
  within(1.75, 2.1, events, does('verbale.definito'))
  within(0.9, 1, events, by('primaIstanza'))
  within(0.4, 0.8, events, by('aggravamento'))
  within(0.15, 0.3, events, by('revisione'))
  within(0.015, 0.05, events, by('verificaStraordinaria'))
  within(0.01, 0.06, events, by('giudiziale'))
  within(0.005, 0.03, events, by('autotutela'))
  within(0.005, 0.02, events, by('provvisorio'))
  within(0.005, 0.02, events, does('verbale.annullato'))
  within(0.005, 0.02, events, does('revisione.aggiornata'))
  within(0.01, 0.03, events, does('visita.assenza'))
  within(0.002, 0.01, events, does('beneficio.revocato'))
  within(0.004, 0.015, events, does('persona.codiceFiscaleVariato'))
  within(0.001, 0.01, events, does('evento.annullato'))
})

void test('a quarter of all need constant help, as in the national figures', () => {
  const acts = events.filter(({ data }) => data.giudizi)
  const last = [...new Map(acts.map((event) => [personOf(event), event])).values()]
  const helped = /^(CIV-100[AD]|(ANZ|MIN)-[AD]|CEC-A)$/
  within(0.2, 0.34, last, ({ data }) => data.giudizi?.some(({ codice }) => helped.test(codice)) ?? false)
})

void test('all that the registry can say is said: every event, procedure, code, note, territory and rare turn', () => {
  const said = (values: (event: WorldLine) => unknown) => new Set(events.flatMap(values))
  const sorted = (values: Iterable<unknown>) => [...values].map(String).sort()
  const giudizi = ({ data }: WorldLine) => data.giudizi ?? []
  assert.equal(said(({ type }) => type).size, 9)
  assert.deepEqual(
    sorted(said((event) => giudizi(event).map(({ codice }) => codice))),
    sorted(Object.keys(CODES)),
  )
  assert.deepEqual(sorted(said(({ data }) => data.procedura ?? [])), sorted(PROCEDURE))
  assert.deepEqual(sorted(said(({ data }) => data.noteFiscali ?? [])), sorted(NOTE_FISCALI))
  assert.deepEqual(sorted(said(({ data }) => data.territorio ?? [])), sorted(TERRITORI.slice(1)))
  const fields = said(({ data }) => [...Object.keys(data), ...(data.giudizi ?? []).flatMap(Object.keys)])
  for (const field of ['sostituisce', 'dm2007', 'esonero', 'dataRevisione', 'al', 'percentuale'])
    assert.ok(fields.has(field), field)
  const inTwoPeriods = (event: WorldLine) =>
    new Set(giudizi(event).map(({ area }) => area)).size < giudizi(event).length
  assert.ok(events.some(inTwoPeriods))
  const undone = said(({ data }) => data.evento ?? [])
  assert.deepEqual(sorted(new Set(events.filter(({ id }) => undone.has(id)).map(({ type }) => type))), [
    'persona.codiceFiscaleVariato',
    'persona.deceduta',
    'visita.assenza',
  ])
})

void test('codes change in chains, and are joined with one that is registered', () => {
  const changes = events.filter(({ type }) => type === 'persona.codiceFiscaleVariato')
  const changed = new Set(changes.map(({ codiceFiscale }) => codiceFiscale))
  const registered = new Set(people.map(({ codiceFiscale }) => codiceFiscale))
  const next = ({ data }: WorldLine) => data.nuovoCodiceFiscale ?? ''
  assert.ok(changes.some((change) => changed.has(next(change))))
  assert.ok(changes.some((change) => registered.has(next(change))))
})

void test('names have accents, apostrophes and more than one word; somebody is born on 29 February', () => {
  const names = people.map(({ data }) => `${data.nome ?? ''}|${data.cognome ?? ''}`).join('\n')
  for (const kind of [/\b[DL][a-z]*'[A-Z]/, /[àèìòù]/, /[čëöüȘș]/, /Anna Maria\|/, /\|\p{L}+ \p{L}+$/mu])
    assert.match(names, kind)
  assert.ok(people.some(({ data }) => data.dataNascita?.endsWith('-02-29')))
})
