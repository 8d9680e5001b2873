import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type TrailFacts } from './audit-continuity.js'

const MONTHS = statement(
  'audit.examineMonths',
  `select t.relname as trail,
     substring(pg_get_expr(p.relpartbound, p.oid) from 'FROM \\(''(\\d{4}-\\d{2})') as month
   from pg_inherits h join pg_class t on t.oid = h.inhparent join pg_class p on p.oid = h.inhrelid
   where t.relname in ('audit_check', 'audit_event') and t.relnamespace = 'public'::regnamespace order by 1, 2`,
)
const REACH = statement(
  'audit.examineReach',
  `select count(*) as rows, coalesce(min(seq), 0) as first, coalesce(max(seq), 0) as last,
     greatest(coalesce(max(last_event), 0), (select coalesce(max(c.last_event), 0) from audit_check c)) as "lastEvent"
   from audit_event`,
)

/** Which months have room, how far the numbers go, and the last event that any answer was made of. */
export async function readTrail(session: Session): Promise<TrailFacts> {
  const months = new Map<string, string[]>([
    ['audit_check', []],
    ['audit_event', []],
  ])
  for (const { trail, month } of await session.query<{ trail: string; month: string | null }>(MONTHS))
    if (month !== null) months.get(trail)?.push(month)
  const [reach] = await session.query<Omit<TrailFacts, 'months'>>(REACH)
  return { months, ...(reach ?? { rows: 0, first: 0, last: 0, lastEvent: 0 }) }
}

const SAMPLE = statement(
  'audit.sampleDetails',
  `select id, sealed_detail from audit_event where sealed_detail is not null order by seq desc limit $1`,
)

export async function sampleDetails(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; sealed_detail: Buffer }>(SAMPLE, [size])
  return rows.map(({ id, sealed_detail }) =>
    checkSeal(vault, { table: 'audit_event', row: id }, sealed_detail, () => true),
  )
}
