import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'
import { type SealedDelegation } from './delegation.store.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn({ table: 'delegation', column: 'sealed_delegation', key: 'id', keyType: 'uuid' }, vault, {
    lookUps: {
      delegate_mac: (sealed) => vault.mac('identity', (JSON.parse(sealed) as SealedDelegation).delegate),
    },
  }),
]
