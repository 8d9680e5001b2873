import { type AuditKind } from '../audit/audit-event.js'
import { HOUR, type Instant, later } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'

/** One line of the holder's list: who looked, or what changed. Nothing in it is about third persons. */
export type CheckLine =
  | { kind: 'scan'; hour: Instant; answer: 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid' }
  | {
      kind: 'event'
      at: Instant
      event: AuditKind
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

/** The last scan, for "last check" on the page of the QR. */
export function lastScan(lines: CheckLine[]): Instant | undefined {
  const scan = lines.find((line) => line.kind === 'scan')
  return scan?.kind === 'scan' ? scan.hour : undefined
}
