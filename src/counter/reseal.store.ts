import { sealedColumn } from '../db/sealed-column.store.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from './counter-service.js'

/** What the rotation of keys writes anew here. */
export const sealedColumns = (vault: Vault) => [
  sealedColumn({ table: 'counter_service', column: 'sealed_service', key: 'id', keyType: 'uuid' }, vault, {
    lookUps: {
      clerk_mac: (service) =>
        vault.mac('identity', (JSON.parse(service) as ServiceFacts).clerk.codiceFiscale),
    },
  }),
]
