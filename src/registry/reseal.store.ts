import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'

const QUARANTINE = { table: 'quarantine', key: 'id', keyType: 'uuid' } as const

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn(
    { table: 'feed_event', column: 'sealed_body', key: 'seq', keyType: 'bigint', row: 'event_id::text' },
    vault,
  ),
  sealedColumn({ ...QUARANTINE, column: 'sealed_line' }, vault),
  // In places of their own: desk.store.ts.
  sealedColumn({ ...QUARANTINE, column: 'sealed_correction', row: `id::text || ' correction'` }, vault),
  sealedColumn({ ...QUARANTINE, column: 'sealed_reason', row: `id::text || ' reason'` }, vault),
]
