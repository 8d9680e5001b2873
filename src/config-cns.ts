import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anyText, portNumber, type Reader, type Variables, webOrigin, webUrl } from './config-values.js'
import { type CardDoor, type CardSettings } from './identity/cns/card-settings.js'

/** Where the Agency for Digital Italy publishes the national trusted list. */
const NATIONAL_LIST = 'https://eidas.agid.gov.it/TL/TSL-IT.xml'
const SECRET_LENGTH = 32

export interface AroundCards {
  demo: boolean
  port: number
  host: string
  baseUrl: string
  /** Where the demo keeps what must outlive a restart; nowhere without it. */
  folder: string | undefined
}

/** The card login, `CNS_…`: off without `CNS_URL`; in the demo always there, with cards of its own. */
export function readCards(variables: Variables, around: AroundCards): CardSettings | undefined {
  const { read, isGiven, complain } = variables
  const port = read('CNS_PORT', portNumber)
  const url = read('CNS_URL', webOrigin)
  if (around.demo) return demoCards(port ?? (around.port === 0 ? 0 : around.port + 2), around)
  for (const name of NAMES)
    if (isGiven(name) && !isGiven('CNS_URL')) complain(`CNS_URL: missing, though ${name} is there`)
  const door = readDoor(variables, port, around.host)
  const signers = read('CNS_LIST_SIGNERS_FILE', certificateFile)
  const list = read('CNS_LIST_URL', webUrl) ?? NATIONAL_LIST
  if (!isGiven('CNS_URL')) return undefined
  if (!isGiven('CNS_LIST_SIGNERS_FILE'))
    complain('CNS_LIST_SIGNERS_FILE: missing; nobody’s signature on the list would be believed')
  if (url?.startsWith('http://')) complain('CNS_URL: must be https')
  if (url === around.baseUrl) complain('CNS_URL: is the same as BASE_URL; the card needs a host of its own')
  return url !== undefined && door && signers
    ? { url, door, list: { kind: 'national', url: list, signers } }
    : undefined
}

const NAMES = [
  'CNS_PORT',
  'CNS_CERTIFICATE_FILE',
  'CNS_KEY_FILE',
  'CNS_PROXY_SECRET',
  'CNS_PROXY_SOCKET',
  'CNS_LIST_URL',
  'CNS_LIST_SIGNERS_FILE',
]

/** One of three doors: our own TLS, a proxy with a secret, a proxy at a socket. */
function readDoor(
  { read, isGiven, complain }: Variables,
  port: number | undefined,
  host: string,
): CardDoor | undefined {
  const certificateFile = read('CNS_CERTIFICATE_FILE', fileThere)
  const keyFile = read('CNS_KEY_FILE', fileThere)
  const secret = read('CNS_PROXY_SECRET', longSecret)
  const path = read('CNS_PROXY_SOCKET', anyText)
  if (!isGiven('CNS_URL')) return undefined
  const pairs = [
    ['CNS_CERTIFICATE_FILE', 'CNS_KEY_FILE'],
    ['CNS_KEY_FILE', 'CNS_CERTIFICATE_FILE'],
  ] as const
  for (const [one, other] of pairs)
    if (isGiven(one) && !isGiven(other)) complain(`${other}: missing, though ${one} is there`)
  const doors = ['CNS_CERTIFICATE_FILE', 'CNS_PROXY_SECRET', 'CNS_PROXY_SOCKET'].filter(isGiven)
  if (doors.length !== 1 && !isGiven('CNS_KEY_FILE'))
    complain('CNS_CERTIFICATE_FILE, CNS_PROXY_SECRET, CNS_PROXY_SOCKET: one of them is needed, and only one')
  if (path !== undefined) return { kind: 'proxySocket', path }
  if (!isGiven('CNS_PORT')) complain('CNS_PORT: missing, though CNS_URL is there')
  if (port === undefined) return undefined
  if (secret !== undefined) return { kind: 'proxyPort', port, host, secret }
  return certificateFile !== undefined && keyFile !== undefined
    ? { kind: 'listener', port, host, certificateFile, keyFile }
    : undefined
}

function demoCards(port: number, { host, baseUrl, folder }: AroundCards): CardSettings {
  return {
    url: `https://${new URL(baseUrl).hostname}:${String(port)}`,
    door: { kind: 'demoListener', port, host },
    list: { kind: 'demo', folder: folder === undefined ? undefined : join(folder, 'cns') },
  }
}

const longSecret: Reader<string> = (text) =>
  text.length >= SECRET_LENGTH
    ? { value: text }
    : { wrong: `has fewer than ${String(SECRET_LENGTH)} characters` }

const fileThere: Reader<string> = (file) =>
  existsSync(file) ? { value: file } : { wrong: `there is no file ${file}` }

const certificateFile: Reader<string[]> = (file) => {
  if (!existsSync(file)) return { wrong: `there is no file ${file}` }
  const blocks = readFileSync(file, 'latin1').match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  )
  return blocks ? { value: blocks } : { wrong: 'holds no certificate in PEM' }
}
