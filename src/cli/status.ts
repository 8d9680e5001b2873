import { parseArgs } from 'node:util'
import { type RecordAudit } from '../audit/audit-event.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale, readTypedCodiceFiscale } from '../kernel/codice-fiscale.js'
import { formatInstant, type Instant, parseInstant } from '../kernel/instant.js'
import { type LegalDay, parseLegalDay } from '../kernel/legal-day.js'
import { deriveStatus } from '../registry/derivation/derive-status.js'
import { type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { type Dossier } from '../registry/dossier.js'
import { answerLines, answerMembers } from './answer-words.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { firstLineOf, linesOf } from './lines.js'

export const help = `attesta status CF|- [--at DATE] [--known-at INSTANT] --reason TEXT [--json]
attesta status --batch FILE|- --reason TEXT

Says what the status of a person is, or was, and writes in the audit who asked why.

  CF            the codice fiscale; "-" reads it from standard input, out of shell history
  --at          the legal day, YYYY-MM-DD (default: today in Europe/Rome)
  --known-at    as known at an instant, RFC 3339 (default: now)
  --reason      why you ask; kept in the audit
  --json        prints the answer of design.md §6.2
  --batch       reads {"codiceFiscale","at","knownAt"} lines, prints one JSON answer a line, in order`

export interface StatusPorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  recordAudit: RecordAudit
  clock: Clock
}

interface Asked {
  codiceFiscale: CodiceFiscale
  at: LegalDay
  knownAt: Instant
}

/** `attesta status`: answers one question, or a batch of them. */
export async function statusCommand(args: string[], terminal: Terminal, ports: StatusPorts): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      'known-at': { type: 'string' },
      reason: { type: 'string' },
      json: { type: 'boolean', default: false },
      batch: { type: 'string' },
    },
  })
  const reason = values.reason?.trim()
  if (!reason) throw new Usage('status: --reason is missing: say why you ask')
  if (values.batch !== undefined) return batch(values.batch, reason, terminal, ports)
  const [code, ...others] = positionals
  if (code === undefined || others.length > 0) throw new Usage('status: name one codice fiscale, or "-"')
  const typed = code === '-' ? await firstLineOf(terminal.stdin) : code
  const asked = readAsked({ codiceFiscale: typed, at: values.at, knownAt: values['known-at'] }, ports.clock)
  if ('wrong' in asked) throw new Usage(`status: ${FLAG_OF[asked.wrong]} cannot be read`)
  const status = await answer(asked, reason, ports)
  say(
    terminal.stdout,
    ...(values.json ? [JSON.stringify(toJson(asked, status), undefined, 2)] : toLines(status)),
  )
  return EXIT.done
}

const FLAG_OF = { codiceFiscale: 'the codice fiscale', at: '--at', knownAt: '--known-at' } as const

async function batch(file: string, reason: string, terminal: Terminal, ports: StatusPorts): Promise<number> {
  let wrongLines = 0
  for await (const { text } of linesOf(file, terminal.stdin)) {
    if (text.trim() === '') continue
    const asked = readBatchLine(text, ports.clock)
    if ('wrong' in asked) {
      wrongLines++
      say(terminal.stdout, JSON.stringify({ error: asked.wrong }))
    } else {
      say(terminal.stdout, JSON.stringify(toJson(asked, await answer(asked, reason, ports))))
    }
  }
  return wrongLines === 0 ? EXIT.done : EXIT.refused
}

type BatchWrong = { wrong: 'codiceFiscale' | 'at' | 'knownAt' | 'line' }

function readBatchLine(text: string, clock: Clock): Asked | BatchWrong {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return { wrong: 'line' }
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return { wrong: 'line' }
  return readAsked(line, clock)
}

function readAsked(
  given: { codiceFiscale?: unknown; at?: unknown; knownAt?: unknown },
  clock: Clock,
): Asked | { wrong: 'codiceFiscale' | 'at' | 'knownAt' } {
  const code =
    typeof given.codiceFiscale === 'string' ? readTypedCodiceFiscale(given.codiceFiscale) : undefined
  if (code?.kind !== 'read') return { wrong: 'codiceFiscale' }
  const at =
    given.at === undefined
      ? clock.today()
      : typeof given.at === 'string'
        ? parseLegalDay(given.at)
        : undefined
  if (at === undefined) return { wrong: 'at' }
  const knownAt =
    given.knownAt === undefined
      ? clock.now()
      : typeof given.knownAt === 'string'
        ? parseInstant(given.knownAt)
        : undefined
  if (knownAt === undefined) return { wrong: 'knownAt' }
  return { codiceFiscale: code.codiceFiscale, at, knownAt }
}

/** The question is in the audit before its answer is told. */
async function answer(
  { codiceFiscale, at, knownAt }: Asked,
  reason: string,
  ports: StatusPorts,
): Promise<DisabilityStatus> {
  const dossier = await ports.findDossierByCode(codiceFiscale)
  const status = deriveStatus(dossier, { at, knownAt })
  await ports.recordAudit({
    kind: 'status.asked',
    ...(dossier.start === undefined ? {} : { person: dossier.start }),
    answer: status.answer,
    trace: status.derivedFrom,
    detail: { reason, at, knownAt: formatInstant(knownAt) },
  })
  return status
}

function toJson({ codiceFiscale }: Asked, status: DisabilityStatus) {
  return { codiceFiscale, at: status.at, knownAt: formatInstant(status.knownAt), ...answerMembers(status) }
}

function toLines(status: DisabilityStatus): string[] {
  return [
    `${status.answer} on ${status.at}, as known at ${formatInstant(status.knownAt)}`,
    ...answerLines(status),
  ]
}
