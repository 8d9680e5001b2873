import { parseArgs } from 'node:util'
import { COMMAND_LIMITS } from '../db/database-limits.js'
import { makeLoginRoles } from '../db/login-roles.store.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { EXIT, say, Usage } from './command.js'
import { type CommandContext, type Terminal } from './command.js'
import { migrateServer, openToolkit } from './open-toolkit.js'

export const help = `attesta migrate [--roles]

Brings the database to the schema of this version, one numbered file a transaction, never back. Makes the roles
attesta_owner, attesta_app, attesta_retention and attesta_resealer where they are missing.

  --roles  makes separate users of the PostgreSQL server too, without passwords, and gives each what it is for:
             attesta_migrator  migrates, and changes keys
             attesta_service   serves: can neither change nor delete events, acts and audit
             attesta_reader    counts: sees no seal, no look-up code, no identifier
           Run it as a user that may make roles, once, and again after every migration that brings new tables.`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { roles: { type: 'boolean', default: false } } })
  const settings = config()
  const { database } = settings
  if (values.roles && database.kind === 'embedded')
    throw new Usage('migrate: --roles is for a PostgreSQL server; the embedded database has one user')
  const applied = database.kind === 'server' ? await migrateServer(database.url) : await embedded(settings)
  say(terminal.stdout, applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`)
  if (values.roles && database.kind === 'server') await makeUsers(terminal, database.url)
  return EXIT.done
}

async function embedded(settings: ReturnType<CommandContext['config']>): Promise<string[]> {
  const opened = await openToolkit(settings)
  await opened.close()
  return opened.migrated
}

async function makeUsers({ stdout }: Terminal, url: string): Promise<void> {
  const database = openPostgres({ url, role: undefined, connections: 1, limits: COMMAND_LIMITS })
  try {
    const { made, there } = await makeLoginRoles(database)
    for (const name of made) say(stdout, `made ${name}; set its password in psql: \\password ${name}`)
    for (const name of there) say(stdout, `${name} was there, and has what it needs`)
  } finally {
    await database.close()
  }
}
