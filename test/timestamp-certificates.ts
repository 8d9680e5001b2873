import { webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { DAY, type Instant, later } from '../src/kernel/instant.js'
import { type Certificate } from '../src/seal/certificate.js'
import { OID, readCertificate } from '../src/seal/cms.gateway.js'

/** Of an authority for time-stamps and of the one that issued it; the purpose as it should be, or not. */
export interface TimestampCertificates {
  key: webcrypto.CryptoKey
  /** That of the authority, then its issuer's. */
  certificates: [Certificate, Certificate]
}

/** Makes an issuer, and a certificate of it that may sign time-stamps (RFC 3161 §2.3). */
export async function newTimestampCertificates(
  at: Instant,
  purpose: 'critical' | 'notCritical' | 'none' = 'critical',
): Promise<TimestampCertificates> {
  const [root, leaf] = [await newKeys(), await newKeys()]
  const rootUse = extension('2.5.29.19', new pkijs.BasicConstraints({ cA: true }).toSchema())
  const leafUse = extension(
    '2.5.29.37',
    new pkijs.ExtKeyUsage({ keyPurposes: [OID.timeStamping] }).toSchema(),
    purpose === 'critical',
  )
  const extensions = purpose === 'none' ? [] : [leafUse]
  return {
    key: leaf.privateKey,
    certificates: [
      await issue('tempo di prova', { keys: leaf, by: root.privateKey, at, extensions }),
      await issue('autorità di prova', { keys: root, by: root.privateKey, at, extensions: [rootUse] }),
    ],
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
}

interface Issuing {
  keys: webcrypto.CryptoKeyPair
  by: webcrypto.CryptoKey
  at: Instant
  extensions: pkijs.Extension[]
}

async function issue(name: string, { keys, by, at, extensions }: Issuing): Promise<Certificate> {
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: name.length })
  certificate.subject.typesAndValues = nameOf(name)
  certificate.issuer.typesAndValues = nameOf('autorità di prova')
  certificate.notBefore.value = new Date(later(at, -DAY))
  certificate.notAfter.value = new Date(later(at, 365 * DAY))
  certificate.extensions = extensions
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(by, 'SHA-256')
  return readCertificate(new Uint8Array(certificate.toSchema(true).toBER()))
}

function nameOf(name: string): pkijs.AttributeTypeAndValue[] {
  return [new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: name }) })]
}

function extension(extnID: string, value: asn1js.BaseBlock, critical = true): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() })
}
