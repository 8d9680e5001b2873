import { type Clock } from '../../kernel/clock.js'
import { DAY, type Instant, later } from '../../kernel/instant.js'
import { faultBeside, type ListFault, type ListReading, type TrustedList } from './trusted-list.js'

export interface RefreshPorts {
  /** The list as it is published now; nothing where it cannot be had. */
  fetchList: () => Promise<string | undefined>
  /** The last good copy. */
  findKept: () => Promise<{ xml: string; fetchedAt: Instant } | undefined>
  keep: (copy: { xml: string; fetchedAt: Instant }) => Promise<void>
  readList: (xml: string) => Promise<ListReading>
  clock: Clock
}

export type Refreshed =
  | { kind: 'inForce'; list: TrustedList; fetchedAt: Instant }
  /** The list could not be had, or not be taken; the one that was there stays. */
  | { kind: 'kept'; list: TrustedList | undefined; fault: ListFault | 'away' }

/**
 * Keeps the list in force: the good copy at the start, a new one each day. A list that is away or wrong changes
 * nothing; one whose time is over is believed no more, whatever the reason there is no newer one.
 */
export function refreshTrustedList(ports: RefreshPorts): () => Promise<Refreshed> {
  const { fetchList, findKept, keep, readList, clock } = ports
  let inForce: TrustedList | undefined
  let fetchedAt: Instant | undefined

  const loadKept = async () => {
    const kept = await findKept()
    const reading = kept && (await readList(kept.xml))
    if (kept && reading?.kind === 'read' && !faultBeside(reading.list, { inForce, now: clock.now() })) {
      inForce = reading.list
      fetchedAt = kept.fetchedAt
    }
  }

  return async () => {
    if (!inForce) await loadKept()
    const now = clock.now()
    if (inForce && inForce.nextUpdate < now) inForce = undefined
    if (inForce && fetchedAt !== undefined && now < later(fetchedAt, DAY)) {
      return { kind: 'inForce', list: inForce, fetchedAt }
    }
    const xml = await fetchList()
    if (xml === undefined) return { kind: 'kept', list: inForce, fault: 'away' }
    const reading = await readList(xml)
    if (reading.kind === 'refused') return { kind: 'kept', list: inForce, fault: reading.fault }
    const fault = faultBeside(reading.list, { inForce, now })
    if (fault) return { kind: 'kept', list: inForce, fault }
    await keep({ xml, fetchedAt: now })
    inForce = reading.list
    fetchedAt = now
    return { kind: 'inForce', list: inForce, fetchedAt: now }
  }
}
