import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newSealKey, TODAY, writeSheet } from '../../test/sealed-sheets.js'
import { DEMO_SEAL } from '../../test/toolkit.js'
import { clockOf } from '../kernel/clock.js'
import { DAY, later } from '../kernel/instant.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { wireSeal, wireVerifier } from './seal.wire.js'
import { type SealSettings } from './seal-settings.js'

const folder = mkdtempSync(join(tmpdir(), 'attesta-seal-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

const keyFile = join(folder, 'key.pem')
const certificateFile = join(folder, 'certificate.pem')
let pem: { key: string; certificates: string }
before(async () => {
  pem = (await newSealKey()).pem
  writeFileSync(keyFile, pem.key)
  writeFileSync(certificateFile, pem.certificates)
})

const FILES = { kind: 'files' as const, keyFile, certificateFile }

function wired(settings: Partial<SealSettings>, now = TODAY) {
  const logged: string[] = []
  const wire = wireSeal({
    seal: { ...DEMO_SEAL, ...settings },
    clock: clockOf(() => now),
    chance: systemChance,
    log: (code, fields) => logged.push(`${code} ${fields?.warning ?? ''}`.trim()),
  })
  return { ...wire, logged }
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe('The key of the seal', () => {
  it('is read from PEM files, and what it seals is genuine to who has the certificate only', async () => {
    const { open, seal } = wired({ source: FILES })
    await open()
    const pdf = await seal(writeSheet)
    assert.equal((await wireVerifier({ trustFile: certificateFile })(pdf)).kind, 'genuine')
    assert.equal((await wireVerifier({ seal: { ...DEMO_SEAL, source: FILES } })(pdf)).kind, 'genuine')
  })

  it('is read from PKCS#12', { skip: !hasOpenssl && 'openssl is not here' }, async () => {
    const file = join(folder, 'seal.p12')
    const made = spawnSync('openssl', [
      ...['pkcs12', '-export', '-inkey', keyFile, '-in', certificateFile, '-out', file],
      ...['-passout', 'pass:sesamo'],
    ])
    assert.equal(made.status, 0, String(made.stderr))
    const { open, seal, verify } = wired({ source: { kind: 'pkcs12', file, passphrase: 'sesamo' } })
    await open()
    assert.equal((await verify(await seal(writeSheet))).kind, 'genuine')
    const wrong = wired({ source: { kind: 'pkcs12', file, passphrase: 'apriti' } })
    await assert.rejects(wrong.open(), /^Error: SEAL_PKCS12_FILE: cannot be opened with SEAL_PASSPHRASE/)
  })

  it('is refused in words where it is no key, on another curve, or another certificate’s', async () => {
    const other = join(folder, 'other.pem')
    const trial = async (text: string) => {
      writeFileSync(other, text)
      return wired({ source: { ...FILES, keyFile: other } }).open()
    }
    await assert.rejects(trial('rubbish'), /SEAL_KEY_FILE: is no private key/)
    const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8)
    await assert.rejects(trial(String(p384)), /SEAL_KEY_FILE: is no key on the curve P-256/)
    await assert.rejects(trial((await newSealKey()).pem.key), /does not belong to the first certificate/)
    const noCertificate = wired({ source: { ...FILES, certificateFile: keyFile } })
    await assert.rejects(noCertificate.open(), /SEAL_CERTIFICATE_FILE: holds no certificate/)
  })

  it('is refused before and after its certificate is valid', async () => {
    for (const now of [later(TODAY, -2 * DAY), later(TODAY, 1096 * DAY)])
      await assert.rejects(wired({ source: FILES }, now).open(), /SEAL_CERTIFICATE_FILE: is not valid today/)
  })

  it('of a demonstration is refused in production, whatever file it comes in', async () => {
    await assert.rejects(wired({ source: FILES, production: true }).open(), /is the seal of a demonstration/)
  })
})

describe('The demonstration', () => {
  it('makes its own authority and seal once, and keeps them where only their owner reads the key', async () => {
    const source = { kind: 'demo' as const, folder: join(folder, 'demo', 'seal') }
    const first = wired({ source })
    const pdf = await first.seal(writeSheet)
    const mode = statSync(join(source.folder, 'key.pem')).mode & 0o777
    if (process.platform !== 'win32') assert.equal(mode, 0o600)
    assert.equal((await wired({ source }).verify(pdf)).kind, 'genuine', 'after a second start')
    const certificates = readFileSync(join(source.folder, 'certificate.pem'), 'utf8').split(
      /(?<=END.*-----\n)/,
    )
    const [seal, authority] = certificates.map((text) => new X509Certificate(text))
    assert.ok(seal && authority && seal.checkIssued(authority) && seal.verify(authority.publicKey))
    assert.deepEqual([seal.ca, authority.ca], [false, true])
    assert.match(seal.subject, /senza valore/)
  })

  it('without a folder keeps its seal in memory, and says so', async () => {
    const { open, logged } = wired({})
    await open()
    assert.deepEqual(logged, ['service.warning sealNotKept'])
  })
})

describe('After a rotation', () => {
  it('what the old key sealed is genuine while its certificate is in the trusted file, and a stranger’s without', async () => {
    const pdf = await wired({ source: FILES }).seal(writeSheet)
    const next = await newSealKey()
    const files = { keyFile: join(folder, 'next-key.pem'), certificateFile: join(folder, 'next.pem') }
    writeFileSync(files.keyFile, next.pem.key)
    writeFileSync(files.certificateFile, next.pem.certificates)
    const source = { kind: 'files' as const, ...files }
    assert.equal((await wired({ source, trustedFile: certificateFile }).verify(pdf)).kind, 'genuine')
    assert.equal((await wired({ source }).verify(pdf)).kind, 'stranger')
  })
})
