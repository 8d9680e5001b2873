import { parseArgs } from 'node:util'
import { type Config } from '../config.js'
import { KeyRefused } from '../vault/rotate-keys.js'
import { type CommandContext, EXIT, say, type Terminal, Usage } from './command.js'
import { countAsConfigured, resealCommand } from './reseal.js'
import { retireCommand, rotateCommand } from './rotate-keys.js'

export const help = `attesta keys list [--json]
attesta keys rotate --prepare [--new NAME] [--look-ups]
attesta keys rotate --to NAME
attesta keys rotate [--new NAME] [--look-ups]
attesta keys reseal [--batch N]
attesta keys retire NAME

Changes the keys of KEYS_FILE while the service runs. list says which key has sealed how much, and which may go.

  1. rotate --prepare   adds a key that opens and finds, and writes nothing; then restart every instance
  2. rotate --to NAME   lets it write; then restart every instance
  3. reseal             seals everything anew with it, in small batches; Ctrl-C stops it, and it can be begun again
  4. retire NAME        takes the old key out of the file, once nothing carries it; then restart every instance

  --new       the name of the new key (default: the day)
  --look-ups  the look-up keys change with it
  --batch     how many values are sealed anew in one transaction (default 500)

rotate without --prepare and --to does 1 and 2 at once: only where no instance runs. Run list, reseal and retire as the user
that runs attesta migrate. Keys are never printed.`

/** `attesta keys`: the rotation of keys (docs/decisions/0013). */
export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      prepare: { type: 'boolean', default: false },
      new: { type: 'string' },
      to: { type: 'string' },
      'look-ups': { type: 'boolean', default: false },
      batch: { type: 'string', default: '500' },
    },
  })
  const [action, name, ...more] = positionals
  if (more.length > 0 || (name !== undefined) !== (action === 'retire')) throw new Usage(ASK)
  try {
    if (action === 'list') return await list(terminal, config(), values.json)
    if (action === 'rotate')
      return rotateCommand(terminal, config(), { ...values, lookUps: values['look-ups'] })
    if (action === 'reseal') return await resealCommand(terminal, config(), sizeOf(values.batch))
    if (action === 'retire' && name !== undefined) return await retireCommand(terminal, config(), name)
  } catch (error) {
    if (!(error instanceof KeyRefused)) throw error
    say(terminal.stderr, `keys: ${error.message}`)
    return EXIT.refused
  }
  throw new Usage(ASK)
}

const ASK = 'keys: say list, rotate, reseal or retire NAME; see attesta keys --help'

async function list({ stdout }: Terminal, config: Config, json: boolean): Promise<number> {
  const counts = await countAsConfigured(config)
  const { current, sealing } = config.keys
  const names = new Set([...Object.keys(sealing), ...counts.map(({ kid }) => kid)])
  for (const kid of names) {
    const sealed = counts.filter((count) => count.kid === kid)
    const known = Object.hasOwn(sealing, kid)
    const mayRetire = known && kid !== current && sealed.length === 0
    if (json) {
      const values = sealed.map(({ table, column, count }) => ({ table, column, count }))
      say(stdout, JSON.stringify({ kid, current: kid === current, known, mayRetire, sealed: values }))
      continue
    }
    const what = !known
      ? 'NOT IN THE FILE'
      : kid === current
        ? 'current'
        : mayRetire
          ? 'may be retired'
          : 'opens'
    say(stdout, `${kid}  ${what}`)
    for (const { table, column, count } of sealed)
      say(stdout, `  ${count.toLocaleString('en').padStart(14)}  ${table}.${column}`)
  }
  return names.size === Object.keys(sealing).length ? EXIT.done : EXIT.refused
}

function sizeOf(text: string): number {
  const size = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (size < 1 || size > 10_000) throw new Usage('keys: --batch is a whole number from 1 to 10000')
  return size
}
