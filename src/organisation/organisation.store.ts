import { instantParameter } from '../db/column-types.gateway.js'
import { type Parameter, type Session, type Statement, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { identityWords, type PersonIdentity } from '../kernel/person-identity.js'
import { type Vault } from '../vault/vault.js'
import { type Counter, type ListedOrganisation, type Organisation } from './organisation.js'

const LOCK = statement('organisation.lock', `select pg_advisory_xact_lock(hashtext('organisations'))`)

const PUT_ORGANISATIONS = statement(
  'organisation.putOrganisations',
  `insert into organisation (id, name, sms_label, least_level)
   select id, name, sms_label, least_level
   from unnest($1::text[], $2::text[], $3::text[], $4::integer[]) as r(id, name, sms_label, least_level)
   on conflict (id) do update set name = excluded.name, sms_label = excluded.sms_label,
     least_level = excluded.least_level, withdrawn_at = null`,
)
const PUT_PURPOSES = statement(
  'organisation.putPurposes',
  `insert into purpose (organisation, id, label_it, label_en, legal_basis, sms_label)
   select organisation, id, label_it, label_en, legal_basis, sms_label
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     as r(organisation, id, label_it, label_en, legal_basis, sms_label)
   on conflict (organisation, id) do update set label_it = excluded.label_it, label_en = excluded.label_en,
     legal_basis = excluded.legal_basis, sms_label = excluded.sms_label, withdrawn_at = null`,
)
const PUT_OPERATORS = statement(
  'organisation.putOperators',
  `insert into enrolled_operator (organisation, operator_mac, enrolled_at)
   select organisation, operator_mac, $3 from unnest($1::text[], $2::bytea[]) as r(organisation, operator_mac)
   on conflict (organisation, operator_mac) do update set withdrawn_at = null,
     enrolled_at = case when enrolled_operator.withdrawn_at is null then enrolled_operator.enrolled_at
                        else excluded.enrolled_at end`,
)

const PUT_CLERKS = statement(
  'organisation.putClerks',
  `insert into enrolled_clerk (organisation, clerk_mac, enrolled_at)
   select organisation, clerk_mac, $3 from unnest($1::text[], $2::bytea[]) as r(organisation, clerk_mac)
   on conflict (organisation, clerk_mac) do update set withdrawn_at = null,
     enrolled_at = case when enrolled_clerk.withdrawn_at is null then enrolled_clerk.enrolled_at
                        else excluded.enrolled_at end`,
)

const WITHDRAW_ORGANISATIONS = statement(
  'organisation.withdrawOrganisations',
  `update organisation set withdrawn_at = $2 where withdrawn_at is null and id <> all($1::text[]) returning 1 as one`,
)
const WITHDRAW_PURPOSES = statement(
  'organisation.withdrawPurposes',
  `update purpose set withdrawn_at = $3 where withdrawn_at is null and not exists (
     select from unnest($1::text[], $2::text[]) as r(organisation, id)
     where r.organisation = purpose.organisation and r.id = purpose.id) returning 1 as one`,
)
const WITHDRAW_OPERATORS = statement(
  'organisation.withdrawOperators',
  `update enrolled_operator set withdrawn_at = $3 where withdrawn_at is null and not exists (
     select from unnest($1::text[], $2::bytea[]) as r(organisation, operator_mac)
     where r.organisation = enrolled_operator.organisation and r.operator_mac = enrolled_operator.operator_mac)
   returning 1 as one`,
)
const WITHDRAW_CLERKS = statement(
  'organisation.withdrawClerks',
  `update enrolled_clerk set withdrawn_at = $3 where withdrawn_at is null and not exists (
     select from unnest($1::text[], $2::bytea[]) as r(organisation, clerk_mac)
     where r.organisation = enrolled_clerk.organisation and r.clerk_mac = enrolled_clerk.clerk_mac)
   returning 1 as one`,
)

/** Makes the tables say what the list says. Rows that are not in it stay for the record, withdrawn. */
export async function replaceOrganisations(
  session: Session,
  vault: Vault,
  organisations: ListedOrganisation[],
  now: Instant,
): Promise<{ withdrawn: number }> {
  await session.query(LOCK)
  const at = instantParameter(now)
  const purposes = organisations.flatMap(({ id: organisation, purposes: list }) =>
    list.map((purpose) => ({ organisation, ...purpose })),
  )
  const ids = organisations.map(({ id }) => id)
  const purposeKeys = [purposes.map(({ organisation }) => organisation), purposes.map(({ id }) => id)]
  const operatorKeys = enrolmentKeys(vault, organisations, 'operators')
  const clerkKeys = enrolmentKeys(vault, organisations, 'clerks')
  await session.query(PUT_ORGANISATIONS, [
    ids,
    organisations.map(({ name }) => name),
    organisations.map(({ smsLabel }) => smsLabel),
    organisations.map(({ leastLevel }) => leastLevel ?? null),
  ])
  await session.query(PUT_PURPOSES, [
    ...purposeKeys,
    purposes.map(({ label }) => label.it),
    purposes.map(({ label }) => label.en),
    purposes.map(({ legalBasis }) => legalBasis),
    purposes.map(({ smsLabel }) => smsLabel),
  ])
  await session.query(PUT_OPERATORS, [...operatorKeys, at])
  await session.query(PUT_CLERKS, [...clerkKeys, at])
  const withdrawals: [Statement, Parameter[]][] = [
    [WITHDRAW_OPERATORS, [...operatorKeys, at]],
    [WITHDRAW_CLERKS, [...clerkKeys, at]],
    [WITHDRAW_PURPOSES, [...purposeKeys, at]],
    [WITHDRAW_ORGANISATIONS, [ids, at]],
  ]
  let withdrawn = 0
  for (const [withdraw, parameters] of withdrawals)
    withdrawn += (await session.query(withdraw, parameters)).length
  return { withdrawn }
}

function enrolmentKeys(
  vault: Vault,
  organisations: ListedOrganisation[],
  list: 'operators' | 'clerks',
): [string[], Buffer[]] {
  const enrolled = organisations.flatMap((organisation) =>
    organisation[list].map((code) => ({ id: organisation.id, mac: identityMac(vault, code) })),
  )
  return [enrolled.map(({ id }) => id), enrolled.map(({ mac }) => mac)]
}

const FIND_ENROLMENTS = statement(
  'organisation.findEnrolments',
  `select o.id, o.name, o.sms_label, o.least_level, p.id as purpose, p.label_it, p.label_en, p.legal_basis,
     p.sms_label as purpose_sms_label
   from enrolled_operator e
   join organisation o on o.id = e.organisation and o.withdrawn_at is null
   join purpose p on p.organisation = o.id and p.withdrawn_at is null
   where e.operator_mac = any($1::bytea[]) and e.withdrawn_at is null
   order by o.name, o.id, p.label_it, p.id`,
)

interface EnrolmentRow {
  id: string
  name: string
  sms_label: string
  least_level: 2 | 3 | null
  purpose: string
  label_it: string
  label_en: string
  legal_basis: string
  purpose_sms_label: string
}

/** The bodies for which somebody is enrolled today, with their purposes. */
export async function findEnrolments(
  session: Session,
  vault: Vault,
  operator: PersonIdentity,
): Promise<Organisation[]> {
  const rows = await session.query<EnrolmentRow>(FIND_ENROLMENTS, [
    vault.macs('identity', identityWords(operator)),
  ])
  const organisations = new Map<string, Organisation>()
  for (const row of rows) {
    const { id, name, sms_label: smsLabel, least_level: leastLevel } = row
    const least = leastLevel === null ? {} : { leastLevel }
    const organisation = organisations.get(id) ?? { id, name, smsLabel, ...least, purposes: [] }
    organisations.set(id, organisation)
    organisation.purposes.push({
      id: row.purpose,
      label: { it: row.label_it, en: row.label_en },
      legalBasis: row.legal_basis,
      smsLabel: row.purpose_sms_label,
    })
  }
  return [...organisations.values()]
}

const FIND_COUNTERS = statement(
  'organisation.findCounters',
  `select o.id, o.name from enrolled_clerk e join organisation o on o.id = e.organisation and o.withdrawn_at is null
   where e.clerk_mac = any($1::bytea[]) and e.withdrawn_at is null order by o.name, o.id`,
)

/** The bodies at whose counters somebody may serve today. */
export function findCounters(session: Session, vault: Vault, clerk: CodiceFiscale): Promise<Counter[]> {
  return session.query<{ id: string; name: string }>(FIND_COUNTERS, [
    vault.macs('identity', identityWords(clerk)),
  ])
}

const FIND_BODY = statement('organisation.findBody', 'select id from organisation where id = $1')
const FIND_PEOPLE = statement(
  'organisation.findPeople',
  `select operator_mac as mac from enrolled_operator where organisation = $1
   union select clerk_mac from enrolled_clerk where organisation = $1`,
)

/** The look-up codes of everybody whom a body ever enrolled, withdrawn or not; nothing where there is no such body. */
export async function findPeopleOf(session: Session, id: string): Promise<Buffer[] | undefined> {
  const [body] = await session.query(FIND_BODY, [id])
  if (!body) return undefined
  return (await session.query<{ mac: Buffer }>(FIND_PEOPLE, [id])).map(({ mac }) => mac)
}

// The key of identities, not of the register: that an operator is a holder too does not show in a dump.
function identityMac(vault: Vault, code: PersonIdentity): Buffer {
  return vault.mac('identity', identityWords(code))
}
