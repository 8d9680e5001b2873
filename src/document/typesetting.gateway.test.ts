import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setText } from './typesetting.gateway.js'

const WIDTH = 60
const linesOf = (text: string) =>
  setText(text, WIDTH, { face: 'semibold', size: 14, leading: 17 }).lines.map((line) =>
    line.map((piece) => piece.text).join(''),
  )

describe('A word wider than its line', () => {
  for (const name of [
    'Ελένη Παπαδοπούλου\u00a0Δ.',
    'Massimiliano\u00a0Ω.',
    'Ωμέγα\u00a0Ω.',
    'Анна\u00a0Щ.',
    'Wolfeschlegelstein\u00a0W.',
    'attesta.condizione.example.',
  ]) {
    it(`never leaves the sign at its end alone on a line: ${name}`, () => {
      for (let letters = 0; letters < 12; letters++) {
        const lines = linesOf(`${'i'.repeat(letters)}${name}`)
        for (const line of lines) assert.match(line, /[\p{L}\p{N}]/u, lines.join(' | '))
      }
    })

    it(`keeps to its width: ${name}`, () => {
      const set = setText(name.repeat(9), WIDTH, { size: 14, leading: 17 })
      assert.ok(set.width <= WIDTH + 0.01, `${set.width}`)
    })
  }
})
