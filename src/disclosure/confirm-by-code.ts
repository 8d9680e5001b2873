import { type AuditEvent } from '../audit/audit-event.js'
import { Bug, unreachable } from '../kernel/failures.js'
import { type Instant, later } from '../kernel/instant.js'
import { aboutDisclosure } from './about-disclosure.js'
import { type ApprovalCode } from './approval-code.js'
import { aboutShowing, viewDegree } from './degree-view.js'
import { type Confirmed, type Disclosure, MOST_TRIES } from './disclosure.js'
import { type DisclosurePorts, type DisclosureUse, type Operator } from './disclosure-ports.js'
import { type FoundHolder, findHolder } from './find-holder.js'
import { TRIES_WINDOW } from './holder-limits.js'
import { asOfNow, endUndecided } from './lapse.js'

export interface TypedCode {
  operator: Operator
  reference: string
  code: ApprovalCode
}

export type ConfirmOutcome =
  | { kind: 'confirmed'; disclosure: Confirmed }
  | { kind: 'wrong'; triesLeft: number }
  /** Three wrong codes: another request may be made at `until`. */
  | { kind: 'exhausted'; until: Instant }
  | { kind: 'expired' }
  | { kind: 'refused' }
  /** It was approved before: a code is spent once (T23). */
  | { kind: 'alreadyConfirmed' }
  /** No code was sent: only the holder's own pages can approve. */
  | { kind: 'noCode' }
  /** The attestation is no longer in force. */
  | { kind: 'notValid' }
  | { kind: 'unknown' }
  /** Somebody else's request. */
  | { kind: 'denied' }

/** Spends a typed code; the right one is the holder's approval, and opens the first ten minutes (decision 12, D9). */
export function confirmByCode(use: DisclosureUse) {
  return ({ operator, reference, code }: TypedCode): Promise<ConfirmOutcome> =>
    use.transact(async (ports) => {
      const now = use.clock.now()
      const asked = await ports.findByReference(reference)
      if (!asked) return { kind: 'unknown' }
      if (asked.session !== operator.id) return deny(asked, operator, ports)
      const found = await findHolder(asked.attestation, ports, use)
      if (!found) {
        if (asked.state === 'requested') await endUndecided(asked, now, ports)
        return { kind: 'notValid' }
      }
      // Whose number it went to may consent no more: they came of age, or the appointment ended (T47).
      if (asked.state === 'requested' && !(await stillConsents(asked, found, ports))) {
        await endUndecided(asked, now, ports)
        return { kind: 'expired' }
      }
      const spent = await ports.spendCode({ id: asked.id, session: operator.id, code, now })
      return spent ? judged(spent, { operator, found, now }, ports) : notSpent(reference, now, ports)
    })
}

/** Whoever said the code for the holder, as the audit has who acts for another. */
function consenterOf({ holder, codeSentTo }: Disclosure): Pick<AuditEvent, 'actingFor' | 'actor' | 'ground'> {
  const { consenter } = codeSentTo ?? {}
  return consenter ? { actingFor: holder, actor: consenter.name, ground: consenter.ground } : {}
}

async function stillConsents(
  { codeSentTo }: Disclosure,
  { dossier, owner }: FoundHolder,
  { findConsenters }: Pick<DisclosurePorts, 'findConsenters'>,
): Promise<boolean> {
  const phoneOwner = codeSentTo?.owner
  if (phoneOwner === undefined) return true
  const consenters = await findConsenters(dossier)
  const owners = consenters.length > 0 ? consenters : [owner]
  return owners.some(({ entries }) => entries.includes(phoneOwner))
}

/** Writes that somebody wanted to see what is not theirs to see (T33). */
export async function deny(
  asked: Disclosure,
  operator: Operator,
  { recordAudit }: Pick<DisclosurePorts, 'recordAudit'>,
): Promise<{ kind: 'denied' }> {
  const { nome, cognome } = operator.person
  const detail = { operator: `${nome} ${cognome}`, reference: asked.reference }
  await recordAudit({ ...aboutDisclosure('disclosure.denied', asked, operator), detail })
  return { kind: 'denied' }
}

/** What one spent try came to; told and written in the same transaction. */
async function judged(
  after: Disclosure,
  { operator, found, now }: { operator: Operator; found: FoundHolder; now: Instant },
  ports: DisclosurePorts,
): Promise<ConfirmOutcome> {
  switch (after.state) {
    case 'confirmed': {
      const view = viewDegree(found.dossier, after, now)
      const confirmed = aboutShowing('disclosure.confirmed', view, operator)
      await ports.recordAudit({ ...confirmed, ...consenterOf(after) })
      await ports.recordAudit(aboutShowing('disclosure.shown', view, operator))
      return { kind: 'confirmed', disclosure: after }
    }
    case 'exhausted':
      await ports.recordAudit(aboutDisclosure('disclosure.exhausted', after, operator))
      return { kind: 'exhausted', until: later(after.decidedAt, TRIES_WINDOW) }
    case 'requested':
      await ports.recordAudit(aboutDisclosure('disclosure.wrongCode', after, operator))
      return { kind: 'wrong', triesLeft: MOST_TRIES - after.tries }
    case 'refused':
    case 'expired':
      throw new Bug(`a code led to ${after.state}`)
    default:
      return unreachable(after)
  }
}

/** Why there was nothing to spend: read again, since a parallel decision may just have been written. */
async function notSpent(reference: string, now: Instant, ports: DisclosurePorts): Promise<ConfirmOutcome> {
  const found = await ports.findByReference(reference)
  if (!found) return { kind: 'unknown' }
  const seen = await asOfNow(found, now, ports)
  switch (seen.state) {
    case 'requested':
      return { kind: 'noCode' }
    case 'confirmed':
      return { kind: 'alreadyConfirmed' }
    case 'refused':
      return { kind: 'refused' }
    case 'expired':
      return { kind: 'expired' }
    case 'exhausted':
      return { kind: 'exhausted', until: later(seen.decidedAt, TRIES_WINDOW) }
    default:
      return unreachable(seen)
  }
}
