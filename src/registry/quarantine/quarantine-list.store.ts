import { instantParameter } from '../../db/column-types.gateway.js'
import { type Parameter, type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type QuarantineCount, type QuarantineEntry, type QuarantineFilter } from './quarantine.js'

/** Lines read at once. */
const PAGE = 500
const NOTHING = '00000000-0000-0000-0000-000000000000'
const BEFORE_ALL = '0001-01-01T00:00:00Z'

const COLUMNS = 'id, import_id, line, field, reason, received_at'
const ORDER = 'received_at, import_id, line, id'
const ANY_PLACE = `regexp_replace(field, '\\[[0-9]+\\]', '[]', 'g')`
const WANTED = `replayed_at is null and ($1::text is null or field = $1 or ${ANY_PLACE} = $1)
   and ($2::text is null or position(lower($2) in lower(reason)) > 0)`

// Begins behind the last line of the page before: a page costs the same wherever it is.
const PAGE_OF = statement(
  'registry.pageOfQuarantine',
  `select ${COLUMNS} from quarantine
   where ${WANTED} and (${ORDER}) > ($3::timestamptz, $4::uuid, $5::integer, $6::uuid)
   order by ${ORDER} limit ${String(PAGE)}`,
)

/** What every look at the quarantine reads of a line. */
export interface EntryRow {
  id: string
  import_id: string
  line: number
  field: string
  reason: string
  received_at: Instant
}

/** Open lines in the order in which they came, page by page: flat memory, whatever their number. */
export async function* pagesOfQuarantine(
  session: Session,
  { field, reason, since }: QuarantineFilter,
): AsyncGenerator<QuarantineEntry[]> {
  let after: Parameter[] = [since === undefined ? BEFORE_ALL : instantParameter(since), NOTHING, 0, NOTHING]
  for (;;) {
    const rows = await session.query<EntryRow>(PAGE_OF, [field ?? null, reason ?? null, ...after])
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(toEntry)
    if (rows.length < PAGE) return
    after = [instantParameter(last.received_at), last.import_id, last.line, last.id]
  }
}

const NAMED = statement(
  'registry.namedInQuarantine',
  `select ${COLUMNS} from quarantine where replayed_at is null and id = any($1::uuid[]) order by ${ORDER}`,
)

/** Those of the lines named that are open. */
export async function findNamed(session: Session, ids: string[]): Promise<QuarantineEntry[]> {
  return (await session.query<EntryRow>(NAMED, [ids])).map(toEntry)
}

const COUNT = statement(
  'registry.countQuarantine',
  `select ${ANY_PLACE} as field, reason, count(*) as lines, min(received_at) as oldest from quarantine
   where ${WANTED} and received_at >= $3::timestamptz group by 1, 2 order by 3 desc, 1, 2`,
)

/** What is wrong with the open lines, the most frequent first. */
export function countQuarantine(
  session: Session,
  { field, reason, since }: QuarantineFilter,
): Promise<QuarantineCount[]> {
  const from = since === undefined ? BEFORE_ALL : instantParameter(since)
  return session.query<QuarantineCount>(COUNT, [field ?? null, reason ?? null, from])
}

function toEntry({ import_id: importId, received_at: receivedAt, ...entry }: EntryRow): QuarantineEntry {
  return { ...entry, importId, receivedAt }
}
