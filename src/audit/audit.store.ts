import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { HOUR, type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type AuditEvent, type CheckRecord } from './audit-event.js'

const INSERT_EVENT = statement(
  'audit.insertEvent',
  `insert into audit_event (id, recorded_at, kind, person, attestation, disclosure, organisation, purpose, method,
     level, acting_for, answer, rule_version, acts_used, last_event, fields_shown, sealed_detail)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
)

/** One row an event, in the caller's transaction. */
export async function insertAuditEvent(
  session: Session,
  event: AuditEvent,
  { vault, chance, now }: { vault: Vault; chance: Chance; now: Instant },
): Promise<void> {
  const id = chance.uuid()
  const detail = sealedDetail(event)
  const sealed = detail && vault.seal({ table: 'audit_event', row: id }, JSON.stringify(detail))
  await session.query(INSERT_EVENT, [
    id,
    instantParameter(now),
    event.kind,
    event.person ?? null,
    event.attestation ?? null,
    event.disclosure ?? null,
    event.organisation ?? null,
    event.purpose ?? null,
    event.method ?? null,
    event.level ?? null,
    event.actingFor ?? null,
    event.answer ?? null,
    event.trace?.ruleVersion ?? null,
    event.trace?.actsUsed ?? null,
    event.trace?.lastEvent ?? null,
    event.fieldsShown ?? null,
    sealed ?? null,
  ])
}

/** All that names somebody. */
function sealedDetail({ detail, actor, ground }: AuditEvent): Record<string, string> | undefined {
  if (actor === undefined && ground === undefined) return detail
  return { ...detail, ...(actor !== undefined && { actor }), ...(ground !== undefined && { ground }) }
}

// One statement is one transaction, and one round trip: it says itself how durable it must be (decision 12, Tables), by a
// setting that ends with it. The rows travel as one JSON text: PostgreSQL has no arrays of unequal arrays.
const INSERT_CHECKS = statement(
  'audit.insertChecks',
  `insert into audit_check (id, recorded_hour, recorded_month, attestation, answer, rule_version, acts_used, last_event, once)
   select r.id, $1::timestamptz, $2::date, r.attestation, r.answer, r.rule_version, r.acts_used, r.last_event, r.once
   from (select set_config('synchronous_commit', 'local', true)) as durability,
     json_to_recordset($3::json) as r(id uuid, attestation uuid, answer text, rule_version integer, acts_used uuid[],
       last_event bigint, once uuid)
   on conflict (once, answer, recorded_month) do nothing`,
)

/** Many checks in one statement that commits by itself, all of the hour of `now`. */
export async function insertChecks(
  session: Session,
  checks: CheckRecord[],
  { chance, now }: { chance: Chance; now: Instant },
): Promise<void> {
  const hour = new Date(Math.floor(now / HOUR) * HOUR).toISOString()
  const rows = checks.map(({ attestation, answer, ruleVersion, actsUsed, lastEvent, once }) => ({
    id: chance.uuid(),
    attestation,
    answer,
    rule_version: ruleVersion,
    acts_used: actsUsed,
    last_event: lastEvent,
    once,
  }))
  await session.query(INSERT_CHECKS, [hour, `${hour.slice(0, 7)}-01`, JSON.stringify(rows)])
}

const ENSURE_PARTITIONS = statement('audit.ensurePartitions', 'select ensure_audit_partitions($1::date)')

/** Makes room for this month and the next. */
export async function ensurePartitions(session: Session, now: Instant): Promise<void> {
  await session.query(ENSURE_PARTITIONS, [new Date(now).toISOString().slice(0, 10)])
}
