import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { wirePinImport } from '../identity/pin/pin.wire.js'
import { readArguments } from './arguments.js'
import { type CommandContext, EXIT, say, Usage } from './command.js'
import { openToolkit } from './open-toolkit.js'

export const help = `attesta pins import FILE|-

Reads who still has the old PIN, one JSON object a line. The file is the truth: who is not in it has no PIN from now on.
A file with a fault changes nothing; every fault is printed by line and field.

  {"codiceFiscale": "…", "nome": "…", "cognome": "…", "classe": "minore", "al": "2027-05-03", "hash": "$argon2id$…"}

  classe  minore, senzaDocumenti, tutelato; operatore counts only with PIN=operatorsToo
  al      the last day; required for a minore (the day before the 18th birthday); one that is past is said, not refused
  hash    argon2id v=19 with m=19456, t=2, p=1 and 32 bytes, of the PIN in upper case without spaces: no other cost is
          taken, so that an unknown code takes as long as a known one`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { positionals } = readArguments('pins', { args, allowPositionals: true })
  const [verb, file, ...others] = positionals
  if (verb !== 'import' || file === undefined || others.length > 0)
    throw new Usage('pins: say “import” and name one file, or "-"')
  const content = await contentOf(file, terminal.stdin)
  const { toolkit, close } = await openToolkit(config())
  try {
    const outcome = await wirePinImport(toolkit)(content)
    if (outcome.kind === 'imported') {
      const { past } = outcome
      say(
        terminal.stderr,
        ...past.map((line) => `line ${String(line)}: al is past, so this PIN lets nobody in`),
      )
      say(terminal.stdout, JSON.stringify({ pins: outcome.count }))
      return EXIT.done
    }
    say(
      terminal.stderr,
      ...outcome.faults.map(
        ({ line, field, reason }) => `line ${String(line)}: ${field} ${reason ?? 'is missing or wrong'}`,
      ),
      'Nothing was changed.',
    )
    return EXIT.refused
  } finally {
    await close()
  }
}

async function contentOf(file: string, stdin: CommandContext['terminal']['stdin']): Promise<string> {
  if (file === '-') return text(stdin)
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new Usage(`pins: ${file} cannot be read`)
  }
}
