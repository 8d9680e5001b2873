import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { formatInstant, type Instant, later, DAY } from '../../kernel/instant.js'

export interface ListedService {
  certificate: Uint8Array
  /** The last word of its type: `IdV`, `CA/QC`. */
  type?: string
  status?: string
  since?: Instant
}

export interface ListWords {
  services: ListedService[]
  now: Instant
  sequence?: number
  life?: number
}

/** A key that signs lists: RSA, as the national one is. */
export function listKey(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** A trusted list in the form of the national one (ETSI TS 119 612), as far as a login reads it, and signed. */
export function signedList(words: ListWords, privateKey: string): string {
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  signer.addReference({
    xpath: '/*',
    uri: '',
    isEmptyUri: true,
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  signer.computeSignature(unsignedList(words))
  return signer.getSignedXml()
}

export function unsignedList({ services, now, sequence = 1, life = 30 * DAY }: ListWords): string {
  const trstSvc = 'http://uri.etsi.org/TrstSvc'
  const entries = services.map(
    ({ certificate, type = 'IdV', status = 'recognisedatnationallevel', since = later(now, -DAY) }) =>
      `<tsl:TSPService><tsl:ServiceInformation><tsl:ServiceTypeIdentifier>${trstSvc}/Svctype/${type}</tsl:ServiceTypeIdentifier>` +
      `<tsl:ServiceDigitalIdentity><tsl:DigitalId><tsl:X509Certificate>${new X509Certificate(certificate).raw.toString('base64')}</tsl:X509Certificate></tsl:DigitalId></tsl:ServiceDigitalIdentity>` +
      `<tsl:ServiceStatus>${trstSvc}/TrustedList/Svcstatus/${status}</tsl:ServiceStatus>` +
      `<tsl:StatusStartingTime>${formatInstant(since)}</tsl:StatusStartingTime></tsl:ServiceInformation></tsl:TSPService>`,
  )
  return (
    `<?xml version="1.0" encoding="UTF-8"?><tsl:TrustServiceStatusList xmlns:tsl="http://uri.etsi.org/02231/v2#">` +
    `<tsl:SchemeInformation><tsl:TSLSequenceNumber>${String(sequence)}</tsl:TSLSequenceNumber>` +
    `<tsl:ListIssueDateTime>${formatInstant(now)}</tsl:ListIssueDateTime>` +
    `<tsl:NextUpdate><tsl:dateTime>${formatInstant(later(now, life))}</tsl:dateTime></tsl:NextUpdate></tsl:SchemeInformation>` +
    `<tsl:TrustServiceProviderList><tsl:TrustServiceProvider><tsl:TSPServices>${entries.join('')}</tsl:TSPServices></tsl:TrustServiceProvider></tsl:TrustServiceProviderList>` +
    `</tsl:TrustServiceStatusList>`
  )
}
