import { type Database } from '../../db/database.js'
import { every } from '../../jobs/every.gateway.js'
import { type Job } from '../../jobs/job.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { HOUR, later } from '../../kernel/instant.js'
import { linesIn } from '../../kernel/lines.js'
import { type Log } from '../../kernel/log.js'
import { type Vault } from '../../vault/vault.js'
import { type WebApp } from '../../web/server.gateway.js'
import { finishImportOf } from '../recording/feed-import.store.js'
import { type ImportReport } from '../recording/import-feed.js'
import { acceptBatch, type AcceptPorts } from './accept-batch.js'
import { applyBatch, type ApplyPorts, applyStored } from './apply-batch.js'
import { deleteOrphanParts, deleteParts, insertPart, readParts } from './feed-batch-part.store.js'
import { claimStored, keepParts, markApplied, markApplying, recordProgress } from './feed-batch-work.store.js'
import {
  countBatches,
  findByManifest,
  findPlaced,
  findReceipt,
  insertBatch,
  insertRefusal,
  listBatches,
  lockBatches,
  refusePlaced,
  releaseBatch,
} from './feed-batch.store.js'
import { feedBatchRoutes } from './feed-batches.routes.js'
import { atMost, canUnpack, inspect, keeping, sha256Of, unpacked } from './feed-bytes.gateway.js'
import { FeedFile } from './feed-file.gateway.js'
import { readRefusals } from './feed-refusal.store.js'
import { type FeedSenders } from './feed-senders.js'
import { isSignedBy, keyNamedBy } from './jws.gateway.js'
import { type BodyContent, type FileContent, receiveBody, receiveFile } from './receive-batch.js'
import { sealedBatchColumns } from './reseal-batches.store.js'
import { type Door, type Manifest, type SignedManifest } from './signed-batch.js'
import { verifyManifest } from './verify-manifest.js'

/** An urgent event does not wait for this: it is applied within its request. */
const LOOK_EVERY = 500

export interface FeedBatchesNeeds {
  database: Database
  /** Where jobs work, if not by the same connections. */
  background?: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  intake: { senders: FeedSenders; bodyLimit: number }
  importFeed: ApplyPorts['importFeed']
}

/** Where the reading of a file stands: it is read through once, then recorded. */
export interface ReadingReport {
  looked: (bytes: number) => void
  read: (bytes: number) => void
}

/** Signed batches of the feed, by file and over HTTP. */
export function wireFeedBatches(needs: FeedBatchesNeeds) {
  const { database, log, intake } = needs
  const { apply, applyNext } = wireUseCases(needs)
  const ports = {
    keepParts: (id: string, parts: string) => keepParts(database, id, parts),
    findReceipt: (id: string) => findReceipt(database, id),
  }
  const fromFile = receiveFile({ ...ports, accept: acceptBatch(acceptPorts(needs, 'file')), apply })
  const fromBody = receiveBody({
    ...ports,
    accept: acceptBatch(acceptPorts(needs, 'http')),
    applyStored: applyNext,
  })
  return {
    /** Takes a signed batch in from a file, and applies it. */
    receiveFile: async (path: string, signed: SignedManifest, report: ImportReport & ReadingReport) => {
      const file = await FeedFile.open(path)
      try {
        return await fromFile(signed, fileContent(needs, { signed, file }, report), report)
      } finally {
        await file.close()
      }
    },
    /** Applies one batch whose bytes are kept here, where one waits for nothing. */
    applyNext,
    findByManifest: (bytes: Buffer) => findByManifest(database, sha256Of(bytes)),
    listBatches: () => listBatches(database),
    sealedColumns: sealedBatchColumns(needs.vault),
    start: (): Job => startJobs(needs, applyNext),
    routes: (app: WebApp) => {
      feedBatchRoutes(app, {
        receive: (signed, bytes) => fromBody(signed, bodyContent(needs, bytes)),
        findReceipt: ports.findReceipt,
        countBatches: () => countBatches(database),
        readRefusals: () => readRefusals(database),
        bodyLimit: intake.bodyLimit,
        log,
      })
    },
  }
}

export type FeedBatches = ReturnType<typeof wireFeedBatches>

function wireUseCases(needs: FeedBatchesNeeds) {
  const { background: database = needs.database, vault, clock, importFeed } = needs
  const apply = applyBatch({
    importFeed,
    markApplying: (id, leaseUntil) => markApplying(database, id, leaseUntil),
    recordProgress: (id, lines, leaseUntil) => recordProgress(database, id, lines, leaseUntil),
    markApplied: (id, count, source) =>
      database.transact(async (session) => {
        await finishImportOf(session, source, clock.now())
        return markApplied(session, id, count, clock.now())
      }),
    clock,
  })
  const applyNext = applyStored({
    claimStored: (id, leaseUntil) => claimStored(database, id, { now: clock.now(), leaseUntil }),
    linesOf: ({ parts, encoding }) => linesIn(unpacked(readParts(database, vault, parts), encoding)),
    apply,
    clock,
  })
  return { apply, applyNext }
}

function acceptPorts({ database, vault, clock, chance, intake }: FeedBatchesNeeds, door: Door): AcceptPorts {
  const writing = () => ({ vault, id: chance.uuid(), now: clock.now(), door })
  return {
    verify: verifyManifest({ senders: intake.senders, keyNamedBy, isSignedBy }),
    sha256Of,
    canUnpack,
    findByManifest: (manifestSha256) => findByManifest(database, manifestSha256),
    recordRefusal: (refused) => database.transact((session) => insertRefusal(session, writing(), refused)),
    transact: (work) =>
      database.transact(async (session) => {
        await lockBatches(session)
        return work({
          findPlaced: (sender, sequence) => findPlaced(session, sender, sequence),
          insertBatch: (batch) => insertBatch(session, writing(), batch),
          release: (id) => releaseBatch(session, id),
          refusePlaced: (id, cause) => refusePlaced(session, id, cause, clock.now()),
        })
      }),
  }
}

function startJobs(
  { database, background = database, clock, log }: FeedBatchesNeeds,
  applyNext: ReturnType<typeof applyStored>,
): Job {
  const applying = async () => {
    const receipt = await applyNext()
    if (receipt) log('feed.batchApplied', { count: receipt.lines ?? 0 })
    return receipt !== undefined
  }
  const sweeping = async () => {
    await deleteOrphanParts(background, later(clock.now(), -HOUR))
    return false
  }
  const jobs = [
    every(LOOK_EVERY, applying, { name: 'applyBatches', log }),
    every(HOUR, sweeping, { name: 'sweepBatches', log }),
  ]
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()))
    },
  }
}

/** Keeps bytes sealed under a new name. */
function keepUnder(parts: string, { database, vault, clock }: FeedBatchesNeeds) {
  return (place: number, bytes: Buffer) =>
    insertPart(database, vault, { parts, place, bytes, now: clock.now() })
}

function fileContent(
  needs: FeedBatchesNeeds,
  { signed, file }: { signed: SignedManifest; file: FeedFile },
  { looked, read }: ReadingReport,
): FileContent {
  let manifest: Manifest | undefined
  return {
    inspect: (of) => {
      manifest = of
      return inspect(file.chunks(looked), of.encoding)
    },
    lines: () => ({
      lines: linesIn(unpacked(file.chunks(read), manifest?.encoding ?? 'identity')),
      source: sha256Of(signed.bytes),
    }),
    store: async () => {
      const parts = needs.chance.uuid()
      for await (const _ of keeping(file.chunks(), keepUnder(parts, needs)));
      return parts
    },
  }
}

function bodyContent(needs: FeedBatchesNeeds, bytes: AsyncIterable<Buffer>): BodyContent {
  const parts = needs.chance.uuid()
  return {
    parts,
    inspect: async ({ encoding }) => {
      const exceeded = new Set<'tooLarge'>()
      const limited = atMost(bytes, needs.intake.bodyLimit, () => exceeded.add('tooLarge'))
      const inspection = await inspect(keeping(limited, keepUnder(parts, needs)), encoding)
      const [problem = inspection.problem] = exceeded
      return { ...inspection, problem }
    },
    discard: () => deleteParts(needs.database, parts),
  }
}
