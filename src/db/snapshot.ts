import { fault, type Finding, note, RESTORE_AGAIN } from '../kernel/finding.js'

export interface TableFact {
  name: string
  rows: number
  /** Whether rows leave it in ordinary life: retention deletes there, and no trigger forbids it. */
  mayShrink: boolean
}

export interface SequenceFact {
  /** `table.column` */
  name: string
  /** The last number it gave. */
  last: number
  /** The largest number that a row holds. */
  used: number
}

/** A run of rows that never changes once written: how far it reaches, and what its rows come to. */
export interface Mark {
  upTo: number
  fingerprint: string
}

/** What a database held at a moment, without anything about anybody: kept beside a backup, compared after a restore. */
export interface Snapshot {
  format: 1
  takenAt: string
  tables: Record<string, number>
  sequences: Record<string, number>
  marks: Record<string, Mark>
}

/** What is there now, in the same words; `marks` reach as far as those of the snapshot they are compared with. */
export interface Present {
  tables: TableFact[]
  sequences: SequenceFact[]
  marks: Record<string, Mark>
  /** The earliest partition of each partitioned table that must still be there: retention drops those before it. */
  firstMonths: string[]
}

export function snapshotOf(
  { tables, sequences, marks }: Omit<Present, 'firstMonths'>,
  takenAt: string,
): Snapshot {
  return {
    format: 1,
    takenAt,
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    sequences: Object.fromEntries(sequences.map(({ name, last }) => [name, last])),
    marks,
  }
}

/** What was there at the snapshot and is not any more. More rows are no surprise: the backup ended after it. */
export function compareWithSnapshot(
  before: Snapshot,
  { tables, sequences, marks, firstMonths }: Present,
): Finding[] {
  const since = `at the snapshot of ${before.takenAt}`
  const now = new Map(tables.map((table) => [table.name, table]))
  const findings: Finding[] = []
  for (const [name, rows] of Object.entries(before.tables)) {
    const table = now.get(name)
    if ((table?.rows ?? 0) >= rows && table !== undefined) continue
    const sentence = `${name} has ${String(table?.rows ?? 0)} rows; ${since} it had ${String(rows)}.`
    findings.push(
      table?.mayShrink === true || (!table && firstMonths.some((first) => isMonthBefore(name, first)))
        ? note('snapshot.fewerRows', `${sentence} Rows leave this table in ordinary life.`)
        : fault('snapshot.fewerRows', sentence, RESTORE_AGAIN),
    )
  }
  const last = new Map(sequences.map((sequence) => [sequence.name, sequence.last]))
  for (const [name, value] of Object.entries(before.sequences)) {
    if ((last.get(name) ?? 0) >= value) continue
    const sentence = `The sequence of ${name} stands at ${String(last.get(name) ?? 0)}; ${since} it stood at ${String(value)}.`
    findings.push(fault('snapshot.sequenceWentBack', sentence, RESTORE_AGAIN))
  }
  for (const [name, mark] of Object.entries(before.marks)) {
    if (marks[name]?.fingerprint === mark.fingerprint) continue
    const sentence = `The rows of ${name} up to number ${String(mark.upTo)} are not those that were there ${since}.`
    findings.push(fault('snapshot.otherRows', sentence, RESTORE_AGAIN))
  }
  return findings
}

/** Whether a partition is of the same table as another, and of an earlier month: `audit_check_2026_07`. */
function isMonthBefore(name: string, other: string): boolean {
  return name.slice(0, -7) === other.slice(0, -7) && name < other
}
