import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import * as pkijs from 'pkijs'
import { certificatesOf, newSealKey, sealedSheet, TODAY, verifierOf } from '../../test/sealed-sheets.js'
import { type Mood, openTimestampAuthority, type TimestampAuthority } from '../../test/timestamp-authority.js'
import { clockOf } from '../kernel/clock.js'
import { type LogCode } from '../kernel/log.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { type SealKey } from './certificate.js'
import { type SealCounts } from './make-seal.gateway.js'
import { timestampAuthority } from './timestamp.gateway.js'

let authority: TimestampAuthority
let key: SealKey
let counts: SealCounts
let logged: LogCode[]

before(async () => {
  authority = await openTimestampAuthority(TODAY)
  key = await newSealKey()
})
after(() => authority.close())
beforeEach(() => {
  Object.assign(authority, { mood: 'good', asked: 0 })
  counts = { plain: 0, timestamped: 0, withoutTimestamp: 0 }
  logged = []
})

const newStamp = () =>
  timestampAuthority(
    { url: authority.url, timeLimit: 300 },
    { clock: clockOf(() => TODAY), chance: systemChance, log: (code) => logged.push(code) },
  )

describe('With a time-stamp authority', () => {
  it('a sheet is sealed as B-T, and is genuine', async () => {
    const pdf = await sealedSheet({ key, stamp: newStamp(), counts })
    assert.deepEqual(await verifierOf(...certificatesOf(key))(pdf), {
      kind: 'genuine',
      sealedAt: TODAY,
      timestamped: true,
    })
    assert.deepEqual(counts, { plain: 0, timestamped: 1, withoutTimestamp: 0 })
  })

  it('a digit changed in our seal, in the time, in the certificate or the signature of its authority is refused', async () => {
    const verify = verifierOf(...certificatesOf(key))
    let token = Buffer.alloc(0)
    const stamp = newStamp()
    const keeping = async (signature: Uint8Array) => (token = Buffer.from((await stamp(signature))!))
    const pdf = await sealedSheet({ key, stamp: keeping })
    const text = pdf.toString('latin1')
    const [, from = ''] = /\/ByteRange \[0 (\d+) /.exec(text) ?? []
    const tokenAt = text.indexOf(token.toString('hex'))
    assert.ok(tokenAt > 0)
    const data = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(token)).content })
    const [signer] = data.signerInfos
    const covered = [
      data.encapContentInfo.eContent!.getValue(),
      data.certificates![0]!.toSchema().toBER(),
      signer!.signature.valueBlock.valueHexView,
    ].map((part) => {
      const hex = Buffer.from(new Uint8Array(part)).toString('hex')
      return { start: text.indexOf(hex, tokenAt), length: hex.length }
    })
    for (const { start, length } of [
      { start: Number(from) + 1, length: tokenAt - Number(from) - 1 },
      ...covered,
    ]) {
      assert.ok(start > 0)
      for (let place = start; place < start + length; place += 17) {
        const changed = Buffer.from(pdf)
        // Another digit, whatever it was.
        changed.write(((Number.parseInt(text.charAt(place), 16) + 5) % 16).toString(16), place, 'latin1')
        assert.equal((await verify(changed)).kind, 'altered', String(place - start))
      }
    }
  })

  for (const mood of [
    'silent',
    'error',
    'rubbish',
    'refuses',
    'otherNonce',
    'otherDigest',
  ] satisfies Mood[]) {
    it(`which is ${mood}, a sheet is sealed as B-B all the same, and counted`, async () => {
      authority.mood = mood
      const pdf = await sealedSheet({ key, stamp: newStamp(), counts })
      const verdict = await verifierOf(...certificatesOf(key))(pdf)
      assert.deepEqual(verdict, { kind: 'genuine', sealedAt: TODAY, timestamped: false })
      assert.deepEqual(counts, { plain: 0, timestamped: 0, withoutTimestamp: 1 })
    })
  }

  it('which is away, after five failures nobody waits for it any more', async () => {
    authority.mood = 'error'
    const stamp = newStamp()
    for (let sheet = 0; sheet < 8; sheet++) await sealedSheet({ key, stamp, counts })
    assert.equal(authority.asked, 5)
    assert.equal(counts.withoutTimestamp, 8)
    assert.deepEqual(logged, ['seal.timestampCircuitOpened'])
  })
})
