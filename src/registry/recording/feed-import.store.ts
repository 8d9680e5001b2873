import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type BegunImport } from './import-feed.js'
import { type FeedCount } from './record-feed.js'

interface ImportRow extends FeedCount {
  id: string
  lines: number
  first_seq: number
}

// An import that came to its end is begun anew: its lines then count as repeated.
const BEGIN = statement(
  'registry.beginImport',
  `insert into feed_import as i (id, source, started_at, first_seq) values ($1, $2, $3, $4)
   on conflict (source) do update set
     started_at = case when i.finished_at is null then i.started_at else excluded.started_at end,
     first_seq = case when i.finished_at is null then i.first_seq else excluded.first_seq end,
     lines = case when i.finished_at is null then i.lines else 0 end,
     applied = case when i.finished_at is null then i.applied else 0 end,
     repeated = case when i.finished_at is null then i.repeated else 0 end,
     waiting = case when i.finished_at is null then i.waiting else 0 end,
     refused = case when i.finished_at is null then i.refused else 0 end,
     finished_at = null
   returning id, lines, applied, repeated, waiting, refused, first_seq`,
)

/** Where the import of a source begins. `lastSeq` is the place of the last event recorded so far. */
export async function beginImport(
  session: Session,
  source: string,
  { id, now, lastSeq }: { id: string; now: Instant; lastSeq: number },
): Promise<BegunImport> {
  const asked = [id, Buffer.from(source, 'hex'), instantParameter(now), lastSeq]
  const [row] = await session.query<ImportRow>(BEGIN, asked)
  const { lines = 0, applied = 0, repeated = 0, waiting = 0, refused = 0 } = row ?? {}
  return {
    id: row?.id ?? id,
    resumable: true,
    lastLine: lines,
    count: { applied, repeated, waiting, refused },
    before: row?.first_seq ?? lastSeq,
  }
}

const ADVANCE = statement(
  'registry.advanceImport',
  `update feed_import set lines = $2, applied = applied + $3, repeated = repeated + $4, waiting = waiting + $5,
     refused = refused + $6 where id = $1`,
)

/** In the transaction of the batch that ends with this line. */
export async function advanceImport(
  session: Session,
  id: string,
  lastLine: number,
  { applied, repeated, waiting, refused }: FeedCount,
): Promise<void> {
  await session.query(ADVANCE, [id, lastLine, applied, repeated, waiting, refused])
}

const FINISH = statement('registry.finishImport', 'update feed_import set finished_at = $2 where id = $1')

const FINISH_SOURCE = statement(
  'registry.finishImportOfSource',
  'update feed_import set finished_at = $2 where source = $1',
)

/** In the transaction that keeps the result of a batch. */
export async function finishImportOf(session: Session, source: string, now: Instant): Promise<void> {
  await session.query(FINISH_SOURCE, [Buffer.from(source, 'hex'), instantParameter(now)])
}

export async function finishImport(session: Session, id: string, now: Instant): Promise<void> {
  await session.query(FINISH, [id, instantParameter(now)])
}
