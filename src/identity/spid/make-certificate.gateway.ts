import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Chance } from '../../kernel/chance.js'
import { DAY, type Instant, later } from '../../kernel/instant.js'
import { type SpidKeys } from './spid-settings.js'

export interface CertificateAsked {
  /** No person's name, no e-mail address. */
  commonName: string
  organisation: string
  ipaCode: string
  entityId: string
  place: string
  years: number
}

/** Of ITU-T X.520; the last two of AgID, Avviso 29 v3: a certificate of SPID, of a public service provider. */
const OID = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organisation: '2.5.4.10',
  organisationIdentifier: '2.5.4.97',
  uri: '2.5.4.83',
  spid: '1.3.76.16.6',
  publicProvider: '1.3.76.16.4.2.1',
}

/** Makes a key and a certificate signed by itself, as public bodies may use in SPID (AgID, Avviso 29 v3). */
export async function makeCertificate(
  asked: CertificateAsked,
  { now, chance, bits = 3072 }: { now: Instant; chance: Chance; bits?: 2048 | 3072 | 4096 },
): Promise<SpidKeys> {
  const keys = await webcrypto.subtle.generateKey(
    {
      ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: bits },
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  )
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  // The first byte keeps the number positive and its length the same.
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from([1, ...chance.bytes(15)]) })
  certificate.subject.typesAndValues = nameOf(asked)
  certificate.issuer.typesAndValues = nameOf(asked)
  certificate.notBefore.value = new Date(later(now, -DAY))
  certificate.notAfter.value = new Date(later(now, asked.years * 365 * DAY))
  certificate.extensions = extensions()
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(keys.privateKey, 'SHA-256')
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const der = Buffer.from(certificate.toSchema(true).toBER())
  return {
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificates: [new X509Certificate(der).toString()],
  }
}

function nameOf({ commonName, organisation, ipaCode, entityId, place }: CertificateAsked) {
  const values: [string, string][] = [
    [OID.commonName, commonName],
    [OID.organisation, organisation],
    [OID.organisationIdentifier, `PA:IT-${ipaCode}`],
    [OID.uri, entityId],
    [OID.locality, place],
  ]
  const country = new asn1js.PrintableString({ value: 'IT' })
  return [
    ...values.map(
      ([type, value]) => new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) }),
    ),
    new pkijs.AttributeTypeAndValue({ type: OID.country, value: country }),
  ]
}

/** No authority; digitalSignature and contentCommitment, nothing else (RFC 5280 §4.2.1.3); the two policies. */
function extensions(): pkijs.Extension[] {
  const policies = [OID.spid, OID.publicProvider].map(
    (policyIdentifier) => new pkijs.PolicyInformation({ policyIdentifier }),
  )
  return [
    extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    extension('2.5.29.15', true, new asn1js.BitString({ valueHex: Uint8Array.of(0xc0), unusedBits: 6 })),
    extension(
      '2.5.29.32',
      false,
      new pkijs.CertificatePolicies({ certificatePolicies: policies }).toSchema(),
    ),
  ]
}

function extension(extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() })
}
