import { type AuditKind } from '../audit/audit-event.js'
import { type Ground } from '../identity/acting-for.js'
import { HOUR, type Instant, later } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'

/** One line of the holder's list: who looked, or what changed. Nothing in it is about third persons. */
export type CheckLine =
  | { kind: 'scan'; hour: Instant; answer: 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid' }
  | {
      kind: 'event'
      at: Instant
      event: AuditKind
      /** Who did it for the holder, and on what ground. */
      actor?: string
      ground?: Ground
      /** Operator, body and purpose, as they were stated then; of an act of one's own QR, the counter that did it. */
      operator?: string
      body?: Record<Locale, string>
      purpose?: Record<Locale, string>
      reference?: string
      fieldsShown: string[]
    }

/** Newest first. */
export type FindChecks = (entries: string[]) => Promise<CheckLine[]>

/**
 * Where a line stands in the list. Of a scan only the hour is kept: it stands at the end of it, since what it needed, the
 * issue of the QR, may be of the same hour.
 */
export function instantOf(line: CheckLine): Instant {
  return line.kind === 'scan' ? later(line.hour, HOUR) : line.at
}

/** Who approved for the holder stands beside what was seen then; by itself only where nothing was. */
export function withApprovers(lines: CheckLine[]): CheckLine[] {
  const approvers = new Map<string, Extract<CheckLine, { kind: 'event' }>>()
  const seen = new Set<string>()
  for (const line of lines) {
    if (line.kind !== 'event' || line.reference === undefined) continue
    if (line.event === 'disclosure.confirmed') approvers.set(line.reference, line)
    if (line.event === 'disclosure.shown') seen.add(line.reference)
  }
  return lines.flatMap((line) => {
    if (line.kind !== 'event' || line.reference === undefined) return [line]
    if (line.event === 'disclosure.confirmed') return seen.has(line.reference) ? [] : [line]
    const approver = line.event === 'disclosure.shown' ? approvers.get(line.reference) : undefined
    const { actor, ground } = approver ?? {}
    return [actor === undefined || ground === undefined ? line : { ...line, actor, ground }]
  })
}

/** The last scan, for "last check" on the page of the QR. */
export function lastScan(lines: CheckLine[]): Instant | undefined {
  const scan = lines.find((line) => line.kind === 'scan')
  return scan?.kind === 'scan' ? scan.hour : undefined
}
