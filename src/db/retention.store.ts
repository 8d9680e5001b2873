import { type Instant } from '../kernel/instant.js'
import { instantParameter } from './column-types.gateway.js'
import { type Session, statement } from './database.js'

const SUBJECTS = statement(
  'retention.subjects',
  'select subject from retention where since is not null order by subject',
)

/** The tables that a rule is applied to. */
export async function retentionSubjects(session: Session): Promise<string[]> {
  return (await session.query<{ subject: string }>(SUBJECTS)).map(({ subject }) => subject)
}

const COUNT = statement('retention.count', 'select count_due($1, $2::timestamptz) as rows')

/** How many rows a rule would delete. Reads only. */
export async function countDue(session: Session, subject: string, now: Instant): Promise<number> {
  return (await session.query<{ rows: number }>(COUNT, [subject, instantParameter(now)]))[0]?.rows ?? 0
}

const FORGET = statement('retention.forget', 'select forget_due($1, $2::timestamptz, $3) as rows')

/** Deletes so many rows at most of those that a rule says are due: the database judges that, and lets nothing else go. */
export async function forgetDue(
  session: Session,
  subject: string,
  { now, most }: { now: Instant; most: number },
): Promise<number> {
  const [row] = await session.query<{ rows: number }>(FORGET, [subject, instantParameter(now), most])
  return row?.rows ?? 0
}

const DROP_MONTHS = statement(
  'retention.dropMonths',
  `select coalesce(sum(drop_past_months(r.subject, $1::timestamptz)), 0) as months
   from retention r where r.subject in ('audit_check', 'audit_event')`,
)

/** Drops the months of the audit of which every row is gone. */
export async function dropPastMonths(session: Session, now: Instant): Promise<number> {
  return (await session.query<{ months: number }>(DROP_MONTHS, [instantParameter(now)]))[0]?.months ?? 0
}
