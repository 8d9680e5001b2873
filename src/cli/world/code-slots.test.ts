import assert from 'node:assert/strict'
import { test } from 'node:test'
import { personOf, readWorldLine, worldLines } from '../../../test/invented-world.js'
import { lettersOf, plain } from '../invent-codice-fiscale.js'
import { CAPACITY, slotOf, STRIDE } from './code-slots.js'
import { COLUMNS, SURNAMES, surnamesOf } from './surnames.js'
import { offsetOf, worldFeed } from './world-feed.js'

void test('no code, identifier, telephone, address or protocollo belongs to two of 60,000 people', () => {
  const owners = new Map<string, number>()
  const [ids, protocolli] = [new Set<string>(), new Set<string>()]
  let [lines, acts] = [0, 0]
  for (const chunk of worldFeed({ seed: 1, from: 0, persons: 60_000 })) {
    for (const line of chunk.trimEnd().split('\n')) {
      const id = line.slice(7, 43)
      const person = personOf({ id })
      lines += 1
      ids.add(id)
      for (const [, value = ''] of line.matchAll(/(?:iscale|cellulare|email)":"([^"]+)/g)) {
        if ((owners.get(value) ?? person) !== person) assert.fail(`${value} is two people's`)
        owners.set(value, person)
      }
      if (!line.startsWith('","type":"verbale.definito', 43)) continue
      acts += 1
      protocolli.add(/"protocollo":"([^"]+)"/.exec(line)?.[1] ?? '')
    }
  }
  assert.deepEqual([ids.size, protocolli.size], [lines, acts])
  assert.ok(owners.size > 120_000)
})

void test('surnames of two columns never share their three letters, and no column is empty', () => {
  const columns = columnsByLetters()
  for (const origin of Object.keys(SURNAMES) as (keyof typeof SURNAMES)[]) {
    for (let column = 0; column < COLUMNS; column++) {
      assert.ok(surnamesOf(origin, column).length < SURNAMES[origin].length, 'no column is empty')
      for (const surname of surnamesOf(origin, column)) {
        assert.equal(columns.get(lettersOf(surname)), column, surname)
        assert.ok(plain(surname).replace(/[AEIOU]/g, '').length >= 3, `${surname} with another behind it`)
      }
    }
  }
})

void test('a code says whose it is: its place, day and column are those of one person alone', () => {
  const columns = columnsByLetters()
  const offset = offsetOf(1)
  for (const from of [0, CAPACITY - 20_000]) {
    for (const line of worldLines({ from, persons: 20_000 })) {
      const { id, codiceFiscale } = readWorldLine(line)
      const slot = slotOf(personOf({ id }), offset)
      const code = withoutOmocodia(codiceFiscale)
      const day = Number(code.slice(9, 11)) % 40
      assert.equal(columns.get(code.slice(0, 3)), slot.column, code)
      assert.ok([slot.place, slot.correctedPlace].includes(code.slice(11, 15)), code)
      assert.equal('ABCDEHLMPRST'.charAt(slot.month - 1), code.charAt(8), code)
      assert.ok(day === slot.day || (day === 29 && slot.day === 28 && slot.month === 2), code)
    }
  }
  assert.equal(commonFactor(CAPACITY, STRIDE), 1, 'so that no two people come to the same slot')
  assert.ok(Number.isSafeInteger(CAPACITY * STRIDE + CAPACITY), 'so that no number is rounded')
  assert.ok(CAPACITY >= 20_000_000)
})

void test('nobody of the world is real: no place has a code from N to Y, no network +39 30x, no domain .example', () => {
  for (const line of worldLines({ persons: 20_000 })) {
    for (const [, code] of line.matchAll(/odiceFiscale":"([^"]*)"/g)) assert.match(code ?? '', /^.{11}[N-Y]/)
    for (const [, number] of line.matchAll(/"cellulare":"([^"]*)"/g))
      assert.match(number ?? '', /^\+3930\d{8}$/)
    for (const [, address] of line.matchAll(/"email":"([^"]*)"/g)) assert.match(address ?? '', /\.example$/)
  }
})

function columnsByLetters(): Map<string, number> {
  const columns = new Map<string, number>()
  for (const origin of Object.keys(SURNAMES) as (keyof typeof SURNAMES)[]) {
    for (let column = 0; column < COLUMNS; column++) {
      for (const surname of surnamesOf(origin, column)) columns.set(lettersOf(surname), column)
    }
  }
  return columns
}

const LETTERS = 'LMNPQRSTUV'
const DIGITS = [6, 7, 9, 10, 12, 13, 14]

/** The code with its digits back. */
function withoutOmocodia(code: string): string {
  return Array.from(code, (character, place) =>
    DIGITS.includes(place) && LETTERS.includes(character) ? LETTERS.indexOf(character) : character,
  ).join('')
}

function commonFactor(one: number, other: number): number {
  return other === 0 ? one : commonFactor(other, one % other)
}
