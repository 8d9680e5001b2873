import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCie } from './config-cie.js'
import { readCards } from './config-cns.js'
import { readSpid } from './config-spid.js'
import {
  anyText,
  mailAddress,
  mailServer,
  type MailServer,
  oneOf,
  portNumber,
  postgresUrl,
  type Reader,
  type Variables,
  variablesOf,
  webOrigin,
  webUrl,
  wholeNumber,
} from './config-values.js'
import { MOST_LETTERS } from './document/sheet.js'
import { type CieIdentity } from './identity/cie/cie-settings.js'
import { type CardSettings } from './identity/cns/card-settings.js'
import { type SpidChoice } from './identity/spid/spid-settings.js'
import { type FeedSenders, sendersFrom } from './registry/signed-batches/feed-senders.js'
import { DEVELOPMENT_KEYS, keysFrom, isDevelopmentKey } from './vault/keys.js'
import { type SealSettings } from './seal/seal-settings.js'
import { type VaultKeys } from './vault/vault.js'

/** Everything the service is told from outside, read once and passed on as narrow values. */
export interface Config {
  production: boolean
  database: { kind: 'server'; url: string } | { kind: 'embedded'; folder: string }
  port: number
  /** Metrics, on a port of their own. */
  metricsPort: number
  host: string
  baseUrl: string
  keys: VaultKeys
  /** Where they come from; absent for the development keys. */
  keysFile: string | undefined
  institution: { name: string; contact: string; telephone: string }
  /** Demo logins, the demo telephone and the invented world. Never in production. */
  demo: boolean
  pin: 'off' | 'exemptHolders' | 'operatorsToo'
  /** How many people one clerk may look up at a counter in a day. */
  counter: { dailyLimit: number }
  spid: SpidChoice
  /** Who we are to SPID, also before it is on: the certificate is made for this. */
  spidEntityId: string
  /** Files of identity providers to try with: never in production. */
  spidTestProviders: string[]
  /** The login with the card; absent where it is not offered. */
  cns: CardSettings | undefined
  textMessages: { kind: 'demoTelephone' } | { kind: 'http'; url: string; token: string }
  seal: SealSettings
  /** Where the institution is part of the CIE federation (docs/going-live.md). */
  cie: CieIdentity | undefined
  /** Where the sheet can be sent by e-mail; nowhere without a mail server, and then nobody is offered it. */
  mail:
    | { kind: 'off' }
    | { kind: 'demoMailbox' }
    | ({ kind: 'smtp'; from: string; requireTls: boolean } & MailServer)
  /** How the feed is let in (docs/feed-batches.md). */
  intake: {
    /** Whom signed batches are taken from. */
    senders: FeedSenders
    /** Whether a feed that nobody signed is taken. Never in production. */
    unsigned: boolean
    /** The largest batch over HTTP, in bytes. */
    bodyLimit: number
  }
}

/** What is wrong with the configuration: the whole list at once. */
export class BadConfig extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
  }
}

/** sysexits.h: the configuration is wrong. */
export const EX_CONFIG = 78

/** Reads the environment; `demo` is what the command asks for where `DEMO` does not say. Every problem is told at once. */
export function readConfig(environment: NodeJS.ProcessEnv, { demo }: { demo: boolean }): Config {
  const variables = variablesOf(environment)
  const config = configOf(variables, demo)
  if (config.production) refuseForProduction(variables, config)
  if (variables.problems.length > 0) throw new BadConfig([...variables.problems])
  return config
}

function configOf(variables: Variables, demoAsked: boolean): Config {
  const { read } = variables
  const url = read('DATABASE_URL', postgresUrl)
  const ports = readPorts(variables)
  const demoSwitch = read('DEMO', oneOf('on', 'off'))
  const demo = demoSwitch === undefined ? demoAsked : demoSwitch === 'on'
  const production = read('NODE_ENV', anyText) === 'production'
  const pin = read('PIN', oneOf('off', 'exemptHolders', 'operatorsToo')) ?? 'off'
  const baseUrl = read('BASE_URL', printedOrigin) ?? `http://localhost:${String(ports.port)}`
  const institution = {
    name: read('INSTITUTION_NAME', atMost(MOST_LETTERS.institution)) ?? 'Istituto di esempio',
    contact: read('INSTITUTION_CONTACT', anyText) ?? 'privacy@istituto.example',
    telephone: read('INSTITUTION_TELEPHONE', atMost(MOST_LETTERS.telephone)) ?? '800 000 123',
  }
  const database: Config['database'] = url
    ? { kind: 'server', url }
    : { kind: 'embedded', folder: read('DATA_DIR', anyText) ?? '.data' }
  const host = read('HOST', anyText) ?? '127.0.0.1'
  const folder = database.kind === 'embedded' ? database.folder : undefined
  return {
    production,
    database,
    ...ports,
    host,
    baseUrl,
    keys: read('KEYS_FILE', keyFile) ?? keysFrom(DEVELOPMENT_KEYS),
    keysFile: read('KEYS_FILE', anyText),
    institution,
    demo,
    pin: demo && pin === 'off' ? 'exemptHolders' : pin,
    counter: { dailyLimit: read('COUNTER_DAILY_LIMIT', wholeNumber) ?? 60 },
    ...readSpid(variables, { demo, production, baseUrl, institution: institution.name }),
    cns: readCards(variables, { demo, port: ports.port, host, baseUrl, folder }),
    textMessages: readTextMessages(variables),
    seal: readSeal(variables, { database, production }),
    cie: readCie(variables, { baseUrl, contact: institution.contact, production }),
    mail: readMail(variables, { demo, production }),
    intake: {
      senders: read('FEED_SENDERS_FILE', sendersFile) ?? new Map(),
      unsigned: !production,
      bodyLimit: read('FEED_BODY_LIMIT', wholeNumber) ?? 64 * 1024 * 1024,
    },
  }
}

function readPorts({ read, isGiven, complain }: Variables): Pick<Config, 'port' | 'metricsPort'> {
  const port = read('PORT', portNumber) ?? 3000
  const metricsPort = read('METRICS_PORT', portNumber) ?? (port === 0 ? 0 : port + 1)
  if (metricsPort > 65_535) complain('METRICS_PORT: missing; there is no port after PORT')
  if (isGiven('METRICS_PORT') && metricsPort === port && port !== 0)
    complain('METRICS_PORT: is the same as PORT')
  return { port, metricsPort }
}

function readTextMessages({ read, isGiven, complain }: Variables): Config['textMessages'] {
  const url = read('SMS_URL', webUrl)
  const token = read('SMS_TOKEN', anyText)
  if (isGiven('SMS_URL') && token === undefined) complain('SMS_TOKEN: missing, though SMS_URL is there')
  if (token !== undefined && !isGiven('SMS_URL')) complain('SMS_URL: missing, though SMS_TOKEN is there')
  return url !== undefined && token !== undefined ? { kind: 'http', url, token } : { kind: 'demoTelephone' }
}

/** Without a key of its own, the demonstration's: kept beside the embedded database, or nowhere. */
function readSeal(
  { read, isGiven, complain }: Variables,
  { database, production }: Pick<Config, 'database' | 'production'>,
): SealSettings {
  const keyFile = read('SEAL_KEY_FILE', fileThere)
  const certificateFile = read('SEAL_CERTIFICATE_FILE', fileThere)
  const pkcs12 = read('SEAL_PKCS12_FILE', fileThere)
  const pairs = [
    ['SEAL_KEY_FILE', 'SEAL_CERTIFICATE_FILE'],
    ['SEAL_PKCS12_FILE', 'SEAL_PASSPHRASE'],
  ] as const
  for (const [one, other] of [...pairs, ...pairs.map(([one, other]) => [other, one] as const)])
    if (isGiven(one) && !isGiven(other)) complain(`${other}: missing, though ${one} is there`)
  if (isGiven('SEAL_KEY_FILE') && isGiven('SEAL_PKCS12_FILE'))
    complain('SEAL_KEY_FILE, SEAL_PKCS12_FILE: one key is enough')
  if (isGiven('SEAL_TIMESTAMP_URL') && !isGiven('SEAL_TIMESTAMP_CERTIFICATE_FILE'))
    complain('SEAL_TIMESTAMP_CERTIFICATE_FILE: missing, though SEAL_TIMESTAMP_URL is there')
  const folder = database.kind === 'embedded' ? join(database.folder, 'seal') : undefined
  const demo = { kind: 'demo' as const, folder }
  return {
    source:
      keyFile !== undefined && certificateFile !== undefined
        ? { kind: 'files', keyFile, certificateFile }
        : pkcs12 === undefined
          ? demo
          : { kind: 'pkcs12', file: pkcs12, passphrase: read('SEAL_PASSPHRASE', anyText) ?? '' },
    trustedFile: read('SEAL_TRUSTED_FILE', fileThere),
    timestampUrl: read('SEAL_TIMESTAMP_URL', webUrl),
    timestampCertificateFile: read('SEAL_TIMESTAMP_CERTIFICATE_FILE', fileThere),
    production,
  }
}

/** In production a server that offers no TLS is told nothing: neither a password nor whose sheet it is. */
function readMail(
  { read, isGiven, complain }: Variables,
  { demo, production }: { demo: boolean; production: boolean },
): Config['mail'] {
  const server = read('SMTP_URL', mailServer)
  const from = read('MAIL_FROM', mailAddress)
  if (isGiven('SMTP_URL') && !isGiven('MAIL_FROM')) complain('MAIL_FROM: missing, though SMTP_URL is there')
  if (isGiven('MAIL_FROM') && !isGiven('SMTP_URL')) complain('SMTP_URL: missing, though MAIL_FROM is there')
  if (server && from !== undefined) return { kind: 'smtp', ...server, from, requireTls: production }
  return demo ? { kind: 'demoMailbox' } : { kind: 'off' }
}

/** Production refuses every demo part, every default and whatever would leave secrets in the open. */
function refuseForProduction({ isGiven, isRead, complain }: Variables, config: Config): void {
  const isMissing = (name: string) => !isGiven(name)
  const checks: [boolean, string][] = [
    [config.demo, 'DEMO: demo logins and the demo world are on'],
    [
      isMissing('DATABASE_URL'),
      'DATABASE_URL: missing; the embedded database is not safe against power loss',
    ],
    [isMissing('KEYS_FILE'), 'KEYS_FILE: missing; the development keys are public'],
    [isRead('KEYS_FILE') && isDevelopmentKey(config.keys), 'KEYS_FILE: holds a development key'],
    [isMissing('BASE_URL'), 'BASE_URL: missing; it goes into every QR'],
    [isRead('BASE_URL') && config.baseUrl.startsWith('http://'), 'BASE_URL: must be https'],
    [
      isMissing('SMS_URL') && isMissing('SMS_TOKEN'),
      'SMS_URL, SMS_TOKEN: missing; the demo telephone would take the codes',
    ],
    [isMissing('FEED_SENDERS_FILE'), 'FEED_SENDERS_FILE: missing; only signed batches are taken in'],
    [
      isMissing('SEAL_KEY_FILE') && isMissing('SEAL_PKCS12_FILE'),
      'SEAL_KEY_FILE, SEAL_PKCS12_FILE: missing; anybody can make the seal of the demonstration',
    ],
    [isMissing('INSTITUTION_NAME'), 'INSTITUTION_NAME: missing'],
    [isMissing('INSTITUTION_CONTACT'), 'INSTITUTION_CONTACT: missing'],
    [isMissing('INSTITUTION_TELEPHONE'), 'INSTITUTION_TELEPHONE: missing'],
  ]
  for (const [wrong, problem] of checks) if (wrong) complain(problem)
}

/** Printed on every sheet, beside the QR: longer ones are drawn over it. */
const printedOrigin: Reader<string> = (text) => {
  const origin = webOrigin(text)
  if ('wrong' in origin) return origin
  const length = new URL(origin.value).host.length
  return length <= MOST_LETTERS.address ? origin : { wrong: tooLong(MOST_LETTERS.address, length) }
}

function atMost(most: number): Reader<string> {
  return (text) => {
    const { length } = [...text]
    return length <= most ? { value: text } : { wrong: tooLong(most, length) }
  }
}

function tooLong(most: number, length: number): string {
  return `is too long for the sheet: ${String(length)} letters, and there is room for ${String(most)}`
}

const keyFile: Reader<VaultKeys> = (file) => {
  if (!existsSync(file)) return { wrong: `there is no file ${file}` }
  try {
    return { value: keysFrom(JSON.parse(readFileSync(file, 'utf8')) as unknown) }
  } catch {
    return { wrong: 'is not a key file (see docs/runbook.md)' }
  }
}

const fileThere: Reader<string> = (file) =>
  existsSync(file) ? { value: file } : { wrong: `there is no file ${file}` }

const sendersFile: Reader<FeedSenders> = (file) => {
  if (!existsSync(file)) return { wrong: `there is no file ${file}` }
  try {
    return { value: sendersFrom(JSON.parse(readFileSync(file, 'utf8')) as unknown) }
  } catch (error) {
    const why = error instanceof TypeError ? error.message : 'is not JSON'
    return { wrong: `${why} (see docs/feed-batches.md)` }
  }
}
