import { wireAudit } from '../audit/audit.wire.js'
import { readArguments } from './arguments.js'
import { type CommandContext, EXIT, say, Usage } from './command.js'
import { openToolkit } from './open-toolkit.js'

export const help = `attesta retention run [--dry-run] [--json]

Deletes what nobody may keep any longer, by the rules of the table retention, in small batches. The service does the same
each day by itself. Prints how many rows went of each table; the audit keeps the same numbers.

  --dry-run  says how many rows would go, and deletes nothing`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { positionals, values } = readArguments('retention', {
    args,
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  })
  const [verb, ...others] = positionals
  if (verb !== 'run' || others.length > 0)
    throw new Usage('retention: say “run”; see attesta retention --help')
  const { toolkit, close } = await openToolkit(config())
  try {
    const { retention } = wireAudit(toolkit)
    const count = await (values['dry-run'] ? retention.count() : retention.apply())
    const tables = Object.entries(count)
    if (values.json) say(terminal.stdout, JSON.stringify(count))
    else if (tables.length === 0) say(terminal.stdout, 'nothing is due')
    else say(terminal.stdout, ...tables.map(([table, rows]) => `${table}: ${String(rows)}`))
    return EXIT.done
  } finally {
    await close()
  }
}
