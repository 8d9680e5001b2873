import { readArguments } from './arguments.js'
import { EXIT, say } from './command.js'
import { type CommandContext } from './command.js'
import { migrateServer, openToolkit } from './open-toolkit.js'

export const help = `attesta migrate

Brings the database to the schema of this version, one numbered file a transaction, never back. Makes the roles
attesta_owner, attesta_app and attesta_retention where they are missing.`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  readArguments('migrate', { args })
  const settings = config()
  const applied =
    settings.database.kind === 'server'
      ? await migrateServer(settings.database.url)
      : await embedded(settings)
  say(terminal.stdout, applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`)
  return EXIT.done
}

async function embedded(settings: ReturnType<CommandContext['config']>): Promise<string[]> {
  const opened = await openToolkit(settings)
  await opened.close()
  return opened.migrated
}
