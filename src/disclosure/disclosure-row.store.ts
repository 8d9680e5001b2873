import { Bug } from '../kernel/failures.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type ApprovalCode } from './approval-code.js'
import {
  type Asking,
  type Confirmed,
  type ConsenterNamed,
  type Disclosure,
  type Requested,
} from './disclosure.js'
import { type TwoWords } from './two-words.js'

/** The columns that {@link read} needs. */
export const COLUMNS = `id, reference, holder, attestation, session, sealed_request, words, state, tries,
  cardinality(asked_at) as asks, requested_at, expires_at, decided_at, approved_by, shown_at, visible_until, shown_times`

export interface Row {
  id: string
  reference: string
  holder: string
  attestation: string
  session: string
  sealed_request: Buffer
  words: string
  state: Disclosure['state']
  tries: number
  asks: number
  requested_at: Instant
  expires_at: Instant
  decided_at: Instant | null
  approved_by: Confirmed['approvedBy'] | null
  shown_at: Instant | null
  visible_until: Instant | null
  shown_times: number
}

interface Sealed {
  asking: Asking
  lastThree?: string
  /** The register entry of whose number it is. */
  phoneOwner?: string | undefined
  consenter?: ConsenterNamed | undefined
}

/** Who asks, for whom and why, and where the code went: all that names somebody. */
export function seal(vault: Vault, { id, asking, codeSentTo }: Requested): Buffer {
  const { lastThree, owner, consenter } = codeSentTo ?? {}
  const sealed: Sealed = {
    asking,
    ...(lastThree === undefined ? {} : { lastThree, phoneOwner: owner, consenter }),
  }
  return vault.seal({ table: 'disclosure', row: id }, JSON.stringify(sealed))
}

/** What a code is kept as: bound to its request. */
export function codeMac(vault: Vault, id: string, code: ApprovalCode): Buffer {
  return vault.mac('approvalCode', `${id}:${code}`)
}

/** What a code is compared by: while keys are being rotated, it may be kept under another. */
export function codeMacs(vault: Vault, id: string, code: ApprovalCode): Buffer[] {
  return vault.macs('approvalCode', `${id}:${code}`)
}

// The key of identities, not of the register: that an operator is a holder too does not show in a dump.
export function operatorMac(vault: Vault, operator: CodiceFiscale): Buffer {
  return vault.mac('identity', operator)
}

export function operatorMacs(vault: Vault, operator: CodiceFiscale): Buffer[] {
  return vault.macs('identity', operator)
}

export function readConfirmed(row: Row, vault: Vault): Confirmed {
  const found = read(row, vault)
  if (found.state !== 'confirmed') throw new Bug('a showing of what was not approved')
  return found
}

export function read(row: Row, vault: Vault): Disclosure {
  const {
    asking,
    lastThree,
    phoneOwner: owner,
    consenter,
  } = JSON.parse(vault.open({ table: 'disclosure', row: row.id }, row.sealed_request)) as Sealed
  const ask = {
    id: row.id,
    reference: row.reference,
    holder: row.holder,
    attestation: row.attestation,
    session: row.session,
    asking,
    words: row.words.split(' ') as unknown as TwoWords,
    codeSentTo: lastThree === undefined ? undefined : { lastThree, owner, ...(consenter && { consenter }) },
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    asks: row.asks,
  }
  if (row.state === 'requested') return { ...ask, state: row.state, tries: row.tries }
  const { decided_at: decidedAt, approved_by: approvedBy, visible_until: until } = row
  if (decidedAt === null) throw new Bug('a decision without its instant')
  if (row.state !== 'confirmed') return { ...ask, state: row.state, decidedAt }
  if (approvedBy === null || until === null) throw new Bug('an approval without its terms')
  const showing = { since: row.shown_at ?? undefined, until, times: row.shown_times }
  return { ...ask, state: row.state, decidedAt, approvedBy, showing }
}
