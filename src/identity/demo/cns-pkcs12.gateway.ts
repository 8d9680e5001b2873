import { webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type KeyPair } from './cns-certificate.gateway.js'

const KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
const LOCAL_KEY = '1.2.840.113549.1.9.21'
/** What browsers and systems open today (RFC 7292, PBES2). */
const SEALED = {
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: 2048,
}

/** A card as a file that a browser can be given (RFC 7292). */
export async function pkcs12Of(
  pair: KeyPair,
  { passphrase, name }: { passphrase: string; name: string },
): Promise<Buffer> {
  const password = new TextEncoder().encode(passphrase).buffer
  const key = await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(key) })
  await keyBag.makeInternalValues({ password, ...SEALED })
  const certificate = pkijs.Certificate.fromBER(Uint8Array.from(pair.certificate))
  const certificateBag = new pkijs.CertBag({ parsedValue: certificate })
  const bagAttributes = attributesOf(name)
  const contents = [
    new pkijs.SafeContents({
      safeBags: [new pkijs.SafeBag({ bagId: KEY_BAG, bagValue: keyBag, bagAttributes })],
    }),
    new pkijs.SafeContents({
      safeBags: [new pkijs.SafeBag({ bagId: CERTIFICATE_BAG, bagValue: certificateBag, bagAttributes })],
    }),
  ]
  const authenticatedSafe = new pkijs.AuthenticatedSafe({
    parsedValue: { safeContents: contents.map((value, index) => ({ privacyMode: index, value })) },
  })
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, { password, ...SEALED }] })
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } })
  const integrity = { iterations: 2048, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' }
  await pfx.makeInternalValues({ password, ...integrity })
  return Buffer.from(pfx.toSchema().toBER())
}

function attributesOf(name: string): pkijs.Attribute[] {
  return [
    new pkijs.Attribute({ type: FRIENDLY_NAME, values: [new asn1js.BmpString({ value: name })] }),
    new pkijs.Attribute({
      type: LOCAL_KEY,
      values: [new asn1js.OctetString({ valueHex: Uint8Array.of(1, 0, 0, 0) })],
    }),
  ]
}
