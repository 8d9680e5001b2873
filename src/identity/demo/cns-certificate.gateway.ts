import { createPrivateKey, type KeyObject, webcrypto, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Chance } from '../../kernel/chance.js'
import { type Instant } from '../../kernel/instant.js'

/** A key and the certificate over it. */
export interface KeyPair {
  certificate: Uint8Array
  privateKey: webcrypto.CryptoKey
}

export interface CertificateWords {
  /** By OID: 2.5.4.3 is the common name. */
  subject: Record<string, string>
  from: Instant
  until: Instant
  isAuthority?: boolean
  /** The bits of the key usage, the first byte. */
  keyUsage?: number
  extendedKeyUsages?: string[]
  policies?: string[]
  ocspUrl?: string | undefined
  crlUrl?: string | undefined
  /** Names of a server. */
  hosts?: string[]
}

export const USAGE = { signs: 0x80, commits: 0x40, issues: 0x06 }
export const PURPOSE = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
}
const P256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** Makes a key and has `issuer` certify it; without one it certifies itself. */
export async function certify(
  words: CertificateWords,
  { issuer, chance }: { issuer?: KeyPair; chance: Chance },
): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify'])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  // The first byte keeps the number positive and its length the same.
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from([1, ...chance.bytes(15)]) })
  certificate.subject.typesAndValues = namesOf(words.subject)
  certificate.issuer.typesAndValues = issuer
    ? pkijs.Certificate.fromBER(Uint8Array.from(issuer.certificate)).subject.typesAndValues
    : namesOf(words.subject)
  certificate.notBefore.value = new Date(words.from)
  certificate.notAfter.value = new Date(words.until)
  certificate.extensions = extensionsOf(words)
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(issuer?.privateKey ?? keys.privateKey, 'SHA-256')
  return { certificate: new Uint8Array(certificate.toSchema(true).toBER()), privateKey: keys.privateKey }
}

export async function privateKeyOf({ privateKey }: KeyPair): Promise<KeyObject> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** Key and certificate in PEM. */
export async function pemOf(pair: KeyPair): Promise<{ key: string; cert: string }> {
  const key = (await privateKeyOf(pair)).export({ type: 'pkcs8', format: 'pem' })
  return { key: String(key), cert: new X509Certificate(pair.certificate).toString() }
}

/** What {@link pemOf} wrote. */
export async function pairFrom({ key, cert }: { key: string; cert: string }): Promise<KeyPair> {
  const pkcs8 = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })
  const privateKey = await webcrypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), P256, true, ['sign'])
  return { certificate: new X509Certificate(cert).raw, privateKey }
}

function namesOf(subject: Record<string, string>): pkijs.AttributeTypeAndValue[] {
  return Object.entries(subject).map(
    ([type, value]) => new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) }),
  )
}

function extensionsOf(words: CertificateWords): pkijs.Extension[] {
  const { isAuthority = false, keyUsage, extendedKeyUsages, policies, ocspUrl, crlUrl, hosts } = words
  const list: [string, boolean, asn1js.BaseBlock | undefined][] = [
    ['2.5.29.19', true, new pkijs.BasicConstraints({ cA: isAuthority }).toSchema()],
    ['2.5.29.15', true, keyUsage === undefined ? undefined : bits(keyUsage)],
    [
      '2.5.29.37',
      false,
      extendedKeyUsages && new pkijs.ExtKeyUsage({ keyPurposes: extendedKeyUsages }).toSchema(),
    ],
    ['2.5.29.32', false, policies && policiesOf(policies)],
    ['1.3.6.1.5.5.7.1.1', false, ocspUrl === undefined ? undefined : accessTo(ocspUrl)],
    ['2.5.29.31', false, crlUrl === undefined ? undefined : pointAt(crlUrl)],
    ['2.5.29.17', false, hosts && new pkijs.GeneralNames({ names: hosts.map(hostName) }).toSchema()],
  ]
  return list.flatMap(([extnID, critical, value]) =>
    value ? [new pkijs.Extension({ extnID, critical, extnValue: value.toBER() })] : [],
  )
}

function bits(byte: number): asn1js.BitString {
  return new asn1js.BitString({ valueHex: Uint8Array.of(byte), unusedBits: Math.log2(byte & -byte) })
}

function policiesOf(policies: string[]): asn1js.BaseBlock {
  const certificatePolicies = policies.map(
    (policyIdentifier) => new pkijs.PolicyInformation({ policyIdentifier }),
  )
  return new pkijs.CertificatePolicies({ certificatePolicies }).toSchema()
}

function accessTo(url: string): asn1js.BaseBlock {
  const accessLocation = new pkijs.GeneralName({ type: 6, value: url })
  const description = new pkijs.AccessDescription({ accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation })
  return new pkijs.InfoAccess({ accessDescriptions: [description] }).toSchema()
}

function pointAt(url: string): asn1js.BaseBlock {
  const distributionPoint = [new pkijs.GeneralName({ type: 6, value: url })]
  const point = new pkijs.DistributionPoint({ distributionPoint })
  return new pkijs.CRLDistributionPoints({ distributionPoints: [point] }).toSchema()
}

function hostName(host: string): pkijs.GeneralName {
  const parts = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split('.').map(Number) : undefined
  return parts
    ? new pkijs.GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex: Uint8Array.from(parts) }) })
    : new pkijs.GeneralName({ type: 2, value: host })
}
