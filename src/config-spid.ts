import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { anyText, mailAddress, type Reader, type Variables, webUrl } from './config-values.js'
import { type RegistrySettings, type SpidChoice, type SpidKeys } from './identity/spid/spid-settings.js'

/** The federation's own list of identity providers. */
const REGISTRY = 'https://registry.spid.gov.it/metadata/idp/spid-entities-idps.xml'

const NEEDED = [
  'SPID_CERTIFICATE_FILE',
  'SPID_IPA_CODE',
  'SPID_CONTACT_EMAIL',
  'SPID_REGISTRY_CERTIFICATE_FILE',
] as const

/**
 * SPID (docs/going-live.md): on with a key of our own; in the demo with a federation of our own; off elsewhere, and then
 * its door is not shown.
 */
export function readSpid(
  variables: Variables,
  facts: { demo: boolean; production: boolean; baseUrl: string; institution: string },
): { spid: SpidChoice; spidEntityId: string; spidTestProviders: string[] } {
  const { read, isGiven, complain } = variables
  const testFile = read('SPID_TEST_PROVIDERS_FILE', fileThere)
  if (testFile !== undefined && facts.production)
    complain('SPID_TEST_PROVIDERS_FILE: names providers that nobody vouches for')
  const spidTestProviders = testFile === undefined ? [] : [testFile]
  const entityId = read('SPID_ENTITY_ID', webUrl) ?? facts.baseUrl
  const privateKey = read('SPID_KEY_FILE', keyFile)
  if (!isGiven('SPID_KEY_FILE')) {
    for (const name of NEEDED)
      if (isGiven(name)) complain('SPID_KEY_FILE: missing, though ' + name + ' is there')
    return { spid: { kind: facts.demo ? 'demo' : 'off' }, spidEntityId: entityId, spidTestProviders }
  }
  for (const name of NEEDED) if (!isGiven(name)) complain(`${name}: missing, though SPID_KEY_FILE is there`)
  const keys = readKeys(variables, privateKey)
  if (facts.production) refuseForProduction(variables, entityId, keys)
  return {
    spidEntityId: entityId,
    spidTestProviders,
    spid: {
      kind: 'real',
      entityId,
      keys,
      organisation: { name: facts.institution, url: read('SPID_ORGANISATION_URL', webUrl) ?? facts.baseUrl },
      contact: {
        ipaCode: read('SPID_IPA_CODE', anyText) ?? '',
        email: read('SPID_CONTACT_EMAIL', mailAddress) ?? '',
        telephone: read('SPID_CONTACT_TELEPHONE', telephone),
      },
      registry: {
        url: read('SPID_REGISTRY_URL', webUrl) ?? REGISTRY,
        certificates: read('SPID_REGISTRY_CERTIFICATE_FILE', certificateFile) ?? [],
      },
      eidas: readEidas(variables),
    },
  }
}

/** The certificate of the key first; beside it those that come next, or have not gone yet. */
function readKeys({ read, isRead, complain }: Variables, privateKey: string | undefined): SpidKeys {
  const certificates = read('SPID_CERTIFICATE_FILE', certificateFile) ?? []
  const others = read('SPID_OTHER_CERTIFICATES_FILE', certificateFile) ?? []
  const [own] = certificates
  if (privateKey !== undefined && own !== undefined && isRead('SPID_CERTIFICATE_FILE')) {
    const certificate = new X509Certificate(own)
    if (!certificate.checkPrivateKey(createPrivateKey(privateKey)))
      complain('SPID_CERTIFICATE_FILE: its first certificate does not go with SPID_KEY_FILE')
  }
  return { privateKey: privateKey ?? '', certificates: [...certificates, ...others] }
}

function readEidas({ read, isGiven, complain }: Variables): RegistrySettings | undefined {
  const url = read('SPID_EIDAS_URL', webUrl)
  if (isGiven('SPID_EIDAS_URL') !== isGiven('SPID_EIDAS_CERTIFICATE_FILE'))
    complain('SPID_EIDAS_URL, SPID_EIDAS_CERTIFICATE_FILE: one is missing, though the other is there')
  const certificates = read('SPID_EIDAS_CERTIFICATE_FILE', certificateFile) ?? []
  return url === undefined ? undefined : { url, certificates }
}

/** The federation asks for https without a port of its own, and a demonstration's key says nothing there. */
function refuseForProduction(
  { complain, isRead }: Variables,
  entityId: string,
  { certificates }: SpidKeys,
): void {
  const { protocol, port } = new URL(entityId)
  if (protocol !== 'https:' || port !== '') complain('SPID_ENTITY_ID: must be https, without a port')
  const isDemo = certificates.some((pem) => new X509Certificate(pem).subject.includes('dimostrazione'))
  if (isRead('SPID_CERTIFICATE_FILE') && isDemo) complain('SPID_CERTIFICATE_FILE: is of a demonstration')
}

const fileThere: Reader<string> = (file) =>
  existsSync(file) ? { value: file } : { wrong: `there is no file ${file}` }

const keyFile: Reader<string> = (file) => {
  if (!existsSync(file)) return { wrong: `there is no file ${file}` }
  try {
    const pem = readFileSync(file, 'utf8')
    const key = createPrivateKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType !== 'rsa' || bits < 2048) return { wrong: 'is no RSA key of 2048 bits or more' }
    return { value: pem }
  } catch {
    return { wrong: 'is no private key in PEM' }
  }
}

/** All certificates of a PEM file, in its order. */
const certificateFile: Reader<string[]> = (file) => {
  if (!existsSync(file)) return { wrong: `there is no file ${file}` }
  try {
    const pems = readFileSync(file, 'utf8').match(
      /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
    )
    if (!pems) return { wrong: 'holds no certificate in PEM' }
    return { value: pems.map((pem) => new X509Certificate(pem).toString()) }
  } catch {
    return { wrong: 'holds no certificate in PEM' }
  }
}

const telephone: Reader<string> = (text) =>
  /^\+39\d{6,11}$/.test(text) ? { value: text } : { wrong: 'is not +39 and digits, without spaces' }
