import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type Config } from '../config.js'
import { NoFolder } from '../db/bad-folder.js'
import { type Database, type Role } from '../db/database.js'
import {
  BACKGROUND_LIMITS,
  COMMAND_LIMITS,
  type DatabaseLimits,
  REQUEST_LIMITS,
} from '../db/database-limits.js'
import { openEmbedded } from '../db/embedded.gateway.js'
import { lockFolder, takeFolder } from '../db/folder-lock.gateway.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { systemLog } from '../kernel/system-log.gateway.js'
import { isMigrated, migrate } from '../db/migrate.gateway.js'
import { type DemoIdentity, type Toolkit } from '../toolkit.js'
import { openVault } from '../vault/vault.gateway.js'

export interface OpenedToolkit {
  toolkit: Toolkit
  /** Names of the migrations that were applied on opening. */
  migrated: string[]
  close: () => Promise<void>
}

export interface OpeningChoices {
  identities?: DemoIdentity[]
  /** Migrates first; always so on the embedded database. */
  migrateFirst?: boolean
  /** Whether requests are answered, which cannot wait for as long as a command can. */
  serving?: boolean
}

/** Opens the database of the configuration and gathers the toolkits around it. */
export async function openToolkit(config: Config, choices: OpeningChoices = {}): Promise<OpenedToolkit> {
  const { migrated, close, ...databases } = await openDatabases(config, choices)
  return { toolkit: toolkitAround(config, databases, choices.identities ?? []), migrated, close }
}

/** Opens the database of the configuration as it is, as the user of its address or in a role that this user may take. */
export async function openUnchanged(config: Config, role?: Role): Promise<Omit<OpenedToolkit, 'migrated'>> {
  if (config.database.kind === 'server') {
    const settings = { role, connections: 1, limits: COMMAND_LIMITS }
    const database = openPostgres({ url: config.database.url, ...settings })
    return { toolkit: toolkitAround(config, alone(database), []), close: database.close }
  }
  const { folder } = config.database
  if (!existsSync(join(folder, 'postgres'))) throw new NoFolder(folder)
  const unlock = lockFolder(folder)
  try {
    const database = await openEmbedded({ folder: join(folder, 'postgres'), role })
    const close = async () => {
      await database.close()
      unlock()
    }
    return { toolkit: toolkitAround(config, alone(database), []), close }
  } catch (error) {
    unlock()
    throw error
  }
}

type Databases = Pick<Toolkit, 'database' | 'background' | 'isReady'>

/** One database for everything. */
function alone(database: Database): Databases {
  return { database, background: database, isReady: () => isMigrated(database) }
}

function toolkitAround(config: Config, databases: Databases, identities: DemoIdentity[]): Toolkit {
  return {
    ...databases,
    vault: openVault(config.keys, systemChance),
    keys: config.keys,
    clock: systemClock,
    chance: systemChance,
    log: systemLog(systemClock),
    stopwatch: () => performance.now(),
    service: {
      baseUrl: config.baseUrl,
      institution: config.institution.name,
      contact: config.institution.contact,
      telephone: config.institution.telephone,
      demo: config.demo,
    },
    pin: config.pin,
    counter: config.counter,
    spid: config.spid,
    spidTestProviders: config.spidTestProviders,
    cns: config.cns,
    textMessages: config.textMessages,
    mail: config.mail,
    intake: config.intake,
    seal: config.seal,
    cie: config.cie,
    demo: config.demo ? { identities } : undefined,
  }
}

interface OpenedDatabases extends Databases {
  migrated: string[]
  close: () => Promise<void>
}

async function openDatabases(
  { database }: Config,
  { migrateFirst, serving }: OpeningChoices,
): Promise<OpenedDatabases> {
  if (database.kind === 'embedded') return openFolder(database.folder)
  const migrated = migrateFirst ? await migrateServer(database.url) : []
  return { migrated, ...(serving ? openForService(database.url) : openForCommand(database.url)) }
}

function openForCommand(url: string): Omit<OpenedDatabases, 'migrated'> {
  const database = openPostgres({ url, role: 'attesta_app', limits: COMMAND_LIMITS })
  return { ...alone(database), close: database.close }
}

/** Three pools: what is full in one leaves the others free, and readiness is asked beside them all. */
function openForService(url: string): Omit<OpenedDatabases, 'migrated'> {
  const open = (connections: number, limits: DatabaseLimits) =>
    openPostgres({ url, role: 'attesta_app', connections, limits })
  const database = open(10, REQUEST_LIMITS)
  const background = open(4, BACKGROUND_LIMITS)
  const probe = open(1, REQUEST_LIMITS)
  let probing: Promise<boolean> | undefined
  return {
    database,
    background,
    // However many ask at once, one question is under way.
    isReady: () => (probing ??= isMigrated(probe).finally(() => (probing = undefined))),
    close: async () => {
      await Promise.all([database.close(), background.close(), probe.close()])
    },
  }
}

async function openFolder(folder: string): Promise<OpenedDatabases> {
  const unlock = takeFolder(folder)
  try {
    const database = await openEmbedded({ folder: join(folder, 'postgres'), role: undefined })
    const migrated = await migrate(database)
    await database.script('set role attesta_app')
    const close = async () => {
      await database.close()
      unlock()
    }
    return { ...alone(database), migrated, close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Migrates a PostgreSQL server, as the user of the address. */
export async function migrateServer(url: string): Promise<string[]> {
  const owner = openPostgres({ url, role: undefined, connections: 1, limits: COMMAND_LIMITS })
  try {
    return await migrate(owner)
  } finally {
    await owner.close()
  }
}
