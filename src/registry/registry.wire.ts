import { type Database, type Session } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Vault } from '../vault/vault.js'
import { loadArchive } from './archive.store.js'
import { findDossierByCode, findDossierByEntry } from './dossier.store.js'
import { readFeedLine } from './feed-line.gateway.js'
import { insertEntries, insertEvents, lockFeed } from './feed.store.js'
import {
  findQuarantined,
  findQuarantinedAbout,
  insertRefused,
  listQuarantine,
  listWaiting,
  releaseQuarantined,
  updateQuarantined,
} from './quarantine.store.js'
import { type FeedPorts, recordFeed, type RecordFeedUse, replayQuarantine } from './record-feed.js'

export interface RegistryNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
}

export type Registry = ReturnType<typeof wireRegistry>

export function wireRegistry({ database, vault, clock, chance }: RegistryNeeds) {
  const portsOn = (session: Session): FeedPorts => ({
    loadArchive: (keys) => loadArchive(session, keys),
    insertEntries: (entries, now) => insertEntries(session, entries, now),
    insertEvents: (events, now) => insertEvents(session, vault, events, now),
    insertRefused: (lines, now) => insertRefused(session, { vault, chance }, lines, now),
    findQuarantined: (about) => findQuarantinedAbout(session, vault, about),
    releaseQuarantined: (ids, now) => releaseQuarantined(session, ids, now),
    updateQuarantined: (lines) => updateQuarantined(session, lines),
  })
  const use: RecordFeedUse = {
    transact: (work) =>
      database.transact(async (session) => {
        await lockFeed(session)
        return work(portsOn(session))
      }),
    readLine: readFeedLine,
    codeMac: (codiceFiscale) => vault.mac('codiceFiscale', codiceFiscale).toString('hex'),
    protocolloMac: (protocollo) => vault.mac('protocollo', protocollo).toString('hex'),
    contentMac: (content) => vault.mac('content', content).toString('hex'),
    clock,
    chance,
  }
  const dossiersOn = (session: Session) => ({
    findDossierByCode: (codiceFiscale: CodiceFiscale) => findDossierByCode(session, vault, codiceFiscale),
    findDossierByEntry: (entry: string) => findDossierByEntry(session, vault, entry),
  })
  const replay = replayQuarantine(use)
  return {
    recordFeed: recordFeed(use),
    dossiersOn,
    ...dossiersOn(database),
    listWaiting: () => listWaiting(database),
    listQuarantine: () => listQuarantine(database),
    /** Tries quarantined lines again: all, or those named. */
    replayQuarantine: async (ids: string[]) => replay(await findQuarantined(database, vault, ids)),
  }
}
