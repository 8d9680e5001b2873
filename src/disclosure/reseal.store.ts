import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn({ table: 'disclosure', column: 'sealed_request', key: 'id', keyType: 'uuid' }, vault),
]
