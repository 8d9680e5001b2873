import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type Snapshot } from '../db/snapshot.js'
import { Usage } from './command.js'

const count = z.number().int().nonnegative()
const SnapshotFile = z.strictObject({
  format: z.literal(1),
  takenAt: z.string(),
  tables: z.record(z.string(), count),
  sequences: z.record(z.string(), count),
  marks: z.record(z.string(), z.strictObject({ upTo: count, fingerprint: z.string() })),
})

/** Reads what an earlier `attesta doctor --snapshot` wrote. */
export function readSnapshot(file: string): Snapshot {
  try {
    return SnapshotFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Usage(`doctor: ${file} is not a snapshot that attesta doctor --snapshot wrote`)
  }
}

/** Counts only, but of whom is nobody else's business: readable by its owner alone. */
export function writeSnapshot(file: string, snapshot: Snapshot): void {
  try {
    writeFileSync(file, `${JSON.stringify(snapshot, undefined, 2)}\n`, { mode: 0o600 })
  } catch {
    throw new Usage(`doctor: ${file} cannot be written`)
  }
}
