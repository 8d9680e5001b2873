import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'
import { type Giudizio } from '../giudizio.js'
import { type Act } from './act.js'

/**
 * The revision date of a judgement on a day. `revisione.aggiornata` (the "timbro digitale", INPS msg 1650/2021) leaves
 * the judgement as it is and postpones or cancels the revision, from its `data`; of several the latest `data` decides,
 * then the latest recorded.
 */
export function revisionDateOn(
  giudizio: Giudizio,
  act: Act,
  events: RecordedEvent[],
  at: LegalDay,
): LegalDay | undefined {
  if (giudizio.dataRevisione === undefined) return undefined
  const stamp = latestStamp(act, events, at)
  if (stamp === undefined) return giudizio.dataRevisione
  return 'dataRevisione' in stamp.data ? stamp.data.dataRevisione : undefined
}

/**
 * Whether the revision date has passed: the judgement is still in force, with all its rights, until the new verbale
 * (art. 25 c. 6-bis D.L. 90/2014).
 */
export function isRevisionPending(dataRevisione: LegalDay | undefined, at: LegalDay): boolean {
  return dataRevisione !== undefined && dataRevisione < at
}

type Stamp = Extract<RecordedEvent, { type: 'revisione.aggiornata' }>

function latestStamp(act: Act, events: RecordedEvent[], at: LegalDay): Stamp | undefined {
  let latest: Stamp | undefined
  for (const event of events) {
    if (event.type !== 'revisione.aggiornata') continue
    if (event.data.protocollo !== act.protocollo || event.data.data > at) continue
    if (latest === undefined || isNewer(event, latest)) latest = event
  }
  return latest
}

function isNewer(one: Stamp, other: Stamp): boolean {
  if (one.data.data !== other.data.data) return one.data.data > other.data.data
  return one.occurredAt === other.occurredAt ? one.id > other.id : one.occurredAt > other.occurredAt
}
