import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type Instant, later } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type ApprovalCode } from './approval-code.js'
import { type Decided, type Disclosure, MOST_TRIES, type Requested, SHOWN_FOR } from './disclosure.js'
import { codeMac, codeMacs, COLUMNS, operatorMac, read, type Row, seal } from './disclosure-row.store.js'

const INSERT = statement(
  'disclosure.insert',
  `insert into disclosure (id, reference, holder, attestation, session, operator_mac, organisation, purpose,
     sealed_request, words, code_mac, state, tries, asked_at, requested_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'requested', $12, array[$13::timestamptz], $13, $14)`,
)

export async function insertRequest(
  session: Session,
  vault: Vault,
  request: Requested,
  code: ApprovalCode | undefined,
  operator: PersonIdentity,
): Promise<void> {
  const { id, reference, holder, attestation, session: asker, asking, words, tries } = request
  const enrolled = asking.for.kind === 'enrolled' ? asking.for : undefined
  await session.query(INSERT, [
    id,
    reference,
    holder,
    attestation,
    asker,
    operatorMac(vault, operator),
    enrolled?.body.id ?? null,
    enrolled?.purpose.id ?? null,
    seal(vault, request),
    words.join(' '),
    code === undefined ? null : codeMac(vault, id, code),
    tries,
    instantParameter(request.requestedAt),
    instantParameter(request.expiresAt),
  ])
}

const ASK_AGAIN = statement(
  'disclosure.askAgain',
  `update disclosure set sealed_request = $2, words = $3, code_mac = $4, expires_at = $5,
     asked_at = array_append(asked_at, $6::timestamptz)
   where id = $1 and state = 'requested'`,
)

export async function askAgain(
  session: Session,
  vault: Vault,
  request: Requested,
  code: ApprovalCode | undefined,
  at: Instant,
): Promise<void> {
  await session.query(ASK_AGAIN, [
    request.id,
    seal(vault, request),
    request.words.join(' '),
    code === undefined ? null : codeMac(vault, request.id, code),
    instantParameter(request.expiresAt),
    instantParameter(at),
  ])
}

// Check and spend in one act (decision 12, D9). Of two parallel codes the second waits for the row, and then finds that
// the first has changed what the condition asks for.
const SPEND_CODE = statement(
  'disclosure.spendCode',
  `update disclosure set
     tries = tries + 1,
     wrong_at = case when code_mac = any($3::bytea[]) then wrong_at else array_append(wrong_at, $4::timestamptz) end,
     state = case when code_mac = any($3::bytea[]) then 'confirmed' when tries + 1 >= $5 then 'exhausted' else state end,
     decided_at = case when code_mac = any($3::bytea[]) or tries + 1 >= $5 then $4::timestamptz end,
     approved_by = case when code_mac = any($3::bytea[]) then 'code' end,
     shown_at = case when code_mac = any($3::bytea[]) then $4::timestamptz end,
     visible_until = case when code_mac = any($3::bytea[]) then $6::timestamptz end,
     shown_times = case when code_mac = any($3::bytea[]) then 1 else 0 end,
     code_mac = case when code_mac = any($3::bytea[]) or tries + 1 >= $5 then null else code_mac end
   where id = $1 and session = $2 and state = 'requested' and expires_at > $4 and tries < $5 and code_mac is not null
   returning ${COLUMNS}`,
)

export async function spendCode(
  session: Session,
  vault: Vault,
  { id, session: asker, code, now }: { id: string; session: string; code: ApprovalCode; now: Instant },
): Promise<Disclosure | undefined> {
  const [row] = await session.query<Row>(SPEND_CODE, [
    id,
    asker,
    codeMacs(vault, id, code),
    instantParameter(now),
    MOST_TRIES,
    instantParameter(later(now, SHOWN_FOR)),
  ])
  return row && read(row, vault)
}

const DECIDE = statement(
  'disclosure.decide',
  `update disclosure set state = $2, decided_at = $3, approved_by = $4, visible_until = $5, code_mac = null
   where id = $1 and state = 'requested' returning 1 as one`,
)

/** `false` where somebody else decided first. */
export async function decide(session: Session, decided: Decided): Promise<boolean> {
  const confirmed = decided.state === 'confirmed' ? decided : undefined
  const rows = await session.query(DECIDE, [
    decided.id,
    decided.state,
    instantParameter(decided.decidedAt),
    confirmed?.approvedBy ?? null,
    instantParameter(confirmed?.showing.until),
  ])
  return rows.length > 0
}
