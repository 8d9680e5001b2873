import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn(
    {
      table: 'login_attempt',
      column: 'sealed_return',
      key: 'id_hash',
      keyType: 'bytea',
      row: `encode(id_hash, 'hex')`,
    },
    vault,
  ),
  sealedColumn({ table: 'session', column: 'sealed_identity', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn({ table: 'session', column: 'sealed_return', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn(
    {
      table: 'demo_answer',
      column: 'sealed_identity',
      key: 'answer_hash',
      keyType: 'bytea',
      row: `encode(answer_hash, 'hex')`,
    },
    vault,
  ),
]
