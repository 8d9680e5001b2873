import { type Database, type Session } from '../../db/database.js'
import { findNamed, pagesOfQuarantine } from '../quarantine/quarantine-list.store.js'
import { type FeedNeeds, feedPorts } from '../recording/feed-ports.wire.js'
import { lockFeed } from '../recording/feed.store.js'
import { discardRefusals } from '../signed-batches/feed-refusal.store.js'
import { correctLine, type DeskAct, discardLines, showLine, type TransactDesk } from './attend-quarantine.js'
import { closeLines, findLine } from './desk.store.js'
import { discardBatches, type TransactDiscarding } from './discard-batches.js'
import { replayBatch, replayQuarantine } from './replay-quarantine.js'

export interface DeskNeeds extends FeedNeeds {
  database: Database
  /** Where feeds are recorded, if not by the same connections. */
  background?: Database
  /** The audit's writer that belongs to an open transaction. */
  auditOn: (session: Session) => (act: DeskAct) => Promise<void>
}

export type Desk = ReturnType<typeof wireDesk>

/** The desk at which refused lines are looked at, corrected, discarded and replayed, each time with a trace. */
export function wireDesk(needs: DeskNeeds) {
  const { database, background = database, vault, auditOn } = needs
  const transact: TransactDesk = (work) =>
    background.transact(async (session) => {
      await lockFeed(session)
      return work({
        ...feedPorts(session, needs),
        findLine: (id) => findLine(session, vault, id),
        closeLines: (as, lines, now) => closeLines(session, vault, as, lines, now),
        recordAct: auditOn(session),
      })
    })
  const discarding: TransactDiscarding = (work) =>
    database.transact((session) =>
      work({
        discardRefusals: (chosen) => discardRefusals(session, chosen, needs.clock.now()),
        recordAct: auditOn(session),
      }),
    )
  return {
    /** Closes refused batches, with a trace. */
    discardBatches: discardBatches(discarding),
    showLine: showLine(transact),
    correctLine: correctLine(transact),
    discardLines: discardLines(transact),
    /** Tries quarantined lines again: all, or those named. */
    replayQuarantine: replayQuarantine({
      openPages: () => pagesOfQuarantine(database, {}),
      findNamed: (ids) => findNamed(database, ids),
      replayBatch: replayBatch(transact),
    }),
  }
}
