import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActingFor } from '../identity/acting-for.js'
import { testClock } from '../../test/test-clock.js'
import { MINUTE } from '../kernel/instant.js'
import { type Session } from '../identity/session.js'
import { actsForNobody } from './remember-nobody.js'
import { searchPeople } from './search-people.js'
import { seePeople } from './see-people.js'

const PEOPLE = [
  ['Božidar', 'Čok'],
  ['Nicolò', 'De Sanctis Colonna'],
  ['Anna', 'Dell’Acqua'],
].map(([nome, cognome]) => ({ nome, cognome }) as ActingFor)

void test('a person is found by any part of the name, whatever accents, apostrophes and letter case', () => {
  const found = (typed: string) => searchPeople(PEOPLE, typed).map(({ cognome }) => cognome)
  assert.deepEqual(found('cok'), ['Čok'])
  assert.deepEqual(found('COLONNA nico'), ['De Sanctis Colonna'])
  assert.deepEqual(found("dell'acqua"), ['Dell’Acqua'])
  assert.deepEqual(found('  '), ['Čok', 'De Sanctis Colonna', 'Dell’Acqua'])
  assert.deepEqual(found('nobody'), [])
})

const person = (cognome: string, powers: ActingFor['powers']) =>
  ({ cognome, powers, entry: cognome, entries: [cognome, `${cognome} before`] }) as unknown as ActingFor
const WHO = { method: 'spid' } as const

void test('those for whom a request waits stand first, by any of their entries; of a delegate’s nobody is asked about', async () => {
  const questions: string[][] = []
  const people = [person('Abate', ['answer']), person('Bosco', ['see']), person('Carli', ['answer'])]
  const see = seePeople({
    findMandates: () => Promise.resolve(people),
    findAskedNow: (entries) => {
      questions.push(entries)
      return Promise.resolve(['Carli before', 'Bosco'])
    },
  })
  const seen = (await see(WHO)).map(({ cognome, isAsked }) => [cognome, isAsked])
  assert.deepEqual(seen, [
    ['Carli', true],
    ['Abate', false],
    ['Bosco', false],
  ])
  assert.deepEqual(questions, [['Abate', 'Abate before', 'Carli', 'Carli before']], 'one question')
})

void test('whoever acts for nobody is looked for once a minute a session, not at every page', async () => {
  const { clock, pass } = testClock()
  let [looked, people] = [0, [] as ActingFor[]]
  const nobody = actsForNobody({ findMandates: () => Promise.resolve((looked++, people)), clock })
  const session = (id: string) => ({ id, person: WHO }) as unknown as Session
  for (const id of ['a', 'a', 'b', 'a']) assert.equal(await nobody(session(id)), true)
  assert.equal(looked, 2)
  people = [person('Abate', [])]
  pass(MINUTE - 1)
  assert.equal(await nobody(session('a')), true)
  pass(1)
  assert.equal(await nobody(session('a')), false)
  assert.equal(await nobody(session('a')), false)
  assert.equal(looked, 4, 'who may act for somebody is looked for each time')
})
