import { type Session, statement } from './database.js'
import { type SequenceFact, type TableFact } from './snapshot.js'

const SNAPSHOT = 'set transaction isolation level repeatable read, read only'

/** One moment for all that follows, and a promise to write nothing. First in its transaction. */
export async function holdStill(session: Session): Promise<void> {
  await session.script(SNAPSHOT)
}

const STATE = statement(
  'doctor.state',
  `select pg_is_in_recovery() as recovering, to_regclass('public.schema_migration') is not null as ours,
     (select count(*) from pg_prepared_xacts where database = current_database()) as prepared`,
)

export interface ServerState {
  /** A standby, or a recovery that waits to be ended: nothing can be written. */
  recovering: boolean
  /** Whether any migration was ever applied here. */
  ours: boolean
  /** Prepared transactions: they hold locks until somebody ends them. */
  prepared: number
}

export async function readState(session: Session): Promise<ServerState> {
  const [state] = await session.query<ServerState>(STATE)
  return state ?? { recovering: false, ours: false, prepared: 0 }
}

const INVALID_INDEXES = statement(
  'doctor.invalidIndexes',
  `select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid
   where i.relnamespace = 'public'::regnamespace and not (x.indisvalid and x.indisready) order by i.relname`,
)

export async function findInvalidIndexes(session: Session): Promise<string[]> {
  return (await session.query<{ name: string }>(INVALID_INDEXES)).map(({ name }) => name)
}

// A partition is as guarded as its table when it has each of its triggers, in the same state, and gives nobody a
// power of its own: rows can be reached through either.
const UNGUARDED = statement(
  'doctor.unguardedPartitions',
  `select p.relname as name from pg_inherits h join pg_class p on p.oid = h.inhrelid
   where p.relnamespace = 'public'::regnamespace and p.relkind in ('r', 'p') and (
     exists (select from pg_trigger t where t.tgrelid = h.inhparent and not t.tgisinternal
       and not exists (select from pg_trigger c
         where c.tgrelid = p.oid and c.tgparentid = t.oid and c.tgenabled = t.tgenabled))
     or exists (select from aclexplode(p.relacl) a left join pg_roles g on g.oid = a.grantee
       where a.grantee = 0 or g.rolname in ('attesta_app', 'attesta_retention', 'attesta_resealer')))
   order by p.relname`,
)

/** Partitions that lack a trigger of their table, or can be written past it. */
export async function findUnguardedPartitions(session: Session): Promise<string[]> {
  return (await session.query<{ name: string }>(UNGUARDED)).map(({ name }) => name)
}

const TABLES = statement(
  'doctor.tables',
  `select c.relname as name, quote_ident(c.relname) as quoted, exists (
       select from aclexplode(c.relacl) a join pg_roles g on g.oid = a.grantee
       where g.rolname = 'attesta_retention' and a.privilege_type = 'DELETE')
     and not exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
       where t.tgrelid = c.oid and f.proname = 'refuse_change')
     or exists (select from pg_inherits h join pg_class p on p.oid = h.inhparent join retention r on r.subject = p.relname
       where h.inhrelid = c.oid and right(c.relname, 7) <= to_char(now() - r.keep, 'YYYY_MM')) as "mayShrink"
   from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     and not exists (select from pg_depend d
       where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by c.relname`,
)

/** How many rows each table and each partition has; counted, not guessed. */
export async function countRows(session: Session): Promise<TableFact[]> {
  const facts: TableFact[] = []
  for (const { name, quoted, mayShrink } of await session.query<TableFact & { quoted: string }>(TABLES)) {
    const [counted] = await session.query<{ rows: number }>(
      statement(`doctor.count.${name}`, `select count(*) as rows from public.${quoted}`),
    )
    facts.push({ name, mayShrink, rows: counted?.rows ?? 0 })
  }
  return facts
}

const FIRST_MONTHS = statement(
  'doctor.firstMonths',
  `select r.subject || '_' || to_char(now() - r.keep, 'YYYY_MM') as name
   from retention r join pg_partitioned_table p on p.partrelid = to_regclass(r.subject) order by 1`,
)

/** The earliest month of each trail that retention has left something of: those before it may be gone. */
export async function readFirstMonths(session: Session): Promise<string[]> {
  return (await session.query<{ name: string }>(FIRST_MONTHS)).map(({ name }) => name)
}

const SEQUENCES = statement(
  'doctor.sequences',
  `select t.relname as relation, a.attname as column_name, quote_ident(t.relname) as quoted,
     quote_ident(a.attname) as quoted_column, pg_sequence_last_value(s.oid) as last
   from pg_class s join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid
     and d.refclassid = 'pg_class'::regclass and d.deptype in ('i', 'a')
   join pg_class t on t.oid = d.refobjid and not t.relispartition
   join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
   where s.relkind = 'S' and t.relnamespace = 'public'::regnamespace order by t.relname, a.attname`,
)

interface SequenceRow {
  relation: string
  column_name: string
  quoted: string
  quoted_column: string
  last: number | null
}

/** Every sequence, with the largest number that its column holds. */
export async function readSequences(session: Session): Promise<SequenceFact[]> {
  const facts: SequenceFact[] = []
  for (const row of await session.query<SequenceRow>(SEQUENCES)) {
    const name = `${row.relation}.${row.column_name}`
    const largest = `select coalesce(max(${row.quoted_column}), 0) as used from public.${row.quoted}`
    const [found] = await session.query<{ used: number }>(statement(`doctor.largest.${name}`, largest))
    facts.push({ name, last: row.last ?? 0, used: found?.used ?? 0 })
  }
  return facts
}
