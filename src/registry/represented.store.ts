import { type Session, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Vault } from '../vault/vault.js'
import { type Dossier } from './dossier.js'
import { append } from './lists.js'
import { type DossierRow, toDossier } from './recorded-event.js'

// Everybody whom an entry ever tied to this code was ever registered to act for. Whether it still counts is derived.
const FIND = statement(
  'registry.findRepresented',
  `select d.start, d.person, d.code_mac, d.seq, d.event_id, d.type, d.occurred_at, d.sealed_body, d.other_person
   from x_dossier((
     select array_agg(distinct r.person)
     from x_linked_entries((select array_agg(person) from codice_fiscale where code_mac = any($1::bytea[]))) t,
       lateral (select person from representation where representative = t.person offset 0) r)) d`,
)

/** The dossiers of all whom somebody was ever registered to act for, by one of their own codes. */
export async function findRepresented(
  session: Session,
  vault: Vault,
  representative: CodiceFiscale,
): Promise<Dossier[]> {
  const rows = await session.query<DossierRow>(FIND, [vault.macs('codiceFiscale', representative)])
  const dossiers = new Map<string, DossierRow[]>()
  for (const row of rows) append(dossiers, row.start, row)
  return Array.from(dossiers, ([start, own]) => toDossier(start, own, vault.open))
}
