import { type Session } from '../../db/database.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Vault } from '../../vault/vault.js'
import { loadArchiveFor } from '../admission/archive.store.js'
import { macText } from '../mac.js'
import {
  findQuarantined,
  findRetriable,
  keepRefused,
  lineContent,
  releaseQuarantined,
  updateQuarantined,
} from '../quarantine/quarantine.store.js'
import { preparation } from '../reading/preparation.gateway.js'
import { advanceImport } from './feed-import.store.js'
import { insertEntries, insertEvents } from './feed.store.js'
import { type FeedPorts } from './record-feed.js'

export interface FeedNeeds {
  vault: Vault
  clock: Clock
  chance: Chance
}

/** What the feed's writers may do in an open transaction that holds the feed's lock. */
export function feedPorts(session: Session, { vault, clock, chance }: FeedNeeds): FeedPorts {
  return {
    loadArchive: (events) => loadArchiveFor(session, vault, events),
    insertEntries: (entries, now) => insertEntries(session, entries, now),
    insertEvents: (events, now) => insertEvents(session, events, now),
    keepRefused: (lines, now) => keepRefused(session, vault, lines, now),
    findRetriable: (stirred) => findRetriable(session, vault, stirred),
    findQuarantined: (ids) => findQuarantined(session, vault, ids),
    releaseQuarantined: (ids, now) => releaseQuarantined(session, ids, now),
    updateQuarantined: (lines) => updateQuarantined(session, lines),
    advanceImport: (id, lastLine, more) => advanceImport(session, id, lastLine, more),
    textMac: (text) => macText(vault.mac('content', lineContent(text))),
    prepareLine: preparation(vault),
    clock,
    chance,
  }
}
