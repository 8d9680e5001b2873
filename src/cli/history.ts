import { parseArgs } from 'node:util'
import { type RecordAudit } from '../audit/audit-event.js'
import { type GivenAnswers } from '../audit/given-answer.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale, readTypedCodiceFiscale } from '../kernel/codice-fiscale.js'
import { formatInstant } from '../kernel/instant.js'
import { deriveStatus } from '../registry/derivation/derive-status.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { personHistory, type Receipts } from '../registry/derivation/person-history.js'
import { type Dossier } from '../registry/dossier.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { historyLines, historyMembers, type ToldHistory } from './history-words.js'
import { firstLineOf } from './lines.js'

export const help = `attesta history CF|- --reason TEXT [--json]

Tells the story of the answers about a person, and writes in the audit who asked why:

  which answer from which legal day to which, as known now; which event turned it; since when we would have said so
  what we learned, in the order in which we learned it, and from which legal day on it changed the answers
  what was actually answered: checks (the hour alone is kept), disclosures, look-ups; read from the audit, with the
  rule version and the last event applied, never derived again

  CF            the codice fiscale; "-" reads it from standard input, out of shell history
  --reason      why you ask; kept in the audit
  --json        prints one JSON object (docs/runbook.md, "History")`

export interface HistoryPorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  findReceipts: (dossier: Dossier) => Promise<Receipts>
  findAttestations: (entries: string[]) => Promise<string[]>
  findGivenAnswers: (of: { entries: string[]; attestations: string[] }) => Promise<GivenAnswers>
  recordAudit: RecordAudit
  clock: Clock
}

/** `attesta history`: one person, over the legal days, over what we knew, and over what we said. */
export async function historyCommand(
  args: string[],
  terminal: Terminal,
  ports: HistoryPorts,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { reason: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const reason = values.reason?.trim()
  if (!reason) throw new Usage('history: --reason is missing: say why you ask')
  const [code, ...others] = positionals
  if (code === undefined || others.length > 0) throw new Usage('history: name one codice fiscale, or "-"')
  const reading = readTypedCodiceFiscale(code === '-' ? await firstLineOf(terminal.stdin) : code)
  if (reading.kind !== 'read') throw new Usage('history: the codice fiscale cannot be read')
  const history = await tell(reading.codiceFiscale, reason, ports)
  say(
    terminal.stdout,
    ...(values.json ? [JSON.stringify(historyMembers(history), undefined, 2)] : historyLines(history)),
  )
  return EXIT.done
}

/** The question is in the audit before its answer is told; what is told does not yet hold it. */
async function tell(codiceFiscale: CodiceFiscale, reason: string, ports: HistoryPorts): Promise<ToldHistory> {
  const dossier = await ports.findDossierByCode(codiceFiscale)
  const receipts = await ports.findReceipts(dossier)
  const asked = { at: ports.clock.today(), knownAt: ports.clock.now() }
  // Those of one human being as known now: after a merge was undone nobody reads about the other.
  const entries = [...ofOnePerson(dossier, asked.knownAt).entries]
  const attestations = await ports.findAttestations(entries)
  const given = await ports.findGivenAnswers({ entries, attestations })
  const status = deriveStatus(dossier, asked)
  await ports.recordAudit({
    kind: 'history.asked',
    ...(dossier.start === undefined ? {} : { person: dossier.start }),
    answer: status.answer,
    trace: status.derivedFrom,
    detail: { reason, at: asked.at, knownAt: formatInstant(asked.knownAt) },
  })
  return { codiceFiscale, ...asked, receipts, given, ...personHistory(dossier, receipts, asked) }
}
