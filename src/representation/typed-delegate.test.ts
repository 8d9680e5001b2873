import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLegalDay } from '../kernel/legal-day.js'
import { readDelegate } from './typed-delegate.js'

const TODAY = parseLegalDay('2026-11-26')!
const reading = (nome: string) => readDelegate({ nome, codiceFiscale: 'RSSMRA80A01H501U', fino: '' }, TODAY)

void test('the name of a delegate has letters and no control character or half of one', () => {
  for (const nome of ['Ada\u0000 Rossi', '\u001b[2JAda', 'Ada\u0085x', 'Ada \ud800', '', '123'])
    assert.deepEqual(reading(nome), { kind: 'wrong', fields: ['nome'] })
  const read = reading(' Zoë\t  D’Àmico\r\n')
  assert.equal(read.kind === 'read' && read.name, 'Zoë D’Àmico', 'what separates words is one space')
})
