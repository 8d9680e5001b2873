import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import * as pkijs from 'pkijs'
import { BadSeal } from './bad-seal.js'
import { type Certificate, type SealKey, type Sign } from './certificate.js'
import { readCertificate } from './cms.gateway.js'
import { isDemoCertificate } from './demo-authority.gateway.js'
import { type SealSettings } from './seal-settings.js'

type Source<Kind> = Omit<Extract<SealSettings['source'], { kind: Kind }>, 'kind'>

/** A key in a PEM file (PKCS#8 or SEC 1), its certificate and the chain in another, the certificate first. */
export function keyFromFiles({ keyFile, certificateFile }: Source<'files'>): SealKey {
  const certificates = certificatesFrom(certificateFile, 'SEAL_CERTIFICATE_FILE')
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(keyFile))
  } catch {
    throw new BadSeal('SEAL_KEY_FILE', 'is no private key in PEM without a passphrase')
  }
  return sealKeyOf(key, certificates, 'SEAL_KEY_FILE')
}

/** The same, from the texts of the files. */
export function keyFromPem({ key, certificates }: { key: string; certificates: string }): SealKey {
  return sealKeyOf(createPrivateKey(key), certificatesIn(certificates), 'SEAL_KEY_FILE')
}

/** Key, certificate and chain in one PKCS#12 file (RFC 7292). */
export async function keyFromPkcs12({ file, passphrase }: Source<'pkcs12'>): Promise<SealKey> {
  const { keys, certificates } = await openPkcs12(readFileSync(file), passphrase).catch(() => {
    throw new BadSeal('SEAL_PKCS12_FILE', 'cannot be opened with SEAL_PASSPHRASE')
  })
  const [key] = keys
  if (!key || keys.length !== 1) throw new BadSeal('SEAL_PKCS12_FILE', 'does not hold exactly one key')
  const own = certificates.findIndex(({ der }) => new X509Certificate(der).checkPrivateKey(key))
  const ordered = [...certificates.splice(Math.max(0, own), 1), ...certificates]
  return sealKeyOf(key, ordered, 'SEAL_PKCS12_FILE')
}

export function sealFileExists(file: string): boolean {
  return existsSync(file)
}

/** The certificates of a PEM file. */
export function certificatesFrom(file: string, variable: string): Certificate[] {
  try {
    const certificates = certificatesIn(readFileSync(file, 'latin1'))
    if (certificates.length > 0) return certificates
  } catch {
    throw new BadSeal(variable, 'cannot be read as certificates in PEM')
  }
  throw new BadSeal(variable, 'holds no certificate in PEM')
}

function certificatesIn(pem: string): Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map(readCertificate)
}

/** Certificates in PEM: what anybody may have. */
export function pemOf(...certificates: Certificate[]): string {
  return certificates.map(({ der }) => new X509Certificate(der).toString()).join('')
}

export function sealKeyOf(key: KeyObject, certificates: Certificate[], variable: string): SealKey {
  const [certificate, ...chain] = certificates
  if (!certificate) throw new BadSeal(variable, 'has no certificate')
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new BadSeal(variable, 'is no key on the curve P-256')
  if (!new X509Certificate(certificate.der).checkPrivateKey(key))
    throw new BadSeal(variable, 'does not belong to the first certificate')
  return { sign: signWith(key), certificate, chain, isDemo: isDemoCertificate(certificate) }
}

function signWith(key: KeyObject): Sign {
  return (bytes) =>
    new Promise((resolve, reject) => {
      sign('sha256', bytes, { key, dsaEncoding: 'der' }, (error, signature) => {
        if (error) reject(error)
        else resolve(new Uint8Array(signature))
      })
    })
}

async function openPkcs12(
  bytes: Uint8Array,
  passphrase: string,
): Promise<{ keys: KeyObject[]; certificates: Certificate[] }> {
  const password = new TextEncoder().encode(passphrase).buffer
  const pfx = pkijs.PFX.fromBER(new Uint8Array(bytes))
  await pfx.parseInternalValues({ password, checkIntegrity: true })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (!safe) throw new RangeError('no safe')
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) })
  const contents = (safe.parsedValue as { safeContents: { value: pkijs.SafeContents }[] }).safeContents
  const keys: KeyObject[] = []
  const certificates: Certificate[] = []
  for (const { bagValue } of contents.flatMap(({ value }) => value.safeBags)) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) keys.push(await unshrouded(bagValue, password))
    if (bagValue instanceof pkijs.PrivateKeyInfo) keys.push(keyOf(bagValue))
    if (bagValue instanceof pkijs.CertBag && bagValue.parsedValue instanceof pkijs.Certificate)
      certificates.push(readCertificate(new Uint8Array(bagValue.parsedValue.toSchema().toBER())))
  }
  return { keys, certificates }
}

async function unshrouded(bag: pkijs.PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<KeyObject> {
  // Opened as what it is, encrypted data: the method of the bag itself is kept from us by the types alone.
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({
    contentEncryptionAlgorithm: bag.encryptionAlgorithm,
    encryptedContent: bag.encryptedData,
  })
  const opened = await new pkijs.EncryptedData({ encryptedContentInfo }).decrypt({ password })
  return keyOf(pkijs.PrivateKeyInfo.fromBER(opened))
}

function keyOf(info: pkijs.PrivateKeyInfo): KeyObject {
  return createPrivateKey({ key: Buffer.from(info.toSchema().toBER()), format: 'der', type: 'pkcs8' })
}
