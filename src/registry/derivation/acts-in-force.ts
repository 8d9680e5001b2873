import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { type Act, actsOf } from './act.js'
import { withoutAnnulled } from './annulment.js'
import { ofOnePerson } from './one-person.js'
import { isReplaced } from './replacement.js'

/** The acts of a human being that an institution's own list would name, and the entries that are this human being. */
export interface ActsInForce {
  acts: Act[]
  entries: Set<string>
}

/**
 * Acts that stand: recorded and known, not undone, not annulled, and no other act took their place by `at`. An act whose
 * judgements are past, or that a newer one outweighs, stands; so does one of somebody who died or is not registered.
 */
export function actsInForce(
  dossier: Dossier,
  { at, knownAt }: { at: LegalDay; knownAt: Instant },
): ActsInForce {
  const { events, entries } = ofOnePerson(dossier, knownAt)
  const acts = withoutAnnulled(actsOf(events), events)
  return { acts: acts.filter((act) => !isReplaced(act, acts, at)), entries }
}
