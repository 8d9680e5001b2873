import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkCharacter,
  readCodiceFiscale,
  readAskedCodiceFiscale,
  readTypedCodiceFiscale,
} from './codice-fiscale.js'

void test('a codice fiscale is read with its check character, omocodia letters included', () => {
  for (const code of ['BLLGNS72C58A944L', 'CTTCLD63R09F205N', 'KBCAHD38P09F839L']) {
    assert.deepEqual(readCodiceFiscale(code), { kind: 'read', codiceFiscale: code })
  }
  const withLetters = 'BLLGNS72C58A9Q' + 'Q'
  const omocodia = withLetters + checkCharacter(withLetters)
  assert.equal(readCodiceFiscale(omocodia).kind, 'read')
})

void test('any single wrong character is caught', () => {
  const code = 'BLLGNS72C58A944L'
  for (let place = 0; place < 16; place++) {
    for (const wrong of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      if (wrong === code[place]) continue
      const read = readCodiceFiscale(code.slice(0, place) + wrong + code.slice(place + 1))
      assert.notEqual(read.kind, 'read', `${String(place)} ${wrong}`)
    }
  }
})

void test('what is wrong with a code is told apart', () => {
  assert.equal(readCodiceFiscale('').kind, 'empty')
  assert.equal(readCodiceFiscale('12345678901').kind, 'elevenDigits')
  assert.deepEqual(readCodiceFiscale('BLLGNS72C58A944'), { kind: 'wrongLength', length: 15 })
  assert.equal(readCodiceFiscale('BLLGNS72Z58A944L').kind, 'wrongCharacters')
  assert.equal(readCodiceFiscale('BLLGNS72C58A944A').kind, 'wrongCheckCharacter')
  assert.equal(readCodiceFiscale('bllgns72c58a944l').kind, 'wrongCharacters')
})

void test('a query forgives letter case and spaces, and nothing else', () => {
  assert.equal(readAskedCodiceFiscale(' bll gns 72c58 a944l\n').kind, 'read')
  assert.equal(readAskedCodiceFiscale('BLLGNS72C58A944LX').kind, 'wrongLength')
})

void test('a typed code is read in full-width letters, between marks, and as counter scanners give it', () => {
  for (const typed of [
    ' bll gns 72c58 a944l\n',
    'ＢＬＬＧＮＳ７２Ｃ５８Ａ９４４Ｌ',
    'bll-gns_72c58.a944l',
    '\ufeffBLLGNS72C58A944L\u200b',
    '%BLLGNS72C58A944L?',
    '*BLLGNS72C58A944L*',
    '%BLLGNS72C58A944LBELLINI AGNESE?;80380001234567890123?',
  ])
    assert.deepEqual(
      readTypedCodiceFiscale(typed),
      { kind: 'read', codiceFiscale: 'BLLGNS72C58A944L' },
      typed,
    )
})

void test('what was typed and is no letter or digit is never told as empty', () => {
  for (const typed of ['😀😀', '---', 'Кириллица', 'BLLGNS72C58A94😀L', 'BLLGNS72C58A944Ł'])
    assert.equal(readTypedCodiceFiscale(typed).kind, 'wrongCharacters', typed)
  for (const typed of ['', '  ', '\u200b\u00a0']) assert.equal(readTypedCodiceFiscale(typed).kind, 'empty')
})
