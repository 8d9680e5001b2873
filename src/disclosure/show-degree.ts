import { unreachable } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { deny } from './confirm-by-code.js'
import { aboutShowing, type DegreeView, viewDegree } from './degree-view.js'
import { type Confirmed, type Disclosure } from './disclosure.js'
import { type DisclosurePorts, type DisclosureUse, type Operator } from './disclosure-ports.js'
import { findHolder } from './find-holder.js'
import { showingAt } from './showing.js'

export interface AskedToShow {
  operator: Operator
  reference: string
}

export type ShowOutcome =
  | { kind: 'shown'; view: DegreeView }
  /** The ten minutes are over, and it may be shown again. */
  | { kind: 'mayShowAgain'; disclosure: Confirmed; left: number; until: Instant }
  | { kind: 'over'; disclosure: Confirmed }
  | { kind: 'unknown' }
  /** Not approved, or somebody else's: written in the audit (T33). */
  | { kind: 'denied' }

/** Shows an approved degree while its ten minutes last; the first look at one approved on own pages is written. */
export function showDegree(use: DisclosureUse) {
  return asking(use, async (confirmed, now, { operator }, ports) => {
    const showing = showingAt(confirmed, now)
    switch (showing.kind) {
      case 'open': {
        const first = await ports.openFirstShowing(confirmed.id, now)
        return show(first ?? confirmed, first ? 'disclosure.shown' : undefined, { operator, now }, ports, use)
      }
      case 'again':
        return { kind: 'mayShowAgain', disclosure: confirmed, left: showing.left, until: showing.until }
      case 'over':
        return { kind: 'over', disclosure: confirmed }
      default:
        return unreachable(showing)
    }
  })
}

/** Opens one of the two more showings, each written in the audit. */
export function showDegreeAgain(use: DisclosureUse) {
  return asking(use, async (confirmed, now, { operator }, ports) => {
    const opened = await ports.openNextShowing(confirmed.id, now)
    if (opened) return show(opened, 'disclosure.shownAgain', { operator, now }, ports, use)
    return showingAt(confirmed, now).kind === 'open'
      ? show(confirmed, undefined, { operator, now }, ports, use)
      : { kind: 'over', disclosure: confirmed }
  })
}

/** "I have finished": nothing is shown any more. */
export function closeDegree(use: DisclosureUse) {
  return asking(use, async (confirmed, now, _asked, ports) => {
    await ports.closeShowing(confirmed.id, now)
    return { kind: 'over', disclosure: confirmed }
  })
}

function asking(
  use: DisclosureUse,
  answer: (
    confirmed: Confirmed,
    now: Instant,
    asked: AskedToShow,
    ports: DisclosurePorts,
  ) => Promise<ShowOutcome>,
) {
  return (asked: AskedToShow): Promise<ShowOutcome> =>
    use.transact(async (ports) => {
      const found = await ports.findByReference(asked.reference)
      if (!found) return { kind: 'unknown' }
      if (!mayBeShownTo(found, asked.operator)) return deny(found, asked.operator, ports)
      return answer(found, use.clock.now(), asked, ports)
    })
}

function mayBeShownTo(found: Disclosure, operator: Operator): found is Confirmed {
  return found.state === 'confirmed' && found.session === operator.id
}

/** What is shown is derived in the transaction that writes that it was shown. */
async function show(
  confirmed: Confirmed,
  kind: 'disclosure.shown' | 'disclosure.shownAgain' | undefined,
  { operator, now }: { operator: Operator; now: Instant },
  ports: DisclosurePorts,
  use: DisclosureUse,
): Promise<ShowOutcome> {
  const found = await findHolder(confirmed.attestation, ports, use)
  if (!found) return { kind: 'over', disclosure: confirmed }
  const view = viewDegree(found.dossier, confirmed, now)
  if (kind) await ports.recordAudit(aboutShowing(kind, view, operator))
  return { kind: 'shown', view }
}
