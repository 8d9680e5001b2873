import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActingFor } from '../identity/acting-for.js'
import { searchPeople } from './search-people.js'

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
