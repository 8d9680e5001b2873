import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { certificatesOf, newSealKey, TODAY, verifierOf, writeSheet } from '../../test/sealed-sheets.js'
import { newTimestampCertificates } from '../../test/timestamp-certificates.js'
import { clockOf } from '../kernel/clock.js'
import { OID } from './cms.gateway.js'
import { sealDocument } from './seal-document.js'

const SHA = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}
type Digest = keyof typeof SHA
const digestOf = (digest: Digest, bytes: Uint8Array) =>
  createHash(digest.toLowerCase().replace('-', '')).update(bytes).digest()

/** A sheet with the CAdES signature of another body, which names its certificate by the digest of its choice. */
async function sealedElsewhere(digest: Digest, namedInstead?: Uint8Array): Promise<Uint8Array> {
  const { key, certificates } = await newTimestampCertificates(TODAY, 'none')
  const [{ der }] = certificates
  const own = pkijs.Certificate.fromBER(der)
  const makeSeal = async (signed: Uint8Array[]) => {
    const bytes = new Uint8Array(Buffer.concat(signed))
    const attribute = (type: string, value: asn1js.AsnType) => new pkijs.Attribute({ type, values: [value] })
    const algorithm = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: SHA[digest] })] })
    const named = new asn1js.OctetString({ valueHex: digestOf(digest, namedInstead ?? der) })
    const id = new asn1js.Sequence({ value: digest === 'SHA-256' ? [named] : [algorithm, named] })
    const ids = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] })
    const attributes = [
      attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
      attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: digestOf(digest, bytes) })),
      attribute(OID.signingCertificateV2, ids),
    ]
    const data = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
      certificates: [own],
      signerInfos: [
        new pkijs.SignerInfo({
          version: 1,
          sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
          signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
        }),
      ],
    })
    await data.sign(key, 0, digest, bytes.buffer)
    const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: data.toSchema(true) })
    return new Uint8Array(content.toSchema().toBER())
  }
  return sealDocument({ room: async () => 4000, makeSeal, clock: clockOf(() => TODAY) })(writeSheet)
}

describe('The intact seal of another body', () => {
  for (const digest of Object.keys(SHA) as Digest[]) {
    it(`is said to be another’s, not broken: ${digest}`, async () => {
      const verify = verifierOf(...certificatesOf(await newSealKey()))
      assert.equal((await verify(await sealedElsewhere(digest))).kind, 'stranger')
      const exchanged = await sealedElsewhere(digest, Buffer.from('another certificate'))
      assert.equal((await verify(exchanged)).kind, 'altered', 'its certificate was exchanged')
    })
  }
})
