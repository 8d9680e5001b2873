import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type Config } from '../config.js'
import { NoFolder } from '../db/bad-folder.js'
import { type Database } from '../db/database.js'
import { openEmbedded } from '../db/embedded.gateway.js'
import { lockFolder } from '../db/folder-lock.gateway.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { HOUR } from '../kernel/instant.js'
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
}

/** Opens the database of the configuration and gathers the toolkits around it. */
export async function openToolkit(config: Config, choices: OpeningChoices = {}): Promise<OpenedToolkit> {
  const { database, migrated, close } = await openDatabase(config, choices.migrateFirst ?? false)
  return { toolkit: toolkitAround(config, database, choices.identities ?? []), migrated, close }
}

/** Opens the database of the configuration as it is, as the user of its address: for who only looks. */
export async function openUnchanged(config: Config): Promise<Omit<OpenedToolkit, 'migrated'>> {
  if (config.database.kind === 'server') {
    const settings = { role: undefined, connections: 1, timeLimit: HOUR }
    const database = openPostgres({ url: config.database.url, ...settings })
    return { toolkit: toolkitAround(config, database, []), close: database.close }
  }
  const { folder } = config.database
  if (!existsSync(join(folder, 'postgres'))) throw new NoFolder(folder)
  const unlock = lockFolder(folder)
  try {
    const database = await openEmbedded({ folder: join(folder, 'postgres'), role: undefined })
    const close = async () => {
      await database.close()
      unlock()
    }
    return { toolkit: toolkitAround(config, database, []), close }
  } catch (error) {
    unlock()
    throw error
  }
}

function toolkitAround(config: Config, database: Database, identities: DemoIdentity[]): Toolkit {
  return {
    database,
    isReady: () => isMigrated(database),
    vault: openVault(config.keys, systemChance),
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
    textMessages: config.textMessages,
    intake: config.intake,
    demo: config.demo ? { identities } : undefined,
  }
}

async function openDatabase(
  config: Config,
  migrateFirst: boolean,
): Promise<{ database: Database; migrated: string[]; close: () => Promise<void> }> {
  if (config.database.kind === 'server') {
    const { url } = config.database
    const migrated = migrateFirst ? await migrateServer(url) : []
    const database = openPostgres({ url, role: 'attesta_app' })
    return { database, migrated, close: database.close }
  }
  const { folder } = config.database
  mkdirSync(folder, { recursive: true })
  const unlock = lockFolder(folder)
  try {
    const database = await openEmbedded({ folder: join(folder, 'postgres'), role: undefined })
    const migrated = await migrate(database)
    await database.script('set role attesta_app')
    const close = async () => {
      await database.close()
      unlock()
    }
    return { database, migrated, close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Migrates a PostgreSQL server, as the user of the address. */
export async function migrateServer(url: string): Promise<string[]> {
  const owner = openPostgres({ url, role: undefined, connections: 1 })
  try {
    return await migrate(owner)
  } finally {
    await owner.close()
  }
}
