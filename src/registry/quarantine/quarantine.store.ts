import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type Mac } from '../mac.js'
import { codesAbout } from './filed-elsewhere.store.js'
import { type QuarantinedLine, type RefusedLine, type Refusal } from './quarantine.js'
import { type Stirred } from './retry-quarantine.js'

/** What a refused line is filed under. */
export const lineContent = (text: string) => `line ${text}`

/** Where a refused line is sealed. */
export const linePlace = (id: string) => ({ table: 'quarantine', row: id })

const KEEP = statement(
  'registry.keepRefused',
  `insert into quarantine
     (id, received_at, import_id, line, field, reason, code_mac, protocollo_mac, line_mac, sealed_line)
   select q.id, $10::timestamptz, q.import_id, q.line, q.field, q.reason, q.code_mac, q.protocollo_mac, q.line_mac,
     q.sealed_line
   from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::bytea[],
     $9::bytea[]) as q(id, import_id, line, field, reason, code_mac, protocollo_mac, line_mac, sealed_line)
   on conflict (line_mac) where replayed_at is null do update set
     received_at = excluded.received_at, import_id = excluded.import_id, line = excluded.line,
     field = excluded.field, reason = excluded.reason`,
)

/** Keeps refused lines whole and sealed: nothing that was sent is lost. */
export async function keepRefused(
  session: Session,
  vault: Vault,
  lines: RefusedLine[],
  now: Instant,
): Promise<void> {
  if (lines.length === 0) return
  await refile(session, vault, lines)
  await session.query(KEEP, [
    lines.map(({ id }) => id),
    lines.map(({ importId }) => importId),
    lines.map(({ line }) => line),
    lines.map(({ field }) => field),
    lines.map(({ reason }) => reason),
    lines.map(({ codeMac }) => bytes(codeMac)),
    lines.map(({ protocolloMac }) => bytes(protocolloMac)),
    lines.map(({ textMac }) => bytes(textMac)),
    lines.map(({ id, text }) => vault.seal(linePlace(id), text)),
    instantParameter(now),
  ])
}

const REFILE = statement(
  'registry.refileQuarantined',
  `update quarantine q set line_mac = n.mac from unnest($1::bytea[], $2::bytea[]) as n(other, mac)
   where q.line_mac = n.other and q.replayed_at is null`,
)

/** While look-up keys are being rotated, a line that is refused again is found under the other one too: it is kept once. */
async function refile(session: Session, vault: Vault, lines: RefusedLine[]): Promise<void> {
  const pairs = lines.flatMap(({ text }) => {
    const [current, ...others] = vault.macs('content', lineContent(text))
    return current ? others.map((other) => ({ current, other })) : []
  })
  if (pairs.length === 0) return
  await session.query(REFILE, [pairs.map(({ other }) => other), pairs.map(({ current }) => current)])
}

interface LineRow {
  id: string
  import_id: string
  line: number
  field: string
  reason: string
  sealed_line: Buffer
}

const COLUMNS = 'q.id, q.import_id, q.line, q.field, q.reason, q.sealed_line'

// Of the people stirred: lines about them, and lines that name their acts, whoever they are about. The last of what is asked
// is filed under other look-up keys, while these are being rotated.
const FIND_RETRIABLE = statement(
  'registry.findRetriable',
  `with
     tied as (select distinct t.person from x_linked_entries($1::uuid[]) t),
     protocolli as (
       select a.protocollo_mac from act a join tied t on t.person = a.person union select unnest($2::bytea[])
     ),
     stirred as (
       select q.id from tied t join codice_fiscale c on c.person = t.person
       join quarantine q on q.code_mac = c.code_mac where q.replayed_at is null
       union
       select q.id from protocolli p join quarantine q on q.protocollo_mac = p.protocollo_mac
       where q.replayed_at is null
       union
       select q.id from unnest($3::bytea[]) o(mac) join quarantine q on q.code_mac = o.mac where q.replayed_at is null
       union
       select q.id from unnest($3::bytea[]) o(mac) join quarantine q on q.protocollo_mac = o.mac
       where q.replayed_at is null
     )
   select ${COLUMNS} from stirred s join quarantine q on q.id = s.id
   where q.field in ('data.protocollo', 'data.evento', 'data.sostituisce', 'data.rappresentanza') order by q.received_at, q.line, q.id`,
)

export async function findRetriable(
  session: Session,
  vault: Vault,
  stirred: Stirred,
): Promise<QuarantinedLine[]> {
  const { entries, protocolli } = stirred
  const others = await codesAbout(session, vault, stirred)
  const asked = [entries, protocolli.map(bytes), others.map(bytes)]
  return open(await session.query<LineRow>(FIND_RETRIABLE, asked), vault)
}

const FIND = statement(
  'registry.findQuarantined',
  `select ${COLUMNS} from quarantine q where q.id = any($1::uuid[]) and q.replayed_at is null
   order by q.received_at, q.line, q.id`,
)

/** Those of the lines named that are still waiting to be good. */
export async function findQuarantined(
  session: Session,
  vault: Vault,
  ids: string[],
): Promise<QuarantinedLine[]> {
  return open(await session.query<LineRow>(FIND, [ids]), vault)
}

function open(rows: LineRow[], vault: Vault): QuarantinedLine[] {
  return rows.map(({ id, import_id: importId, line, field, reason, sealed_line: sealed }) => {
    return { id, importId, line, field, reason, text: vault.open(linePlace(id), sealed) }
  })
}

const RELEASE = statement(
  'registry.releaseQuarantined',
  'update quarantine set replayed_at = $2 where id = any($1::uuid[])',
)

export async function releaseQuarantined(session: Session, ids: string[], now: Instant): Promise<void> {
  if (ids.length > 0) await session.query(RELEASE, [ids, instantParameter(now)])
}

const UPDATE = statement(
  'registry.updateQuarantined',
  `update quarantine set field = r.field, reason = r.reason
   from unnest($1::uuid[], $2::text[], $3::text[]) as r(id, field, reason) where quarantine.id = r.id`,
)

/** What is wrong with them now: it may have changed. */
export async function updateQuarantined(
  session: Session,
  lines: (Refusal & { id: string })[],
): Promise<void> {
  if (lines.length === 0) return
  const columns = [
    lines.map(({ id }) => id),
    lines.map(({ field }) => field),
    lines.map(({ reason }) => reason),
  ]
  await session.query(UPDATE, columns)
}

function bytes(mac: Mac | undefined): Buffer | null {
  return mac === undefined ? null : Buffer.from(mac, 'hex')
}
