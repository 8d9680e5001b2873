import { type Session, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type AuditKind, type CheckRecord } from './audit-event.js'
import { type GivenAnswer, type GivenAnswers, type GivenCheck, STATED } from './given-answer.js'

const FIND_CHECKS = statement(
  'audit.findGivenChecks',
  `select recorded_hour, answer, rule_version, last_event from audit_check
   where attestation = any($1::uuid[]) order by recorded_hour, last_event, answer`,
)

const FIND_ANSWERS = statement(
  'audit.findGivenAnswers',
  `select id, recorded_at, kind, answer, rule_version, last_event, fields_shown, sealed_detail from audit_event
   where person = any($1::uuid[]) and answer is not null order by seq`,
)

interface CheckRow {
  recorded_hour: Instant
  answer: CheckRecord['answer']
  rule_version: number
  last_event: number | null
}

interface AnswerRow {
  id: string
  recorded_at: Instant
  kind: AuditKind
  answer: string
  rule_version: number | null
  last_event: number | null
  fields_shown: string[] | null
  sealed_detail: Buffer | null
}

/** What was answered about somebody: the checks of their attestations, and what stands under their entries. */
export async function findGivenAnswers(
  session: Session,
  vault: Vault,
  { entries, attestations }: { entries: string[]; attestations: string[] },
): Promise<GivenAnswers> {
  const checks = await session.query<CheckRow>(FIND_CHECKS, [attestations])
  const answers = await session.query<AnswerRow>(FIND_ANSWERS, [entries])
  return { checks: checks.map(toCheck), others: answers.map((row) => toAnswer(row, vault)) }
}

function toCheck({ recorded_hour: hour, answer, rule_version, last_event }: CheckRow): GivenCheck {
  return { hour, answer, ruleVersion: rule_version, lastEvent: last_event ?? undefined }
}

function toAnswer(row: AnswerRow, vault: Vault): GivenAnswer {
  const place = { table: 'audit_event', row: row.id }
  const detail =
    row.sealed_detail === null
      ? {}
      : (JSON.parse(vault.open(place, row.sealed_detail)) as Record<string, string>)
  return {
    at: row.recorded_at,
    kind: row.kind,
    answer: row.answer,
    ruleVersion: row.rule_version ?? undefined,
    lastEvent: row.last_event ?? undefined,
    fieldsShown: row.fields_shown ?? [],
    stated: Object.fromEntries(
      STATED.flatMap((name) => (detail[name] === undefined ? [] : [[name, detail[name]]])),
    ),
  }
}
