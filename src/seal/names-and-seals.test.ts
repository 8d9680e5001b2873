import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { certificatesOf, newSealKey, sealedSheet, verifierOf, writeSheet } from '../../test/sealed-sheets.js'
import { UNKNOWN_BYTE_RANGE } from './sealed-pdf.js'

/** What a program that looks for a seal looks for, as somebody's name: a name stands in the file as it is. */
const NAMES = [
  `/ByteRange [${UNKNOWN_BYTE_RANGE.join(' ')}]`,
  `/ByteRange [${UNKNOWN_BYTE_RANGE.join(' ')}] /Contents <00>`,
  `/ByteRange [${UNKNOWN_BYTE_RANGE.join(' ')}]\n/Contents <00>`,
  '/ByteRange [0 1 2 3] '.repeat(9),
  'startxref 12 %%EOF',
  'startxref\n12\n%%EOF',
  '/Perms << /DocMDP 1 0 R >> endobj',
]

describe('Whatever the holder’s name says', () => {
  it('the seal is in its place, and the sheet is genuine', async () => {
    const key = await newSealKey()
    const verify = verifierOf(...certificatesOf(key))
    for (const name of NAMES) {
      const pdf = await sealedSheet({ key, write: (room) => writeSheet(room, name) })
      assert.equal((await verify(pdf)).kind, 'genuine', JSON.stringify(name))
    }
  })
})
