import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Chance } from '../kernel/chance.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { drawToken, groupToken, readToken, type Token } from './token.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const token = drawToken(seeded(7))

/** Unpredictable enough for a test and the same at every run. */
function seeded(seed: number): Chance {
  let state = seed
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24
  return { ...systemChance, bytes: (length) => Buffer.from(Array.from({ length }, next)) }
}

/** The machine's own chance, asked once for a million draws. */
function inBulk(length: number): Chance {
  const bytes = systemChance.bytes(length)
  let taken = 0
  return { ...systemChance, bytes: (wanted) => bytes.subarray(taken, (taken += wanted)) }
}

describe('A token that is drawn', () => {
  it('has 32 upper-case symbols of base32 and reads back as itself', () => {
    assert.match(token, /^[0-9A-HJKMNP-TV-Z]{32}$/)
    assert.deepEqual(readToken(token), { kind: 'read', token })
  })

  it('is shown in eight groups of four', () => {
    assert.equal(groupToken(token).length, 8)
    assert.equal(groupToken(token).join(''), token)
  })

  it('T11: is never drawn twice in a million, and each of its 155 bits is a fair coin', () => {
    const tokens = 1_000_000
    const chance = inBulk(20 * tokens)
    const seen = new Set<string>()
    const counts = new Uint32Array(31 * 128)
    for (let draw = 0; draw < tokens; draw++) {
      const drawn = drawToken(chance)
      seen.add(drawn)
      for (let place = 0; place < 31; place++) {
        const at = 128 * place + drawn.charCodeAt(place)
        counts[at] = (counts[at] ?? 0) + 1
      }
    }
    assert.equal(seen.size, tokens)
    for (let place = 0; place < 31; place++) {
      for (let bit = 0; bit < 5; bit++) {
        let ones = 0
        for (const [value, symbol] of [...ALPHABET].entries()) {
          if ((value >> bit) & 1) ones += counts[128 * place + symbol.charCodeAt(0)] ?? 0
        }
        // Six standard deviations: chance alone fails this once in three million runs.
        assert.ok(
          Math.abs(ones - tokens / 2) < 3000,
          `bit ${String(bit)} of symbol ${String(place)}: ${String(ones)}`,
        )
      }
    }
  })
})

describe('T13: a token with a slip of the pen is caught before anybody is looked up', () => {
  const tokens = [1, 2, 3, 4, 5].map((seed) => drawToken(seeded(seed)))

  it('whichever single symbol is wrong', () => {
    for (const right of tokens) {
      for (let place = 0; place < 32; place++) {
        for (const symbol of ALPHABET) {
          if (symbol === right.charAt(place)) continue
          assert.equal(readToken(replaced(right, place, symbol)).kind, 'mistyped')
        }
      }
    }
  })

  it('whichever two symbols changed places, the first and the last of all excepted', () => {
    for (const right of tokens) {
      for (let one = 0; one < 32; one++) {
        for (let other = one + 1; other < 32; other++) {
          if (right.charAt(one) === right.charAt(other) || (one === 0 && other === 31)) continue
          const wrong = replaced(replaced(right, one, right.charAt(other)), other, right.charAt(one))
          assert.equal(readToken(wrong).kind, 'mistyped', `${String(one)} and ${String(other)}`)
        }
      }
    }
  })

  it('when a symbol is missing or too many', () => {
    assert.deepEqual(readToken(token.slice(0, 31)), { kind: 'wrongLength', length: 31 })
    assert.deepEqual(readToken(`${token}7`), { kind: 'wrongLength', length: 33 })
  })

  it('when it holds a letter that is no symbol', () => {
    assert.deepEqual(readToken(replaced(token, 4, 'u')), { kind: 'unknownCharacter', character: 'U' })
    assert.deepEqual(readToken(replaced(token, 4, 'à')), { kind: 'unknownCharacter', character: 'À' })
    assert.deepEqual(readToken(replaced(token, 4, '٣')), { kind: 'unknownCharacter', character: '٣' })
  })
})

describe('A token is read, however it comes', () => {
  const groups = groupToken(token)
  const spoken = withZeroAndOne()
  const forgiven: Record<string, string> = {
    'in lower case': token.toLowerCase(),
    'in groups with spaces': groups.join(' '),
    'in groups with hyphens and dashes': `${groups.slice(0, 4).join('-')}–${groups.slice(4).join('—')}`,
    'on two lines': `${groups.slice(0, 4).join(' ')}\r\n${groups.slice(4).join(' ')}\n`,
    'with invisible characters from a copied page': `\u200e\u00a0${groups.join('\u00a0\u200b')}\ufeff`,
    'in full-width letters': token.replace(/./g, (symbol) =>
      String.fromCharCode(symbol.charCodeAt(0) + 0xfee0),
    ),
    'as the whole address': `https://attesta.example/v#${token}`,
    'as the whole address in capitals': `HTTPS://ATTESTA.EXAMPLE/V#${token}`,
    'as the whole address between angle brackets': `<https://attesta.example/v#${token}>`,
    'as the address with a query': `https://attesta.example/v?x=1#${token}`,
    'as the address with a port and a number for a host': `http://192.168.1.20:8080/v#${token}`,
    'as the address with an escaped hash sign': `https://attesta.example/v%23${token}`,
    'as the address without its hash sign': `https://attesta.example/v${token}`,
    'as an address with a letter U, without its hash sign': `https://aiuto.comune.example/v${token}`,
    'as the address and a proof': `https://attesta.example/v#${token}.eyJhbGciOi-_J9.c2ln`,
    'as the address without its hash sign, and a proof': `https://attesta.example/v${token}.eyJhbGciOi-_J9`,
    'alone with a proof': `${token}.eyJhbGciOi-_J9`,
    'with a full stop after it': `${groups.join(' ')}.`,
    'after the address and a space': `attesta.example/v ${groups.join(' ')}`,
    'from a scanner with an American keyboard on an Italian computer': `httpsç--attesta.example-v£${token}`,
    'from a scanner with an American keyboard on a German computer': `httpsÖ--attesta.example-v§${token}`,
    'from a scanner that was pressed twice': `https://attesta.example/v#${token}\nhttps://attesta.example/v#${token}\n`,
  }
  for (const [how, text] of Object.entries(forgiven)) {
    it(how, () => assert.deepEqual(readToken(text), { kind: 'read', token }))
  }

  it('with the letters O, I and L for the digits 0 and 1', () => {
    assert.deepEqual(readToken(spoken.replaceAll('0', 'o').replaceAll('1', 'l')), {
      kind: 'read',
      token: spoken,
    })
    assert.deepEqual(readToken(spoken.replaceAll('0', 'O').replaceAll('1', 'I')), {
      kind: 'read',
      token: spoken,
    })
  })

  it('and nothing at all is told from something wrong', () => {
    for (const text of ['', ' \n', '----', 'https://attesta.example/v', 'https://attesta.example/v#']) {
      assert.deepEqual(readToken(text), { kind: 'empty' }, text)
    }
    assert.deepEqual(readToken(' 😀😀'), { kind: 'unknownCharacter', character: '😀' })
    assert.deepEqual(readToken(`https://attesta.example/v#${replaced(token, 3, other(token.charAt(3)))}`), {
      kind: 'mistyped',
    })
    assert.deepEqual(readToken(`https://attesta.example/v${token.slice(1)}`), {
      kind: 'wrongLength',
      length: 31,
    })
  })
})

function replaced(text: string, place: number, symbol: string): string {
  return text.slice(0, place) + symbol + text.slice(place + 1)
}

function other(symbol: string): string {
  return symbol === '7' ? '8' : '7'
}

function withZeroAndOne(): Token {
  for (let seed = 1; ; seed++) {
    const drawn = drawToken(seeded(seed))
    if (drawn.includes('0') && drawn.includes('1')) return drawn
  }
}
