import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type EntryRow } from '../quarantine/quarantine-list.store.js'
import { linePlace } from '../quarantine/quarantine.store.js'
import { type Closing, type ShownLine } from './attend-quarantine.js'

/** Each sealed value has a place of its own: none can be passed off as another. */
const correctionPlace = (id: string) => ({ table: 'quarantine', row: `${id} correction` })
const reasonPlace = (id: string) => ({ table: 'quarantine', row: `${id} reason` })

const FIND = statement(
  'registry.findLine',
  `select q.id, q.import_id, q.line, q.field, q.reason, q.received_at, q.sealed_line, q.replayed_at, q.closed_as,
     q.sealed_correction, q.sealed_reason, c.person
   from quarantine q left join codice_fiscale c on c.code_mac = q.code_mac where q.id = $1`,
)

interface Row extends EntryRow {
  sealed_line: Buffer
  replayed_at: Instant | null
  closed_as: 'corrected' | 'discarded' | null
  sealed_correction: Buffer | null
  sealed_reason: Buffer | null
  person: string | null
}

/** One line of the quarantine, opened, whether still open or closed. */
export async function findLine(session: Session, vault: Vault, id: string): Promise<ShownLine | undefined> {
  const [row] = await session.query<Row>(FIND, [id])
  if (row === undefined) return undefined
  const { import_id: importId, line, field, reason, received_at: receivedAt } = row
  const { replayed_at: at, closed_as: as, sealed_correction: correction, sealed_reason: because } = row
  return {
    ...{ id, importId, line, field, reason, receivedAt },
    text: vault.open(linePlace(id), row.sealed_line),
    person: row.person ?? undefined,
    closed: at === null ? undefined : { as: as ?? 'replayed', at },
    correction: correction === null ? undefined : vault.open(correctionPlace(id), correction),
    closedBecause: because === null ? undefined : vault.open(reasonPlace(id), because),
  }
}

const CLOSE = statement(
  'registry.closeLines',
  `update quarantine set replayed_at = $5, closed_as = $4, sealed_reason = c.reason, sealed_correction = c.correction
   from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as c(id, reason, correction)
   where quarantine.id = c.id and quarantine.replayed_at is null`,
)

/** Closes lines by hand: with the reason, and with what was recorded instead. */
export async function closeLines(
  session: Session,
  vault: Vault,
  as: 'corrected' | 'discarded',
  lines: Closing[],
  now: Instant,
): Promise<void> {
  if (lines.length === 0) return
  await session.query(CLOSE, [
    lines.map(({ id }) => id),
    lines.map(({ id, reason }) => vault.seal(reasonPlace(id), reason)),
    lines.map(({ id, correction }) =>
      correction === undefined ? null : vault.seal(correctionPlace(id), correction),
    ),
    as,
    instantParameter(now),
  ])
}
