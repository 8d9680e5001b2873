import { type AuditKind } from '../audit/audit-event.js'
import { type Session, statement } from '../db/database.js'
import { type Ground } from '../identity/acting-for.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type CheckLine, instantOf, withApprovers } from './check-log.js'

/** As many as anybody reads at once; the oldest are gone after 90 days and 24 months anyhow. */
const LIMIT = 200

const FIND_SCANS = statement(
  'holderPages.findScans',
  `select c.recorded_hour, c.answer from x_audit_check c join x_attestation a on a.id = c.attestation
   where a.person = any($1::uuid[]) order by c.recorded_hour desc limit ${String(LIMIT)}`,
)

const FIND_EVENTS = statement(
  'holderPages.findEvents',
  `select id, recorded_at, kind, fields_shown, sealed_detail from x_audit_event
   where person = any($1::uuid[])
     and (kind = any($2::text[]) or kind = any($3::text[]) and acting_for is not null
       or kind = 'attestation.printed' and purpose = 'counter')
   order by recorded_at desc, seq desc limit ${String(LIMIT)}`,
)

/** What a holder is told about: look-ups and changes, not their own logins and printing; a counter's printing is. */
const SHOWN: AuditKind[] = [
  'attestation.issued',
  'attestation.replaced',
  'attestation.revoked',
  'attestation.choiceChanged',
  'attestation.mailed',
  'phone.changed',
  'counter.lookedUp',
  'representation.chosen',
  'delegation.named',
  'delegation.revoked',
  'disclosure.requested',
  'disclosure.shown',
  'disclosure.shownAgain',
  'disclosure.refused',
  'disclosure.reported',
  'disclosure.expired',
  'disclosure.exhausted',
]

/** What they are told where somebody else did it for them. */
const SHOWN_OF_OTHERS: AuditKind[] = ['attestation.printed', 'disclosure.confirmed']

type Detail = Partial<Record<string, string>>

interface EventRow {
  id: string
  recorded_at: Instant
  kind: AuditKind
  fields_shown: string[] | null
  sealed_detail: Buffer | null
}

/** Every check of these entries, newest first. */
export async function findChecks(session: Session, vault: Vault, entries: string[]): Promise<CheckLine[]> {
  const scans = await session.query<{ recorded_hour: Instant; answer: string }>(FIND_SCANS, [entries])
  const events = await session.query<EventRow>(FIND_EVENTS, [entries, SHOWN, SHOWN_OF_OTHERS])
  const lines = [
    ...scans.map((row) => ({ kind: 'scan', hour: row.recorded_hour, answer: row.answer }) as CheckLine),
    ...events.map((row) => toLine(row, vault)),
  ]
  return withApprovers(lines)
    .sort((one, other) => instantOf(other) - instantOf(one))
    .slice(0, LIMIT)
}

function toLine(row: EventRow, vault: Vault): CheckLine {
  const { id, sealed_detail: sealed } = row
  const detail = sealed ? (JSON.parse(vault.open({ table: 'audit_event', row: id }, sealed)) as Detail) : {}
  const { actor, ground, operator, reference, body, bodyEn = body, purpose, purposeEn = purpose } = detail
  return {
    kind: 'event',
    at: row.recorded_at,
    event: row.kind,
    ...(actor === undefined ? {} : { actor }),
    ...(ground === undefined ? {} : { ground: ground as Ground }),
    ...(operator === undefined ? {} : { operator }),
    ...(body === undefined || bodyEn === undefined ? {} : { body: { it: body, en: bodyEn } }),
    ...(purpose === undefined || purposeEn === undefined ? {} : { purpose: { it: purpose, en: purposeEn } }),
    ...(reference === undefined ? {} : { reference }),
    fieldsShown: row.fields_shown ?? [],
  }
}
