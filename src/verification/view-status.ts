import { type Shows } from '../attestation/attestation.js'
import { type Token } from '../attestation/token.js'
import { type RecordCheck } from '../audit/audit-event.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { deriveStatus } from '../registry/derivation/derive-status.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { type Dossier, EMPTY_DOSSIER } from '../registry/dossier.js'
import { type StatusView, toPublicView } from './status-view.js'

/** Where a token leads: its attestation, and everything recorded about the person. */
export interface FoundAttestation {
  id: string
  shows: Shows
  endedAt: Instant | undefined
  expiresAt: Instant | undefined
  dossier: Dossier
}

/** One query, whether the token is known or not. */
export type FindByToken = (token: Token) => Promise<FoundAttestation | undefined>

/** The look-up codes of a codice fiscale: one, and while keys are being rotated one a key. */
export type CodeMacs = (codiceFiscale: CodiceFiscale) => Buffer[]

export interface ViewStatusPorts {
  findByToken: FindByToken
  codeMacs: CodeMacs
  recordCheck: RecordCheck
  clock: Clock
}

export interface Verification {
  token: Token
  codiceFiscale: CodiceFiscale
  /** The one-use id of the form. */
  once: string
}

export interface Verified {
  view: StatusView
  /** Present only where the answer is not `notValid`. */
  attestation?: string
  at: Instant
}

/**
 * Answers a level-1 check: token and codice fiscale lead to the person, the person to the acts, the acts and today's
 * date to the status (docs/architecture.md, *The path of a scan*). Unknown, revoked, replaced and expired tokens,
 * another's codice fiscale and a death run the same query and the same derivation, and are one answer (decision 12, D8).
 * The check is recorded before it is answered; where it cannot be, nothing is answered.
 */
export function viewStatus({ findByToken, codeMacs, recordCheck, clock }: ViewStatusPorts) {
  return async ({ token, codiceFiscale, once }: Verification): Promise<Verified> => {
    const found = await findByToken(token)
    const now = clock.now()
    const acts = matchHolder(found, codeMacs(codiceFiscale), now)
    const status = deriveStatus(acts, { at: clock.today(), knownAt: now })
    const view: StatusView =
      acts === EMPTY_DOSSIER || !found ? { answer: 'notValid' } : toPublicView(status, found.shows)
    await recordCheck({ attestation: found?.id, answer: view.answer, once, ...status.derivedFrom })
    return view.answer === 'notValid' || !found ? { view, at: now } : { view, attestation: found.id, at: now }
  }
}

/** The dossier, where the attestation is in use and the code is one of the person's today; else an empty one. */
function matchHolder(found: FoundAttestation | undefined, codeMacs: Buffer[], now: Instant): Dossier {
  if (!found || found.endedAt !== undefined) return EMPTY_DOSSIER
  if (found.expiresAt !== undefined && found.expiresAt <= now) return EMPTY_DOSSIER
  const person = ofOnePerson(found.dossier, now)
  const isTheirs = found.dossier.entries.some(
    (entry) => person.entries.has(entry.id) && codeMacs.some((codeMac) => entry.codeMac.equals(codeMac)),
  )
  return isTheirs ? found.dossier : EMPTY_DOSSIER
}
