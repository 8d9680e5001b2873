import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawnName, initialed, nameInSentence, stopped } from './sheet.js'

describe('The name on the sheet', () => {
  it('is the name and the initial of the surname', () => {
    assert.equal(initialed('Elvira', 'Tosi'), 'Elvira T.')
    assert.equal(initialed('Maria Luisa', 'De Santis'), 'Maria Luisa D.')
    assert.equal(initialed('Zoë', 'žižek'), 'Zoë Ž.')
    assert.equal(initialed('Anna', '’t Hooft'), 'Anna T.')
  })

  it('is what there is, where the register holds only one of the two', () => {
    assert.equal(initialed('Elvira', ''), 'Elvira')
    assert.equal(initialed('', 'Tosi'), 'T.')
  })

  it('is made of composed letters and single spaces', () => {
    assert.equal(initialed(' Jose\u0301 \t Mari\u0301a\n', ' A\u0301vila '), 'José María Á.')
  })

  it('T62: loses what is not drawn, and what turns the direction of writing', () => {
    assert.equal(initialed('\u202eElv\u0000i\u200bra\ud800', '\u2066\u0007Tosi'), 'Elv ira T.')
  })

  it('T62: writes letters of old encodings as letters, and leaves out what chooses a variant of one', () => {
    assert.equal(initialed('ﬁona Ⅳ Ǆ \u{1d400}', 'ﬂor'), 'fiona IV DŽ A F.')
    assert.equal(initialed('Mª e\ufe0fva\u{e0100}', 'ʼt Hooft'), 'Mª eva T.')
  })

  it('T62: writes hyphens, apostrophes and wide letters of other code points as the usual ones', () => {
    assert.equal(
      initialed('Anne\u2010Marie\u2011Eve\ufe63Lou\uff0dZoé', '\uff24\uff07Angelo'),
      'Anne-Marie-Eve-Lou-Zoé D.',
    )
    assert.equal(
      initialed('Jean\u2012Luc\u2015Aldo\ufe58Ugo Gian\u201bLuca', ''),
      'Jean–Luc—Aldo—Ugo Gian’Luca',
    )
    assert.equal(initialed('\uff25\u0301\uff56\uff41\uff0e', '\uff34osi'), 'Éva. T.')
  })

  it('T62: is cut where no name of a person reaches', () => {
    const drawn = drawnName('a'.repeat(2000))
    assert.equal(drawn, `${'a'.repeat(120)}…`)
    assert.equal(drawnName('Elvira T.'), 'Elvira T.')
    assert.equal(nameInSentence('a'.repeat(2000)), `${'a'.repeat(40)}…`)
    assert.equal(nameInSentence('Elvira T.'), 'Elvira T.')
  })

  it('ends with one dot, or with three, wherever it is cut and whatever follows', () => {
    assert.equal(drawnName(`${'a'.repeat(119)}. b`), `${'a'.repeat(119)}…`)
    assert.equal(stopped(`QR di ${nameInSentence('W'.repeat(60))}`), `QR di ${'W'.repeat(40)}…`)
    assert.equal(stopped('QR di Elvira T.'), 'QR di Elvira T.')
    assert.equal(stopped('QR di Elvira'), 'QR di Elvira.')
  })
})
