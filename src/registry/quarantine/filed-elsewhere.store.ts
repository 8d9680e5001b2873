import { type Session, statement } from '../../db/database.js'
import { type Vault } from '../../vault/vault.js'
import { otherCodes } from '../admission/other-codes.js'
import { type Mac } from '../mac.js'
import { type Stirred } from './retry-quarantine.js'

interface BodyRow {
  event_id: string
  sealed_body: Buffer
}

const FIND_BODIES = statement(
  'registry.findBodies',
  'select event_id, sealed_body from feed_event where event_id = any($1::uuid[])',
)
// All that these people, or acts of these protocolli, were ever named by.
const FIND_BODIES_ABOUT = statement(
  'registry.findBodiesAbout',
  `with tied as (select distinct t.person from x_linked_entries($1::uuid[]) t)
   select e.event_id, e.sealed_body from tied t join feed_event e on e.person = t.person
   union
   select e.event_id, e.sealed_body from tied t
     join person_link l on l.other_person = t.person join feed_event e on e.seq = l.event_seq
   union
   select e.event_id, e.sealed_body from tied t
     join representation r on r.representative = t.person join feed_event e on e.seq = r.event_seq
   union
   select e.event_id, e.sealed_body from act a join feed_event e on e.seq = a.event_seq
     where a.protocollo_mac = any($2::bytea[])`,
)

/**
 * While look-up keys are being rotated (docs/decisions/0013): what other keys made of what these recorded events name, with
 * what the current one makes of it. Empty, and without a question, at all other times.
 */
export async function otherCodesOf(session: Session, vault: Vault, events: string[]): Promise<Map<Mac, Mac>> {
  if (!isRotating(vault)) return new Map()
  return read(vault, await session.query<BodyRow>(FIND_BODIES, [events]))
}

/** Every look-up code, of whichever key, under which refused lines about these people or protocolli may be filed. */
export async function codesAbout(
  session: Session,
  vault: Vault,
  { entries, protocolli }: Stirred,
): Promise<Mac[]> {
  if (!isRotating(vault)) return []
  const named = protocolli.map((mac) => Buffer.from(mac, 'hex'))
  return [...read(vault, await session.query<BodyRow>(FIND_BODIES_ABOUT, [entries, named]))].flat()
}

function isRotating(vault: Vault): boolean {
  return vault.macs('content', '').length > 1
}

function read(vault: Vault, rows: BodyRow[]): Map<Mac, Mac> {
  return otherCodes(
    vault,
    rows.map(({ event_id: id, sealed_body: sealedBody }) => ({ event: { id }, sealedBody })),
  )
}
