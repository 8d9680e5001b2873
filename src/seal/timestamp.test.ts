import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import * as asn1js from 'asn1js'
import fc from 'fast-check'
import * as pkijs from 'pkijs'
import {
  certificatesOf,
  newSealKey,
  sealedSheet,
  TODAY,
  verifierOf,
  verifierWith,
} from '../../test/sealed-sheets.js'
import { type Mood, openTimestampAuthority, type TimestampAuthority } from '../../test/timestamp-authority.js'
import { clockOf } from '../kernel/clock.js'
import { DAY, later } from '../kernel/instant.js'
import { type LogCode } from '../kernel/log.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { type SealKey } from './certificate.js'
import { OID, sha256 } from './cms.gateway.js'
import { type SealCounts } from './make-seal.gateway.js'
import { type Stamp, timestampAuthority } from './timestamp.gateway.js'

let authority: TimestampAuthority
let key: SealKey
let counts: SealCounts
let logged: LogCode[]

before(async () => {
  authority = await openTimestampAuthority(TODAY)
  key = await newSealKey()
})
after(() => authority.close())

const ports = () => ({
  clock: clockOf(() => TODAY),
  chance: systemChance,
  log: (code: LogCode) => void logged.push(code),
})

/** Patient with a slow machine; only a silent authority is given up soon. */
const newStamp = (timeLimit = 60_000) =>
  timestampAuthority({ url: authority.url, authorities: authority.authorities, timeLimit }, ports())

/** Who trusts our key and the authority. */
const trusting = () => verifierWith(certificatesOf(key), authority.authorities)

/** Where the digits of a seal stand that say something, and where its room ends. */
function usedDigits(pdf: Buffer): { from: number; to: number; end: number } {
  const text = pdf.toString('latin1')
  const [from = 0, end = 0] = (/\/ByteRange \[0 (\d+) (\d+) /.exec(text) ?? []).slice(1).map(Number)
  const length = Number.parseInt(text.slice(from + 5, from + 9), 16) + 4
  return { from: from + 1, to: from + 1 + 2 * length, end: end - 1 }
}

/** Asks without looking at the answer. */
async function rawToken(url: string, signature: Uint8Array): Promise<Uint8Array> {
  const messageImprint = new pkijs.MessageImprint({
    hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 }),
    hashedMessage: new asn1js.OctetString({ valueHex: sha256([signature]) }),
  })
  const request = new pkijs.TimeStampReq({ version: 1, messageImprint, certReq: true })
  const response = await fetch(url, { method: 'POST', body: request.toSchema().toBER() })
  const { timeStampToken } = pkijs.TimeStampResp.fromBER(new Uint8Array(await response.arrayBuffer()))
  return new Uint8Array(timeStampToken!.toSchema().toBER())
}

describe('With a time-stamp authority', () => {
  beforeEach(() => {
    Object.assign(authority, { mood: 'good', asked: 0 })
    counts = { plain: 0, timestamped: 0, withoutTimestamp: 0 }
    logged = []
  })

  it('a sheet is sealed as B-T, and is genuine', async () => {
    const pdf = await sealedSheet({ key, stamp: newStamp(), counts })
    assert.deepEqual(await trusting()(pdf), {
      kind: 'genuine',
      sealedAt: TODAY,
      timestamped: true,
    })
    assert.deepEqual(counts, { plain: 0, timestamped: 1, withoutTimestamp: 0 })
  })

  it('a sheet is as genuine to who does not know the authority: its time just does not count', async () => {
    const pdf = await sealedSheet({ key, stamp: newStamp() })
    assert.deepEqual(await verifierOf(...certificatesOf(key))(pdf), {
      kind: 'genuine',
      sealedAt: TODAY,
      timestamped: false,
    })
  })

  it('no bit of its seal is free: one changed in each third digit, and sixty anywhere, make it altered', async () => {
    const pdf = await sealedSheet({ key, stamp: newStamp() })
    const { from, to } = usedDigits(pdf)
    const bits = Array.from({ length: Math.floor((to - from) / 3) }, (_, third) => [
      from + 3 * third,
      third % 8,
    ])
    const others = fc.sample(fc.tuple(fc.integer({ min: from, max: to - 1 }), fc.nat(7)), {
      seed: 5,
      numRuns: 60,
    })
    for (const [place = 0, bit = 0] of [...bits, ...others]) {
      const changed = Buffer.from(pdf)
      changed[place] = (changed[place] ?? 0) ^ (1 << bit)
      assert.equal(
        (await trusting()(changed)).kind,
        'altered',
        `bit ${String(bit)} of ${String(place - from)}`,
      )
    }
  })

  it('bytes behind the token, behind the seal or in its filling make it altered', async () => {
    const pdf = await sealedSheet({ key, stamp: newStamp() })
    const { to, end } = usedDigits(pdf)
    for (const place of [to, to + 40, end - 2]) {
      const changed = Buffer.from(pdf)
      changed.write('01', place, 'latin1')
      assert.equal((await trusting()(changed)).kind, 'altered', String(place - to))
    }
    const longer: Stamp = async (signature) =>
      Buffer.concat([(await newStamp()(signature))!, Buffer.from([5, 0])])
    // The library drops what stands behind, so that the seal is the one without.
    const kept = await sealedSheet({ key, stamp: longer })
    assert.equal((await trusting()(kept)).kind, 'genuine')
  })

  it('a token by another authority in its place does not count, and one over other bytes makes it altered', async () => {
    const another = await openTimestampAuthority(later(TODAY, 5 * 365 * DAY))
    const theirs = timestampAuthority({ ...another, timeLimit: 60_000 }, ports())
    const replaced = await sealedSheet({ key, stamp: theirs })
    const elsewhere = await sealedSheet({ key, stamp: () => newStamp()(new Uint8Array(72)) })
    await another.close()
    assert.deepEqual(await trusting()(replaced), { kind: 'genuine', sealedAt: TODAY, timestamped: false })
    assert.equal((await trusting()(elsewhere)).kind, 'altered')
  })

  for (const purpose of ['notCritical', 'none'] as const) {
    it(`whose certificate is not made for time-stamps alone (${purpose}), none is taken, and a sheet with one is altered`, async () => {
      const wrong = await openTimestampAuthority(TODAY, purpose)
      const refusing = timestampAuthority({ ...wrong, timeLimit: 60_000 }, ports())
      assert.equal(await refusing(new Uint8Array(72)), undefined)
      const made = await sealedSheet({ key, stamp: (signature) => rawToken(wrong.url, signature) })
      await wrong.close()
      assert.equal((await verifierWith(certificatesOf(key), wrong.authorities)(made)).kind, 'altered')
    })
  }

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
      const stamp = newStamp(mood === 'silent' ? 100 : undefined)
      const pdf = await sealedSheet({ key, stamp, counts })
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
