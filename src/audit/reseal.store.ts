import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn(
    { table: 'audit_event', column: 'sealed_detail', key: 'seq', keyType: 'bigint', row: 'id::text' },
    vault,
  ),
]
