import { sealedColumn } from '../../db/sealed-column.store.js'
import { type Vault } from '../../vault/vault.js'

/** What the rotation of keys writes anew of signed batches. */
export const sealedBatchColumns = (vault: Vault) => [
  sealedColumn({ table: 'feed_batch', column: 'sealed_manifest', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn(
    {
      table: 'feed_batch_part',
      column: 'sealed_bytes',
      key: 'seq',
      keyType: 'bigint',
      row: `parts::text || '/' || place::text`,
    },
    vault,
  ),
]
