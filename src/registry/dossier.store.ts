import { type Session, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type Dossier, EMPTY_DOSSIER } from './dossier.js'
import { type DossierRow, toDossier } from './recorded-event.js'

const COLUMNS =
  'd.start, d.person, d.code_mac, d.seq, d.event_id, d.type, d.occurred_at, d.sealed_body, d.other_person'

const FIND_BY_CODE = statement(
  'registry.findDossierByCode',
  `select ${COLUMNS} from x_dossier((select array_agg(person) from codice_fiscale where code_mac = any($1::bytea[]))) d`,
)

/** Everything recorded about the person of a codice fiscale. */
export async function findDossierByCode(
  session: Session,
  vault: Vault,
  codiceFiscale: CodiceFiscale,
): Promise<Dossier> {
  return read(
    await session.query<DossierRow>(FIND_BY_CODE, [vault.macs('codiceFiscale', codiceFiscale)]),
    vault,
  )
}

const FIND_BY_ENTRY = statement(
  'registry.findDossierByEntry',
  `select ${COLUMNS} from x_dossier(array[$1::uuid]) d`,
)

/** Everything recorded about the person of a register entry. */
export async function findDossierByEntry(session: Session, vault: Vault, entry: string): Promise<Dossier> {
  return read(await session.query<DossierRow>(FIND_BY_ENTRY, [entry]), vault)
}

const FIND_RECEIPTS = statement(
  'registry.findReceipts',
  'select event_id, received_at from feed_event where event_id = any($1::uuid[])',
)

/** When each event of a dossier was received. */
export async function findReceipts(session: Session, { events }: Dossier): Promise<Map<string, Instant>> {
  const rows = await session.query<{ event_id: string; received_at: Instant }>(FIND_RECEIPTS, [
    events.map(({ id }) => id),
  ])
  return new Map(rows.map(({ event_id, received_at }) => [event_id, received_at]))
}

function read(rows: DossierRow[], vault: Vault): Dossier {
  const [first] = rows
  return first ? toDossier(first.start, rows, vault.open) : EMPTY_DOSSIER
}
