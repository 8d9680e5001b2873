import { fault, type Finding, note, RESTORE_AGAIN } from '../kernel/finding.js'

export interface TrailFacts {
  /** The months (`2026-11`, of UTC) that have a partition, by trail, in order. */
  months: ReadonlyMap<string, string[]>
  /** Of `audit_event`: how many rows, the smallest and the largest number. */
  rows: number
  first: number
  last: number
  /** The largest feed event that an answer says it was made of. */
  lastEvent: number
}

/**
 * Whether the trail is whole: no month between the first and the present without a place for its rows, and no answer
 * made of events that the feed does not hold. `month` is the present one, `lastFeedEvent` the last of the feed.
 */
export function trailFindings(
  facts: TrailFacts,
  { month, lastFeedEvent }: { month: string; lastFeedEvent: number },
): Finding[] {
  const findings: Finding[] = []
  for (const [trail, months] of facts.months) findings.push(...monthFindings(trail, months, month))
  const gaps = facts.rows === 0 ? 0 : facts.last - facts.first + 1 - facts.rows
  if (gaps > 0)
    findings.push(
      note(
        'audit.gaps',
        `${String(gaps)} numbers of audit_event belong to no row: a transaction that is undone, or a server that crashed, uses up numbers.`,
      ),
    )
  if (facts.lastEvent > lastFeedEvent)
    findings.push(
      fault(
        'audit.aheadOfFeed',
        `The audit shows an answer made of event ${String(facts.lastEvent)}, but the feed ends at ${String(lastFeedEvent)}.`,
        `The feed is of an earlier moment than the audit. ${RESTORE_AGAIN}`,
      ),
    )
  return findings
}

function monthFindings(trail: string, months: string[], present: string): Finding[] {
  const [first] = months
  const last = months.at(-1)
  if (first === undefined || last === undefined)
    return [fault('audit.noMonth', `${trail} has no partition at all.`, RESTORE_AGAIN)]
  const there = new Set(months)
  const findings: Finding[] = []
  for (let month = first; month < last; month = following(month))
    if (!there.has(month))
      findings.push(
        fault(
          'audit.monthMissing',
          `${trail} has no partition for ${month}, though it has earlier and later ones.`,
          `${RESTORE_AGAIN} Where the service truly did not run in that month: select ensure_audit_partitions('${month}-01').`,
        ),
      )
  if (last < present)
    findings.push(
      note(
        'audit.ends',
        `${trail} ends with ${last}: nothing was recorded since.`,
        `As expected of a restore to that time. For an unbroken row of months: select ensure_audit_partitions(month) for each from ${following(last)} on.`,
      ),
    )
  return findings
}

function following(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(number + 1).padStart(2, '0')}`
}
