import { type AuditKind } from '../audit/audit-event.js'
import { type Instant } from '../kernel/instant.js'

/** One line of the holder's list: who looked, or what changed. Nothing in it is about third persons. */
export type CheckLine =
  | { kind: 'scan'; hour: Instant; answer: 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid' }
  | {
      kind: 'event'
      at: Instant
      event: AuditKind
      /** Operator, body and purpose, as they stated them. */
      operator?: string
      body?: string
      purpose?: string
      reference?: string
      fieldsShown: string[]
    }

/** Newest first. */
export type FindChecks = (entries: string[]) => Promise<CheckLine[]>

export function instantOf(line: CheckLine): Instant {
  return line.kind === 'scan' ? line.hour : line.at
}

/** The last scan, for "last check" on the page of the QR. */
export function lastScan(lines: CheckLine[]): Instant | undefined {
  const scan = lines.find((line) => line.kind === 'scan')
  return scan && instantOf(scan)
}
