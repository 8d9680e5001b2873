import { type Database, type Session } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { DAY, later } from '../kernel/instant.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type VaultKeys } from '../vault/vault.js'
import { findActsInForce } from './comparison/acts-in-force.store.js'
import { compareRegistry, type CompareReport } from './comparison/compare-registry.js'
import { readSnapshotLine } from './comparison/snapshot-line.gateway.js'
import { openSorter } from './comparison/sorter.gateway.js'
import { type Dossier } from './dossier.js'
import { findDossierByCode, findDossierByEntry, findReceipts } from './dossier.store.js'
import { countRecords, markFeed, readNumbers, sampleEvents } from './examination.store.js'
import { numberFindings, recordFindings } from './examine-records.js'
import { type QuarantineFilter } from './quarantine/quarantine.js'
import { countQuarantine, pagesOfQuarantine } from './quarantine/quarantine-list.store.js'
import { keepMemoryFlat } from './reading/flat-memory.gateway.js'
import { preparation } from './reading/preparation.gateway.js'
import { type NumberedLine } from './reading/prepare-line.js'
import { openPreparation } from './reading/prepare-lines.gateway.js'
import { beginImport, finishImport } from './recording/feed-import.store.js'
import { type FeedNeeds, feedPorts } from './recording/feed-ports.wire.js'
import { lockFeed } from './recording/feed.store.js'
import {
  importFeed,
  type ImportPorts,
  type ImportReport,
  type ImportSource,
} from './recording/import-feed.js'
import { type FeedCount, recordFeed, type TransactFeed } from './recording/record-feed.js'
import { countWaiting, findWaiting, lastSeq } from './recording/waiting.store.js'
import { findRepresented } from './represented.store.js'
import { sealedColumns } from './reseal.store.js'

export interface RegistryNeeds extends FeedNeeds {
  database: Database
  /** Where feeds are recorded, if not by the same connections. */
  background?: Database
  /** With them a long import is prepared on threads of its own. */
  keys?: VaultKeys
}

const NOTHING: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }

export type Registry = ReturnType<typeof wireRegistry>

export function wireRegistry({ database, background = database, vault, keys, clock, chance }: RegistryNeeds) {
  const prepare = preparation(vault)
  const needs = { vault, clock, chance }
  const transact: TransactFeed = (work, isLong) =>
    background.transact(async (session) => {
      await lockFeed(session, isLong)
      return work(feedPorts(session, needs))
    })
  const record = recordFeed(transact)
  const importPorts: Omit<ImportPorts, 'prepareLines'> = {
    recordBatch: record,
    beginImport: async (source) => {
      const before = await lastSeq(background)
      const id = chance.uuid()
      return source === undefined
        ? { id, resumable: false, lastLine: 0, count: NOTHING, before }
        : beginImport(background, source, { id, now: clock.now(), lastSeq: before })
    },
    finishImport: async ({ id, resumable }) => {
      if (resumable) await finishImport(background, id, clock.now())
    },
    countWaiting: (after) => countWaiting(background, vault, after),
  }
  const dossiersOn = (session: Session) => ({
    findDossierByCode: (codiceFiscale: CodiceFiscale) => findDossierByCode(session, vault, codiceFiscale),
    findDossierByEntry: (entry: string) => findDossierByEntry(session, vault, entry),
    /** Of all whom somebody was ever registered to act for. */
    findRepresented: (representative: CodiceFiscale) => findRepresented(session, vault, representative),
  })
  const compare = compareRegistry({
    readLine: readSnapshotLine,
    findActsInForce: () => findActsInForce(database, vault, { at: clock.today(), knownAt: clock.now() }),
    protocolloMac: (protocollo) => vault.mac('protocollo', protocollo),
    codeMacs: (codiceFiscale) => vault.macs('codiceFiscale', codiceFiscale),
    contentMac: (content) => vault.mac('content', content),
    openSorter,
  })
  return {
    /** Records some lines as one batch. */
    recordFeed: (lines: NumberedLine[]) =>
      record(lines.map(prepare), { id: chance.uuid(), resumable: false }),
    /** Records a feed of any length. */
    importFeed: async (
      lines: AsyncIterable<NumberedLine>,
      report: ImportReport,
      source?: ImportSource,
    ): Promise<FeedCount> => {
      const { prepareLines, close } = openPreparation(vault, keys)
      const run = importFeed({ ...importPorts, prepareLines })
      return run(lines, report, source).finally(close)
    },
    dossiersOn,
    ...dossiersOn(database),
    /** When each event of a dossier was received. */
    findReceipts: (dossier: Dossier) => findReceipts(database, dossier),
    /** What the doctor asks: whether the feed's tables tell one story, and where it ends. */
    examineOn: async (session: Session) => ({
      findings: [
        ...recordFindings(await countRecords(session)),
        ...numberFindings(await readNumbers(session)),
      ],
      lastEvent: await lastSeq(session),
    }),
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault, (text) => prepare({ line: 0, text })),
    examineSealsOn: async (session: Session) =>
      sealFindings('feed_event', await sampleEvents(session, vault, SEAL_SAMPLE)),
    markFeedOn: markFeed,
    /** What waits; with a number of days, only what has waited longer. */
    listWaiting: (longerThan?: number) =>
      findWaiting(database, vault, {
        receivedBy: longerThan === undefined ? undefined : later(clock.now(), -longerThan * DAY),
      }),
    /** Compares an institution's list of acts in force with ours, as they are now. */
    compareRegistry: (lines: AsyncIterable<NumberedLine>, report: CompareReport) =>
      compare(lines, report).finally(keepMemoryFlat()),
    /** Open lines of the quarantine, in the order in which they came. */
    listQuarantine: async function* (filter: QuarantineFilter = {}) {
      for await (const page of pagesOfQuarantine(database, filter)) yield* page
    },
    countQuarantine: (filter: QuarantineFilter) => countQuarantine(database, filter),
  }
}
