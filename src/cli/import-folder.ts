import { watch } from 'node:fs'
import { statSync } from 'node:fs'
import { readManifest } from '../registry/signed-batches/read-manifest.js'
import { batchesIn, type FolderBatch } from './batch-files.js'
import { EXIT, type Terminal } from './command.js'
import { applyWaiting, type BatchDoor, importBatch } from './import-batch.js'

/** A file system that tells of no change is asked this often: a share on the network. */
const POLL_EVERY = 2000

export interface Watching {
  /** Goes on until it is told to stop. */
  watch: boolean
  stop: AbortSignal
  pollEvery?: number
}

/**
 * Takes in the complete batches of a folder, in the order of their sequence. Nothing is moved or marked: what was taken
 * in is known by its manifest. The batch under way is finished before it stops.
 */
export async function importFolder(
  folder: string,
  terminal: Terminal,
  door: BatchDoor,
  { watch: goOn, stop, pollEvery = POLL_EVERY }: Watching,
): Promise<number> {
  /** What was looked at is looked at again once its files have changed. */
  const tried = new Map<string, string>()
  const bell = new Bell()
  const watcher = goOn ? watch(folder, () => bell.ring()).on('error', () => undefined) : undefined
  stop.addEventListener('abort', () => bell.ring(), { once: true })
  let exitCode: number = EXIT.done
  try {
    do {
      for (const batch of inOrder(batchesIn(folder))) {
        if (stop.aborted) break
        if (await isDone(batch, tried, door)) continue
        tried.set(batch.file, batch.look)
        const { size } = statSync(batch.file)
        exitCode = Math.max(exitCode, await importBatch({ ...batch, size }, terminal, door))
      }
      if (!stop.aborted) exitCode = Math.max(exitCode, await applyWaiting(terminal, door))
      if (goOn && !stop.aborted) await bell.wait(pollEvery)
    } while (goOn && !stop.aborted)
  } finally {
    watcher?.close()
  }
  return exitCode
}

async function isDone(
  { file, look, changedAt, signed }: FolderBatch,
  tried: Map<string, string>,
  { batches }: BatchDoor,
): Promise<boolean> {
  if (tried.get(file) === look) return true
  const receipt = await batches.findByManifest(signed.bytes)
  if (receipt === undefined || (receipt.state !== 'applied' && !receipt.isStored)) return false
  // Changed after it was taken in: perhaps other bytes under the manifest that is known. It is looked through again.
  return changedAt <= (receipt.settledAt ?? receipt.receivedAt)
}

function inOrder(batches: FolderBatch[]): FolderBatch[] {
  return batches
    .map((batch) => ({ batch, manifest: readManifest(batch.signed.bytes) }))
    .sort(
      ({ manifest: one }, { manifest: other }) =>
        (one?.sender ?? '').localeCompare(other?.sender ?? '') ||
        (one?.sequence ?? 0) - (other?.sequence ?? 0),
    )
    .map(({ batch }) => batch)
}

/** Wakes who waits; a ring that nobody waited for is heard by the next. */
class Bell {
  private rung = false
  private wake: (() => void) | undefined

  ring(): void {
    this.rung = true
    this.wake?.()
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.rung = false
    this.wake = undefined
  }
}
