import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn({ table: 'outbox', column: 'sealed_payload', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn({ table: 'confirmed_phone', column: 'sealed_phone', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn({ table: 'phone_confirmation', column: 'sealed_phone', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn({ table: 'demo_message', column: 'sealed_message', key: 'id', keyType: 'uuid' }, vault),
]
