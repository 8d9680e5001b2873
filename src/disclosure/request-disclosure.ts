import { identityOf } from '../identity/authenticated-person.js'
import { DAY, type Instant, later } from '../kernel/instant.js'
import { type Organisation } from '../organisation/organisation.js'
import { askAgain, askAnew } from './ask-holder.js'
import { type AskedFor, type Requested } from './disclosure.js'
import { type DisclosurePorts, type DisclosureUse, type Operator } from './disclosure-ports.js'
import { findHolder } from './find-holder.js'
import { standingOf } from './holder-limits.js'
import { asOfNow, endUndecided } from './lapse.js'
import { MOST_HOLDERS_IN_A_DAY, operatorTooManyUntil } from './operator-limits.js'

/** Body and purpose as the operator stated them: chosen from those they are enrolled for, or in their own words. */
export type Stated =
  | { kind: 'enrolled'; organisation: string; purpose: string }
  | { kind: 'stated'; body: string; purpose: string }

export interface DisclosureRequest {
  operator: Operator
  attestation: string
  stated: Stated
  /** Another code is wanted for this request, as often asked as the asker has seen. */
  resendOf?: Pick<Requested, 'reference' | 'asks'>
}

export type RequestOutcome =
  | { kind: 'requested'; request: Requested }
  /** The attestation is no longer in force. */
  | { kind: 'notValid' }
  /** The operator is not (or no longer) enrolled for that body and purpose. */
  | { kind: 'notEnrolled' }
  /** Another operator's request waits for the same holder. */
  | { kind: 'busy'; until: Instant }
  /** Three wrong codes. */
  | { kind: 'exhausted'; until: Instant }
  /** The holder was asked too often. */
  | { kind: 'tooMany'; until: Instant }
  /** The operator asked for too many people. */
  | { kind: 'operatorTooMany'; until: Instant }

/**
 * Asks the holder for the degree: state, code and message in one transaction (docs/architecture.md, *The path of a disclosure*).
 * The same form sent again, by one who never saw the answer, is one message: it finds the request that it made.
 */
export function requestDisclosure(use: DisclosureUse) {
  return ({ operator, attestation, stated, resendOf }: DisclosureRequest): Promise<RequestOutcome> =>
    use.transact(async (ports) => {
      const now = use.clock.now()
      const found = await findHolder(attestation, ports, use)
      if (!found) return { kind: 'notValid' }
      const askedFor = resolve(stated, await ports.findEnrolments(identityOf(operator.person)))
      if (!askedFor) return { kind: 'notEnrolled' }

      const { entries } = found.owner
      await ports.lockHolder(entries)
      const waiting = await stillWaiting(entries, now, ports)
      if (waiting && waiting.session !== operator.id) return { kind: 'busy', until: waiting.expiresAt }
      const isAskedFor = waiting?.attestation === attestation && isSame(waiting.asking.for, askedFor)
      const isResend = waiting?.reference === resendOf?.reference && waiting?.asks === resendOf?.asks
      if (isAskedFor && !isResend) return { kind: 'requested', request: waiting }
      const full = await operatorFullUntil(operator, entries, now, ports)
      if (full !== undefined) {
        use.warn('operatorLimit')
        return { kind: 'operatorTooMany', until: full }
      }
      const standing = standingOf(await ports.findHistory(entries, later(now, -2 * DAY)), now)
      if (standing.exhaustedUntil !== undefined) return { kind: 'exhausted', until: standing.exhaustedUntil }
      if (standing.tooManyUntil !== undefined) return { kind: 'tooMany', until: standing.tooManyUntil }

      if (isAskedFor)
        return { kind: 'requested', request: await askAgain(waiting, { operator, found, now }, ports, use) }
      if (waiting) await endUndecided(waiting, now, ports)
      const asking = { operator: `${operator.person.nome} ${operator.person.cognome}`, for: askedFor }
      const ask = { operator, attestation, asking, found, tries: standing.tries, now }
      return { kind: 'requested', request: await askAnew(ask, ports, use) }
    })
}

/** The choice that an earlier request was made with, to make it again. */
export function statedOf(askedFor: AskedFor): Stated {
  if (askedFor.kind === 'stated') return askedFor
  return { kind: 'enrolled', organisation: askedFor.body.id, purpose: askedFor.purpose.id }
}

/** What may be said in the holder's message: only what the institution has enrolled (decision 12, D10). */
function resolve(stated: Stated, enrolments: Organisation[]): AskedFor | undefined {
  if (stated.kind === 'stated') return stated
  const body = enrolments.find(({ id }) => id === stated.organisation)
  const purpose = body?.purposes.find(({ id }) => id === stated.purpose)
  if (!body || !purpose) return undefined
  const { id, name, smsLabel } = body
  return { kind: 'enrolled', body: { id, name, smsLabel }, purpose }
}

/** Nothing for somebody whom the operator asked for already: that is no further person. */
async function operatorFullUntil(
  { person }: Operator,
  entries: string[],
  now: Instant,
  ports: DisclosurePorts,
): Promise<Instant | undefined> {
  await ports.lockOperator(identityOf(person))
  const asked = await ports.findAskedBy(identityOf(person), later(now, -DAY))
  if (asked.some(({ holder }) => entries.includes(holder))) return undefined
  const until = operatorTooManyUntil(asked, now)
  if (until === undefined) return undefined
  const { nome, cognome, method, level } = person
  const detail = { operator: `${nome} ${cognome}`, limit: String(MOST_HOLDERS_IN_A_DAY) }
  await ports.recordAudit({ kind: 'disclosure.limitReached', method, level, detail })
  return until
}

async function stillWaiting(
  entries: string[],
  now: Instant,
  ports: DisclosurePorts,
): Promise<Requested | undefined> {
  const waiting = await ports.findWaiting(entries)
  const seen = waiting && (await asOfNow(waiting, now, ports))
  return seen?.state === 'requested' ? seen : undefined
}

function isSame(before: AskedFor, after: AskedFor): boolean {
  const [one, other] = [statedOf(before), statedOf(after)]
  if (one.kind === 'stated' && other.kind === 'stated')
    return one.body === other.body && one.purpose === other.purpose
  if (one.kind === 'enrolled' && other.kind === 'enrolled')
    return one.organisation === other.organisation && one.purpose === other.purpose
  return false
}
