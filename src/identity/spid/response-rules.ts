import { type Instant, later, MINUTE, parseInstant } from '../../kernel/instant.js'
import { type AssertionFacts, type Named, type ResponseFacts } from './response-facts.js'
import { BEARER, ENTITY_FORMAT, SPID_LEVEL, SUCCESS, TRANSIENT_FORMAT } from './saml-names.js'

/** How far a provider's clock may be from ours (T58). */
export const CLOCK_SKEW = MINUTE

/** What an answer must match: our request, and whom it was sent to. */
export interface Expected {
  requestId: string
  requestedAt: Instant
  /** The provider that was asked. */
  provider: string
  assertionConsumer: string
  entityId: string
  /** At least. */
  level: 1 | 2 | 3
  now: Instant
}

/** The rule that an answer breaks; written in the audit, and nothing else of the answer. */
export type BrokenRule = string

type Rules<Facts> = [BrokenRule, (facts: Facts, expected: Expected) => boolean][]

/** What must hold of the envelope (AgID, Regole tecniche SPID, "Single Sign-On", Response). The first that does not is named. */
export function brokenByResponse(facts: ResponseFacts, expected: Expected): BrokenRule | undefined {
  return firstBroken(RESPONSE_RULES, facts, expected)
}

/** What must hold of the assertion: the same source. */
export function brokenByAssertion(facts: AssertionFacts, expected: Expected): BrokenRule | undefined {
  return firstBroken(ASSERTION_RULES, facts, expected)
}

function firstBroken<Facts>(rules: Rules<Facts>, facts: Facts, expected: Expected): BrokenRule | undefined {
  return rules.find(([, holds]) => !holds(facts, expected))?.[0]
}

const RESPONSE_RULES: Rules<ResponseFacts> = [
  ['response.id', ({ id }) => isName(id)],
  ['response.version', ({ version }) => version === '2.0'],
  ['response.issueInstant', ({ issueInstant }, expected) => isIssuedInTime(issueInstant, expected)],
  ['response.inResponseTo', ({ inResponseTo }, { requestId }) => inResponseTo === requestId],
  ['response.destination', ({ destination }, { assertionConsumer }) => destination === assertionConsumer],
  ['response.issuer', ({ issuer }, { provider }) => issuer?.value === provider],
  ['response.issuerFormat', ({ issuer }) => [undefined, ENTITY_FORMAT].includes(issuer?.format)],
  ['response.status', ({ status }) => status?.code === SUCCESS],
]

const ASSERTION_RULES: Rules<AssertionFacts> = [
  ['assertion.id', ({ id }) => isName(id)],
  ['assertion.version', ({ version }) => version === '2.0'],
  ['assertion.issueInstant', ({ issueInstant }, expected) => isIssuedInTime(issueInstant, expected)],
  ['assertion.issuer', ({ issuer }, { provider }) => issuer?.value === provider],
  ['assertion.issuerFormat', ({ issuer }) => issuer?.format === ENTITY_FORMAT],
  ['assertion.nameId', ({ nameId }) => isNamed(nameId)],
  ['assertion.nameIdFormat', ({ nameId }) => nameId?.format === TRANSIENT_FORMAT],
  ['assertion.nameQualifier', ({ nameId }) => !isEmpty(nameId?.nameQualifier)],
  ['assertion.confirmation', ({ confirmations }) => confirmations.length === 1],
  ['assertion.method', ({ confirmations }) => confirmations[0]?.method === BEARER],
  [
    'assertion.recipient',
    ({ confirmations }, { assertionConsumer }) => confirmations[0]?.data?.recipient === assertionConsumer,
  ],
  [
    'assertion.inResponseTo',
    ({ confirmations }, { requestId }) => confirmations[0]?.data?.inResponseTo === requestId,
  ],
  [
    'assertion.notOnOrAfter',
    ({ confirmations }, { now }) => isNotOver(confirmations[0]?.data?.notOnOrAfter, now),
  ],
  ['conditions', ({ conditions }) => conditions !== undefined],
  ['conditions.notBefore', ({ conditions }, { now }) => hasBegun(conditions?.notBefore, now)],
  ['conditions.notOnOrAfter', ({ conditions }, { now }) => isNotOver(conditions?.notOnOrAfter, now)],
  [
    'conditions.audience',
    ({ conditions }, { entityId }) => isMeantFor(conditions?.audiences ?? [], entityId),
  ],
  ['authnStatement', ({ statements }) => statements.length === 1],
  ['level', ({ statements }, { level }) => (levelOf(statements[0]) ?? 0) >= level],
  ['attributes', ({ attributes }) => areFilled(attributes)],
]

/** A level by its address, if it is one. */
export function levelOf(context: string | undefined): 1 | 2 | 3 | undefined {
  return ([1, 2, 3] as const).find((level) => context === `${SPID_LEVEL}${level}`)
}

/** Every restriction must hold, and one must be there (saml-core §2.5.1.4). */
function isMeantFor(restrictions: string[][], entityId: string): boolean {
  return restrictions.length > 0 && restrictions.every((audiences) => audiences.includes(entityId))
}

function areFilled(attributes: AssertionFacts['attributes']): boolean {
  if (attributes === undefined || attributes.length === 0) return false
  return attributes.every(
    ({ name, values }) => !isEmpty(name) && values.length > 0 && values.every((value) => value !== ''),
  )
}

/** Not before the question, as far as clocks differ, nor later than now. */
function isIssuedInTime(text: string | undefined, { requestedAt, now }: Expected): boolean {
  const instant = utcInstant(text)
  if (instant === undefined) return false
  return instant >= later(requestedAt, -CLOCK_SKEW) && instant <= later(now, CLOCK_SKEW)
}

function hasBegun(text: string | undefined, now: Instant): boolean {
  const instant = utcInstant(text)
  return instant !== undefined && instant <= later(now, CLOCK_SKEW)
}

function isNotOver(text: string | undefined, now: Instant): boolean {
  const instant = utcInstant(text)
  return instant !== undefined && later(now, -CLOCK_SKEW) < instant
}

/** Times are in UTC and say so (saml-core §1.3.3). */
function utcInstant(text: string | undefined): Instant | undefined {
  return text?.endsWith('Z') === true ? parseInstant(text) : undefined
}

function isNamed(named: Named | undefined): boolean {
  return named !== undefined && named.value !== ''
}

function isName(text: string | undefined): boolean {
  return text !== undefined && /^[A-Za-z_][\w.-]{0,255}$/.test(text)
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text === ''
}
