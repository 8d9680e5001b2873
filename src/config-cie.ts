import { existsSync, readFileSync } from 'node:fs'
import { anyText, type Reader, type Variables, webUrl } from './config-values.js'
import { type CieIdentity, readTrustMarks } from './identity/cie/cie-settings.js'
import { readCieKeys, readJwks } from './identity/cie/jwk.js'

/** CIE's own, in production. */
const TRUST_ANCHOR = 'https://oidc.registry.servizicie.interno.gov.it'
const PROVIDER = 'https://oidc.idserver.servizicie.interno.gov.it'

/** The CIE federation; nothing where no keys of ours are given. */
export function readCie(
  { read, isGiven, complain }: Variables,
  { baseUrl, contact, production }: { baseUrl: string; contact: string; production: boolean },
): CieIdentity | undefined {
  const keys = read('CIE_KEYS_FILE', jsonFile(readCieKeys))
  const trustAnchorKeys = read('CIE_TRUST_ANCHOR_KEYS_FILE', jsonFile(readJwks))
  const settings = {
    clientId: read('CIE_CLIENT_ID', webUrl) ?? baseUrl,
    trustAnchor: read('CIE_TRUST_ANCHOR', webUrl) ?? TRUST_ANCHOR,
    provider: read('CIE_PROVIDER', webUrl) ?? PROVIDER,
    trustMarks: read('CIE_TRUST_MARKS_FILE', jsonFile(readTrustMarks)) ?? [],
    contact: read('CIE_CONTACT', anyText) ?? contact,
  }
  if (!isGiven('CIE_KEYS_FILE')) {
    for (const name of OTHERS) if (isGiven(name)) complain(`CIE_KEYS_FILE: missing, though ${name} is there`)
    return undefined
  }
  if (!isGiven('CIE_TRUST_ANCHOR_KEYS_FILE'))
    complain('CIE_TRUST_ANCHOR_KEYS_FILE: missing; the trust anchor is believed by its pinned keys alone')
  if (new URL(settings.clientId).origin !== baseUrl) complain('CIE_CLIENT_ID: is not an address of BASE_URL')
  for (const name of ['trustAnchor', 'provider'] as const)
    if (production && !settings[name].startsWith('https://')) complain(`${VARIABLE[name]}: must be https`)
  return keys && trustAnchorKeys && { ...settings, keys, trustAnchorKeys }
}

const VARIABLE = { trustAnchor: 'CIE_TRUST_ANCHOR', provider: 'CIE_PROVIDER' }
const OTHERS = [
  'CIE_TRUST_ANCHOR_KEYS_FILE',
  'CIE_CLIENT_ID',
  'CIE_TRUST_ANCHOR',
  'CIE_PROVIDER',
  'CIE_TRUST_MARKS_FILE',
  'CIE_CONTACT',
]

function jsonFile<T>(reader: (value: unknown) => T): Reader<T> {
  return (file) => {
    if (!existsSync(file)) return { wrong: `there is no file ${file}` }
    try {
      return { value: reader(JSON.parse(readFileSync(file, 'utf8')) as unknown) }
    } catch (error) {
      return {
        wrong: `${error instanceof TypeError ? error.message : 'is not JSON'} (see docs/going-live.md)`,
      }
    }
  }
}
