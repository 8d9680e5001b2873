import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CARD_LOOK } from './sheet-looks.gateway.js'
import { cutName, glued, setText, settleName } from './typesetting.gateway.js'

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

/** The room of a name on the card for the wallet, in points. */
const CARD_WIDTH = 86.7
const { names, nameLines } = CARD_LOOK

describe('A name on the card', () => {
  for (const name of [
    'Ελένη Παπαδοπούλου Δ.',
    'Κωνσταντίνος Παπαδημητρίου Α.',
    'Massimiliano Ö.',
    'Maria Wolfeschlegelstein D.',
    'Александра Преображенская-Щербакова Щ.',
    'Anna Papadopoulou-Kyriakopoulou K.',
  ]) {
    it(`T62: is set smaller before a word of it is torn: ${name}`, () => {
      const set = settleName(name.replace(/ \p{L}\.$/u, glued), CARD_WIDTH, nameLines, names)
      assert.ok(set)
      const lines = set.lines.map((line) =>
        line
          .map((piece) => piece.text)
          .join('')
          .trim(),
      )
      const words = name.split(/ |(?<=-)/)
      for (const line of lines)
        for (const word of line.split(/ |(?<=-)/)) assert.ok(words.includes(word), lines.join(' | '))
      assert.ok(lines.length <= nameLines && set.width <= CARD_WIDTH + 0.01)
    })
  }

  it('keeps its largest letters where no word is torn by them', () => {
    assert.equal(settleName('Elvira\u00a0T.', CARD_WIDTH, nameLines, names)?.size, names[0]?.size)
  })

  it('T62: tears a word that is too wide in the smallest letters, and has no dot before an ellipsis', () => {
    const style = { size: 9, leading: 11 }
    assert.equal(settleName('W'.repeat(20), CARD_WIDTH, nameLines, names)?.torn, 2)
    for (let letters = 30; letters < 60; letters++) {
      const { lines } = cutName(`${'W'.repeat(letters)}. ${'W'.repeat(9)}\u00a0W.`, CARD_WIDTH, 4, style)
      const said = lines.flat().map(({ text }) => text)
      assert.doesNotMatch(said.join(''), /[. ]…/)
    }
  })
})
