import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pemOf } from '../src/seal/seal-key.gateway.js'
import { timestampAuthority } from '../src/seal/timestamp.gateway.js'
import { clockOf } from '../src/kernel/clock.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { certificatesOf, newSealKey, sealedSheet } from './sealed-sheets.js'
import { openTimestampAuthority, type TimestampAuthority } from './timestamp-authority.js'

const folder = mkdtempSync(join(tmpdir(), 'attesta-tools-'))
const now = systemClock.now()
const sheets: Record<'plain' | 'timestamped', string> = {
  plain: join(folder, 'plain.pdf'),
  timestamped: join(folder, 'timestamped.pdf'),
}
const authorityFile = join(folder, 'authority.pem')
let timestamps: TimestampAuthority

before(async () => {
  const key = await newSealKey(now)
  timestamps = await openTimestampAuthority(now)
  const ports = { clock: clockOf(() => now), chance: systemChance, log: () => undefined }
  const stamp = timestampAuthority(
    { url: timestamps.url, authorities: timestamps.authorities, timeLimit: 60_000 },
    ports,
  )
  writeFileSync(sheets.plain, await sealedSheet({ key, at: now }))
  writeFileSync(sheets.timestamped, await sealedSheet({ key, at: now, stamp }))
  writeFileSync(authorityFile, pemOf(...certificatesOf(key)))
})
after(async () => {
  await timestamps.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a program of others; where it is not installed, the test is named as skipped. */
function run(program: string, args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

const unless = (program: string, ...args: string[]) =>
  spawnSync(program, args).error === undefined ? false : `${program} is not here`

for (const kind of ['plain', 'timestamped'] as const) {
  describe(`What other programs say of a ${kind} seal`, () => {
    it('pdfsig: valid, ETSI.CAdES.detached, total document signed', { skip: unless('pdfsig', '-v') }, () => {
      const { said } = run('pdfsig', [sheets[kind]])
      assert.match(said, /Signature is Valid\./)
      assert.match(said, /Total document signed/)
      assert.match(said, /ETSI\.CAdES\.detached/)
      assert.equal(said.match(/^Signature #/gm)?.length, 1)
    })

    it(
      'openssl cms -verify -cades: successful, by our authority alone',
      { skip: unless('openssl', 'version') },
      () => {
        const pdf = readFileSync(sheets[kind])
        const text = pdf.toString('latin1')
        const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)?.slice(1).map(Number)
        const [before = 0, behind = 0] = range ?? []
        const [cms, signed] = [join(folder, 'seal.der'), join(folder, 'signed.bin')]
        writeFileSync(cms, Buffer.from(text.slice(before + 1, behind - 1), 'hex'))
        writeFileSync(signed, Buffer.concat([pdf.subarray(0, before), pdf.subarray(behind)]))
        const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms, '-content', signed]
        const trust = ['-CAfile', authorityFile, '-purpose', 'any', '-out', join(folder, 'out')]
        const { status, said } = run('openssl', [...args, ...trust])
        assert.equal(status, 0, said)
        assert.match(said, /CAdES Verification successful/)
        const printed = run('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', cms])
        assert.doesNotMatch(printed.said, /signingTime/, 'the time is in /M (ETSI EN 319 142-1)')
        assert.equal(/timeStampToken/i.test(printed.said), kind === 'timestamped')
      },
    )

    it('qpdf --check: no error', { skip: unless('qpdf', '--version') }, () => {
      const { status, said } = run('qpdf', ['--check', sheets[kind]])
      assert.equal(status, 0, said)
    })
  })
}
