import { type Database, type Session } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { loadArchiveFor } from './archive.store.js'
import { findDossierByCode, findDossierByEntry } from './dossier.store.js'
import { countRecords, markFeed, sampleEvents } from './examination.store.js'
import { recordFindings } from './examine-records.js'
import { readFeedLine } from './feed-line.gateway.js'
import { insertEntries, insertEvents, lockFeed } from './feed.store.js'
import { importFeed } from './import-feed.js'
import { type NumberedLine, prepareLine, type PreparePorts } from './prepare-line.js'
import {
  findOpenIds,
  findQuarantined,
  findRetriable,
  keepRefused,
  lineContent,
  listQuarantine,
  releaseQuarantined,
  updateQuarantined,
} from './quarantine.store.js'
import { recordFeed, type TransactFeed } from './record-feed.js'
import { replayBatch, replayQuarantine } from './replay-quarantine.js'
import { sealedColumns } from './reseal.store.js'
import { countWaiting, findWaiting, lastSeq } from './waiting.store.js'

export interface RegistryNeeds {
  database: Database
  /** Where feeds are recorded, if not by the same connections. */
  background?: Database
  vault: Vault
  clock: Clock
  chance: Chance
}

export type Registry = ReturnType<typeof wireRegistry>

export function wireRegistry({ database, background = database, vault, clock, chance }: RegistryNeeds) {
  const prepare = prepareLine(preparePorts(vault))
  const transact: TransactFeed = (work) =>
    background.transact(async (session) => {
      await lockFeed(session)
      return work({
        loadArchive: (events) => loadArchiveFor(session, vault, events),
        insertEntries: (entries, now) => insertEntries(session, entries, now),
        insertEvents: (events, now) => insertEvents(session, events, now),
        keepRefused: (lines, now) => keepRefused(session, vault, lines, now),
        findRetriable: (stirred) => findRetriable(session, vault, stirred),
        findQuarantined: (ids) => findQuarantined(session, vault, ids),
        releaseQuarantined: (ids, now) => releaseQuarantined(session, ids, now),
        updateQuarantined: (lines) => updateQuarantined(session, lines),
        textMac: (text) => hex(vault.mac('content', lineContent(text))),
        prepareLine: prepare,
        clock,
        chance,
      })
    })
  const record = recordFeed(transact)
  const dossiersOn = (session: Session) => ({
    findDossierByCode: (codiceFiscale: CodiceFiscale) => findDossierByCode(session, vault, codiceFiscale),
    findDossierByEntry: (entry: string) => findDossierByEntry(session, vault, entry),
  })
  return {
    /** Records some lines as one batch. */
    recordFeed: (lines: NumberedLine[]) => record(lines.map(prepare), chance.uuid()),
    /** Records a feed of any length. */
    importFeed: importFeed({
      prepareLine: prepare,
      recordBatch: record,
      lastSeq: () => lastSeq(database),
      countWaiting: (after) => countWaiting(database, after),
      chance,
    }),
    dossiersOn,
    ...dossiersOn(database),
    /** What the doctor asks: whether the feed's tables tell one story, and where it ends. */
    examineOn: async (session: Session) => ({
      findings: recordFindings(await countRecords(session)),
      lastEvent: await lastSeq(session),
    }),
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault, (text) => prepare({ line: 0, text })),
    examineSealsOn: async (session: Session) =>
      sealFindings('feed_event', await sampleEvents(session, vault, SEAL_SAMPLE)),
    markFeedOn: markFeed,
    listWaiting: () => findWaiting(database, 0),
    listQuarantine: () => listQuarantine(database),
    /** Tries quarantined lines again: all, or those named. */
    replayQuarantine: replayQuarantine({
      findOpenIds: (ids) => findOpenIds(database, ids),
      replayBatch: replayBatch(transact),
      listQuarantine: () => listQuarantine(database),
    }),
  }
}

function preparePorts(vault: Vault): PreparePorts {
  return {
    readLine: readFeedLine,
    codeMac: (codiceFiscale) => hex(vault.mac('codiceFiscale', codiceFiscale)),
    protocolloMac: (protocollo) => hex(vault.mac('protocollo', protocollo)),
    contentMac: (content) => hex(vault.mac('content', content)),
    seal: vault.seal,
  }
}

function hex(mac: Buffer): string {
  return mac.toString('hex')
}
