import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Clock } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type SendText } from './deliver-messages.js'
import { type DemoMessage } from './demo-telephone.js'
import { type Phone } from './message.js'

const placeOf = (id: string) => ({ table: 'demo_message', row: id })

const INSERT = statement(
  'demoTelephone.insert',
  `insert into demo_message (id, phone_mac, sealed_message, received_at) values ($1, $2, $3, $4)
   on conflict (id) do nothing`,
)

/** The demo's telephone as a gateway: what is sent is kept, sealed, under the idempotency key. */
export function demoTelephone({
  database,
  vault,
  clock,
}: {
  database: Session
  vault: Vault
  clock: Clock
}): SendText {
  return async ({ id, to, text }) => {
    const sealed = vault.seal(placeOf(id), JSON.stringify({ to, text }))
    await database.query(INSERT, [id, vault.mac('phone', to), sealed, instantParameter(clock.now())])
    return { kind: 'delivered' }
  }
}

const RECENT = statement(
  'demoTelephone.findRecent',
  'select id, sealed_message, received_at from demo_message order by received_at desc limit 200',
)

/** The newest messages of all telephones, the newest first. */
export async function findRecentDemoMessages(session: Session, vault: Vault): Promise<DemoMessage[]> {
  const rows = await session.query<{ id: string; sealed_message: Buffer; received_at: Instant }>(RECENT)
  return rows.map(({ id, sealed_message, received_at }) => ({
    ...(JSON.parse(vault.open(placeOf(id), sealed_message)) as { to: Phone; text: string }),
    receivedAt: received_at,
  }))
}
