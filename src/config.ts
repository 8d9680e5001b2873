import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type FeedSenders, sendersFrom } from './registry/feed-senders.js'
import { DEVELOPMENT_KEYS, keysFrom, isDevelopmentKey } from './vault/keys.js'
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
  textMessages: { kind: 'demoTelephone' } | { kind: 'http'; url: string; token: string }
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

const port = z.coerce.number().int().min(0).max(65535)

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: port.default(3000),
  METRICS_PORT: port.optional(),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => new URL(text).pathname === '/' && !text.includes('#'),
      'has a path: only scheme, host and port',
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  KEYS_FILE: z.string().optional(),
  INSTITUTION_NAME: z.string().optional(),
  INSTITUTION_CONTACT: z.string().optional(),
  INSTITUTION_TELEPHONE: z.string().optional(),
  DEMO: z.enum(['on', 'off']).optional(),
  PIN: z.enum(['off', 'exemptHolders', 'operatorsToo']).default('off'),
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  FEED_SENDERS_FILE: z.string().optional(),
  FEED_BODY_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(64 * 1024 * 1024),
})
type Environment = z.infer<typeof Environment>

/** Reads the environment; `demo` is what the command asks for where `DEMO` does not say. */
export function readConfig(environment: NodeJS.ProcessEnv, { demo }: { demo: boolean }): Config {
  const read = Environment.safeParse(withoutEmpty(environment))
  if (!read.success) {
    throw new BadConfig(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  }
  const config = configOf(read.data, demo)
  const problems = config.production ? unfitForProduction(read.data, config) : []
  if (problems.length > 0) throw new BadConfig(problems)
  return config
}

function configOf(env: Environment, demoAsked: boolean): Config {
  const demo = env.DEMO === undefined ? demoAsked : env.DEMO === 'on'
  return {
    production: env.NODE_ENV === 'production',
    database: env.DATABASE_URL
      ? { kind: 'server', url: env.DATABASE_URL }
      : { kind: 'embedded', folder: env.DATA_DIR },
    port: env.PORT,
    metricsPort: env.METRICS_PORT ?? (env.PORT === 0 ? 0 : env.PORT + 1),
    host: env.HOST,
    baseUrl: env.BASE_URL ?? `http://localhost:${String(env.PORT)}`,
    keys: readKeys(env.KEYS_FILE),
    keysFile: env.KEYS_FILE,
    institution: {
      name: env.INSTITUTION_NAME ?? 'Istituto di esempio',
      contact: env.INSTITUTION_CONTACT ?? 'privacy@istituto.example',
      telephone: env.INSTITUTION_TELEPHONE ?? '800 000 123',
    },
    demo,
    pin: demo && env.PIN === 'off' ? 'exemptHolders' : env.PIN,
    textMessages:
      env.SMS_URL && env.SMS_TOKEN
        ? { kind: 'http', url: env.SMS_URL, token: env.SMS_TOKEN }
        : { kind: 'demoTelephone' },
    intake: {
      senders: readSenders(env.FEED_SENDERS_FILE),
      unsigned: env.NODE_ENV !== 'production',
      bodyLimit: env.FEED_BODY_LIMIT,
    },
  }
}

/** Production refuses every demo part, every default and whatever would leave secrets in the open. */
function unfitForProduction(env: Environment, config: Config): string[] {
  const checks: [boolean, string][] = [
    [config.demo, 'DEMO: demo logins and the demo world are on'],
    [
      config.database.kind === 'embedded',
      'DATABASE_URL: missing; the embedded database is not safe against power loss',
    ],
    [env.KEYS_FILE === undefined, 'KEYS_FILE: missing; the development keys are public'],
    [env.KEYS_FILE !== undefined && isDevelopmentKey(config.keys), 'KEYS_FILE: holds a development key'],
    [env.BASE_URL === undefined, 'BASE_URL: missing; it goes into every QR'],
    [env.BASE_URL !== undefined && !env.BASE_URL.startsWith('https://'), 'BASE_URL: must be https'],
    [
      config.textMessages.kind === 'demoTelephone',
      'SMS_URL, SMS_TOKEN: missing; the demo telephone would take the codes',
    ],
    [env.FEED_SENDERS_FILE === undefined, 'FEED_SENDERS_FILE: missing; only signed batches are taken in'],
    [env.INSTITUTION_NAME === undefined, 'INSTITUTION_NAME: missing'],
    [env.INSTITUTION_CONTACT === undefined, 'INSTITUTION_CONTACT: missing'],
    [env.INSTITUTION_TELEPHONE === undefined, 'INSTITUTION_TELEPHONE: missing'],
  ]
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []))
}

function readKeys(file: string | undefined): VaultKeys {
  if (file === undefined) return keysFrom(DEVELOPMENT_KEYS)
  if (!existsSync(file)) throw new BadConfig([`KEYS_FILE: there is no file ${file}`])
  try {
    return keysFrom(JSON.parse(readFileSync(file, 'utf8')) as unknown)
  } catch (error) {
    throw new BadConfig([
      `KEYS_FILE: ${error instanceof BadConfig ? error.message : 'is not a key file (see docs/runbook.md)'}`,
    ])
  }
}

function readSenders(file: string | undefined): FeedSenders {
  if (file === undefined) return new Map()
  if (!existsSync(file)) throw new BadConfig([`FEED_SENDERS_FILE: there is no file ${file}`])
  try {
    return sendersFrom(JSON.parse(readFileSync(file, 'utf8')) as unknown)
  } catch (error) {
    throw new BadConfig([
      `FEED_SENDERS_FILE: ${error instanceof TypeError ? error.message : 'is not JSON'} (see docs/feed-batches.md)`,
    ])
  }
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}
