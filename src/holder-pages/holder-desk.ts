import { type Attestation, type Shows } from '../attestation/attestation.js'
import { type IssueOutcome, type HolderRequest } from '../attestation/issue-attestation.js'
import { type AboutSeen, type KeepOutcome } from '../attestation/keep-attestation.js'
import { type Eligibility } from '../attestation/eligibility.js'
import { type Session } from '../identity/session.js'
import { actorIn } from '../representation/choose-for-whom.js'
import { type FindChecks } from './check-log.js'
import { type OwnHolder } from './see-holder.js'

/** What the holder's pages may ask of the service. */
export interface HolderDesk {
  see: (session: Session) => Promise<OwnHolder>
  findChecks: FindChecks
  /** Whether an operator waits for this person's word right now. */
  isAskedNow: (entries: string[]) => Promise<boolean>
  readNotice: (request: Pick<HolderRequest, 'codiceFiscale'>) => Promise<Eligibility>
  issue: (request: HolderRequest & { shows: Shows }) => Promise<IssueOutcome>
  replace: (request: AboutSeen) => Promise<KeepOutcome>
  revoke: (request: AboutSeen) => Promise<KeepOutcome>
  changeShows: (request: HolderRequest & { shows: Shows }) => Promise<KeepOutcome>
  print: (request: HolderRequest) => Promise<KeepOutcome>
  /** The dark modules of the QR, row by row. */
  qrModules: (attestation: Attestation) => readonly (readonly boolean[])[]
}

/** About whom, who asks, and how they logged in. */
export function requestOf(session: Session): HolderRequest {
  const { person, actingFor } = session
  const { method, level } = person
  return {
    codiceFiscale: (actingFor ?? person).codiceFiscale,
    acting: { method, level, ...actorIn(session) },
  }
}
