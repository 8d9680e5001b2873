import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type ImportOutcome } from '../organisation/import-organisations.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta organisations import FILE|-

Reads the file of bodies, their purposes, their enrolled operators and the clerks of their counters. The file is the truth: what is not in it is
withdrawn from now on. A file with a fault changes nothing; every fault is printed by path and reason.

  {"bodies": [{"id": "comune-x", "name": "Comune di X", "smsLabel": "Comune di X",
    "purposes": [{"id": "sosta", "label": {"it": "Contrassegno per la sosta", "en": "Parking badge"},
                  "legalBasis": "Art. 381 D.P.R. 495/1992", "smsLabel": "contrassegno sosta"}],
    "operators": ["CODICEFISCALE…"], "clerks": ["CODICEFISCALE…"]}]}

  clerks        who serves people at its counters (docs/contracts.md §5); may be left out
  leastLevel    2 or 3: the level that the login of its operators must have; left out, what lets them in is enough

  smsLabel      goes into the text message to the holder: at most 28 characters for a body and 22 for a purpose, of
                the GSM alphabet, without a word about health
  operators     by codice fiscale; who has none, by the eIDAS identifier of their state: "ES/IT/…"`

export interface OrganisationsPorts {
  importFile: (text: string) => Promise<ImportOutcome>
}

/** `attesta organisations import`. */
export async function organisationsCommand(
  args: string[],
  { stdin, stdout, stderr }: Terminal,
  { importFile }: OrganisationsPorts,
): Promise<number> {
  const { positionals } = readArguments('organisations', { args, allowPositionals: true })
  const [verb, file, ...others] = positionals
  if (verb !== 'import' || file === undefined || others.length > 0)
    throw new Usage('organisations: say “import” and name one file, or "-"')
  const outcome = await importFile(await contentOf(file, stdin))
  if (outcome.kind === 'refused') {
    say(
      stderr,
      ...outcome.faults.map(({ path, reason }) => `${path === '' ? 'the file' : path}: ${reason}`),
      'Nothing was changed.',
    )
    return EXIT.refused
  }
  say(stdout, JSON.stringify(outcome.count))
  return EXIT.done
}

async function contentOf(file: string, stdin: Terminal['stdin']): Promise<string> {
  if (file === '-') return text(stdin)
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new Usage(`organisations: ${file} cannot be read`)
  }
}
