import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Chance } from '../kernel/chance.js'
import { DAY, type Instant, later } from '../kernel/instant.js'
import { type Certificate } from './certificate.js'

/** In every certificate of the demonstration: by this word production knows and refuses them. */
const DEMO = 'Attesta - dimostrazione'
const AUTHORITY_DAYS = 3650
const SEAL_DAYS = 1095

export interface DemoFiles {
  keyFile: string
  certificateFile: string
}

/** Where the demonstration keeps its seal, in a folder. */
export function demoFiles(folder: string): DemoFiles {
  return { keyFile: join(folder, 'key.pem'), certificateFile: join(folder, 'certificate.pem') }
}

/**
 * Makes the demonstration's own authority and a seal certificate at the first start; the authority's key is thrown away,
 * so that it can vouch for nothing else. The key of the seal can be read by its owner alone.
 */
export async function makeDemoSeal(
  folder: string,
  making: { now: Instant; chance: Chance },
): Promise<DemoFiles> {
  const files = demoFiles(folder)
  if (existsSync(files.keyFile) && existsSync(files.certificateFile)) return files
  const { key, certificates } = await demoSeal(making)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  write(files.certificateFile, certificates, 0o644)
  write(files.keyFile, key, 0o600)
  return files
}

/** Key and certificates in PEM, the seal's first. */
export async function demoSeal({
  now,
  chance,
}: {
  now: Instant
  chance: Chance
}): Promise<{ key: string; certificates: string }> {
  const authority = await newKeys()
  const seal = await newKeys()
  const root = await issue(
    { subject: 'autorita', keys: authority, days: AUTHORITY_DAYS, isAuthority: true },
    { issuer: 'autorita', signingKey: authority.privateKey, now, chance },
  )
  const leaf = await issue(
    { subject: 'sigillo', keys: seal, days: SEAL_DAYS, isAuthority: false },
    { issuer: 'autorita', signingKey: authority.privateKey, now, chance },
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', seal.privateKey))
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return {
    key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    certificates: [leaf, root].map((der) => new X509Certificate(der).toString()).join(''),
  }
}

/** Whether a certificate was made by a demonstration: its key may lie on anybody's laptop. */
export function isDemoCertificate({ der }: Certificate): boolean {
  return new X509Certificate(der).issuer.includes(DEMO)
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
}

interface Subject {
  subject: string
  keys: webcrypto.CryptoKeyPair
  days: number
  isAuthority: boolean
}

interface Issuing {
  issuer: string
  signingKey: webcrypto.CryptoKey
  now: Instant
  chance: Chance
}

async function issue(
  { subject, keys, days, isAuthority }: Subject,
  { issuer, signingKey, now, chance }: Issuing,
): Promise<Uint8Array> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  // The first byte keeps the number positive and its length the same.
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from([1, ...chance.bytes(15)]) })
  certificate.subject.typesAndValues = nameOf(subject)
  certificate.issuer.typesAndValues = nameOf(issuer)
  certificate.notBefore.value = new Date(later(now, -DAY))
  certificate.notAfter.value = new Date(later(now, days * DAY))
  certificate.extensions = [
    extension('2.5.29.19', new pkijs.BasicConstraints({ cA: isAuthority }).toSchema()),
    // keyCertSign alone, or digitalSignature and contentCommitment (RFC 5280 §4.2.1.3).
    extension(
      '2.5.29.15',
      new asn1js.BitString({
        valueHex: Uint8Array.of(isAuthority ? 0x04 : 0xc0),
        unusedBits: isAuthority ? 2 : 6,
      }),
    ),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(signingKey, 'SHA-256')
  return new Uint8Array(certificate.toSchema(true).toBER())
}

function nameOf(what: string): pkijs.AttributeTypeAndValue[] {
  const value = new asn1js.Utf8String({ value: `${DEMO}: ${what} senza valore` })
  return [new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value })]
}

function extension(extnID: string, value: asn1js.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical: true, extnValue: value.toBER() })
}

function write(file: string, text: string, mode: number): void {
  // Written aside and renamed: another start never reads half a file.
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}
