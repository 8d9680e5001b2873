import { sealedColumn } from '../db/sealed-column.store.js'
import { identityWords } from '../kernel/person-identity.js'
import { type AuthenticatedPerson, identityOf } from './authenticated-person.js'
import { type Vault } from '../vault/vault.js'

/** What the rotation of keys writes anew here: of every method, since one that is switched off leaves what it wrote. */
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
  sealedColumn({ table: 'session', column: 'sealed_identity', key: 'id', keyType: 'uuid' }, vault, {
    lookUps: {
      identity_mac: (person) =>
        vault.mac('identity', identityWords(identityOf(JSON.parse(person) as AuthenticatedPerson))),
    },
  }),
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
  sealedColumn({ table: 'spid_message', column: 'sealed_message', key: 'id', keyType: 'uuid' }, vault),
  sealedColumn(
    {
      table: 'cie_login',
      column: 'sealed_login',
      key: 'state_hash',
      keyType: 'bytea',
      row: `encode(state_hash, 'hex')`,
    },
    vault,
  ),
  sealedColumn({ table: 'cie_token', column: 'sealed_token', key: 'session', keyType: 'uuid' }, vault),
  sealedColumn(
    {
      table: 'card_answer',
      column: 'sealed_answer',
      key: 'answer_hash',
      keyType: 'bytea',
      row: `encode(answer_hash, 'hex')`,
    },
    vault,
  ),
  sealedColumn({ table: 'pin_credential', column: 'sealed_holder', key: 'id', keyType: 'uuid' }, vault, {
    lookUps: {
      holder_mac: (holder) =>
        vault.mac('identity', (JSON.parse(holder) as { codiceFiscale: string }).codiceFiscale),
    },
  }),
]
