import * as asn1js from 'asn1js'
import { OID } from './cms.gateway.js'

/** The digests that a token may use (RFC 5754 §2). */
export const DIGESTS: ReadonlyMap<string, string> = new Map([
  [OID.sha256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** And the signatures (RFC 5754 §3): `rsaEncryption` leaves the digest to the other field. */
export const SIGNATURES: ReadonlyMap<string, { key: 'rsa' | 'ec'; hash?: string }> = new Map([
  ['1.2.840.113549.1.1.1', { key: 'rsa' }],
  ['1.2.840.113549.1.1.11', { key: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', hash: 'sha512' }],
  [OID.ecdsaWithSha256, { key: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', hash: 'sha512' }],
])

interface Algorithm {
  oid: string
  /** Whether NULL stands for the parameters that there are none of: both ways are in use (RFC 5754 §2). */
  hasNull: boolean
}

/** All that a time-stamp token is made of. */
export interface Token {
  /** The `TSTInfo`. */
  content: Uint8Array
  certificates: Uint8Array[]
  /** Of the certificate that signed, DER. */
  issuer: Uint8Array
  serial: Uint8Array
  /** How the field beside the content names it: the same one. */
  announced: Algorithm
  digestAlgorithm: Algorithm
  /** The one value of each signed attribute. */
  attributes: ReadonlyMap<string, asn1js.BaseBlock>
  /** The signed attributes as they are signed. */
  signedBytes: Uint8Array
  signatureAlgorithm: Algorithm
  signature: Uint8Array
}

/** Takes a token apart. Throws where it has another form; what is left over shows when it is made anew. */
export function readToken(token: Uint8Array): Token {
  const [, wrapped] = childrenOf(asn1js.fromBER(token).result)
  const [data] = childrenOf(wrapped)
  const [, announced, encapsulated, certificates, signers] = childrenOf(data)
  const [content] = childrenOf(childrenOf(encapsulated)[1])
  const [, id, digestAlgorithm, signed, signatureAlgorithm, signature] = childrenOf(childrenOf(signers)[0])
  const [issuer, serial] = childrenOf(id)
  const read = algorithmOf(digestAlgorithm)
  const told = algorithmOf(childrenOf(announced)[0])
  if (told.oid !== read.oid) throw new RangeError('a token with two digests')
  return {
    content: octetsOf(content),
    certificates: childrenOf(certificates).map(bytesOf),
    issuer: bytesOf(issuer),
    serial: bytesOf(serial),
    announced: told,
    digestAlgorithm: read,
    attributes: attributesIn(childrenOf(signed)),
    signedBytes: bytesOf(new asn1js.Set({ value: childrenOf(signed) })),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    signature: octetsOf(signature),
  }
}

/** Makes a token from its parts (RFC 5652 §5.1, RFC 3161 §2.4.2), as DER. */
export function tokenOf(parts: Token): Uint8Array {
  const signer = sequence(
    new asn1js.Integer({ value: 1 }),
    sequence(blockOf(parts.issuer), blockOf(parts.serial)),
    algorithm(parts.digestAlgorithm),
    tagged(childrenOf(blockOf(parts.signedBytes))),
    algorithm(parts.signatureAlgorithm),
    new asn1js.OctetString({ valueHex: parts.signature }),
  )
  const data = sequence(
    new asn1js.Integer({ value: 3 }),
    new asn1js.Set({ value: [algorithm(parts.announced)] }),
    sequence(
      new asn1js.ObjectIdentifier({ value: OID.timestampInfo }),
      tagged([new asn1js.OctetString({ valueHex: parts.content })]),
    ),
    tagged(parts.certificates.map(blockOf)),
    new asn1js.Set({ value: [signer] }),
  )
  return bytesOf(sequence(new asn1js.ObjectIdentifier({ value: OID.signedData }), tagged([data])))
}

function attributesIn(blocks: asn1js.BaseBlock[]): Map<string, asn1js.BaseBlock> {
  const found = new Map<string, asn1js.BaseBlock>()
  for (const block of blocks) {
    const [type, values] = childrenOf(block)
    const [value, ...more] = childrenOf(values)
    const oid = oidOf(type)
    if (!value || more.length > 0 || found.has(oid)) throw new RangeError('an attribute with two values')
    found.set(oid, value)
  }
  return found
}

function algorithmOf(block: asn1js.BaseBlock | undefined): Algorithm {
  const [oid, parameters] = childrenOf(block)
  return { oid: oidOf(oid), hasNull: parameters !== undefined }
}

function algorithm({ oid, hasNull }: Algorithm): asn1js.Sequence {
  const name = new asn1js.ObjectIdentifier({ value: oid })
  return hasNull ? sequence(name, new asn1js.Null()) : sequence(name)
}

function sequence(...value: asn1js.BaseBlock[]): asn1js.Sequence {
  return new asn1js.Sequence({ value: value })
}

/** `[0]`. */
function tagged(value: asn1js.BaseBlock[]): asn1js.Constructed {
  return new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: value })
}

function childrenOf(block: asn1js.BaseBlock | undefined): asn1js.BaseBlock[] {
  if (!(block instanceof asn1js.Constructed)) throw new RangeError('a token of another form')
  return block.valueBlock.value
}

function oidOf(block: asn1js.BaseBlock | undefined): string {
  if (!(block instanceof asn1js.ObjectIdentifier)) throw new RangeError('a token of another form')
  return block.getValue()
}

function octetsOf(block: asn1js.BaseBlock | undefined): Uint8Array {
  if (!(block instanceof asn1js.OctetString)) throw new RangeError('a token of another form')
  return new Uint8Array(block.getValue())
}

function bytesOf(block: asn1js.BaseBlock | undefined): Uint8Array {
  if (!block) throw new RangeError('a token of another form')
  return new Uint8Array(block.toBER())
}

function blockOf(bytes: Uint8Array): asn1js.BaseBlock {
  return asn1js.fromBER(bytes).result
}
