import { type Instant } from '../kernel/instant.js'
import { aboutDisclosure } from './about-disclosure.js'
import { type Disclosure, expire, isLapsed, type Requested } from './disclosure.js'
import { type DisclosurePorts } from './disclosure-ports.js'

type EndPorts = Pick<DisclosurePorts, 'decide' | 'recordAudit'>

/** Ends a request without a decision, and writes so; `false` where somebody decided first. */
export async function endUndecided(request: Requested, now: Instant, ports: EndPorts): Promise<boolean> {
  const ended = expire(request, now)
  if (!(await ports.decide(ended))) return false
  await ports.recordAudit(aboutDisclosure('disclosure.expired', ended))
  return true
}

/** A request past its time is marked expired by whoever touches it first. */
export async function asOfNow(found: Disclosure, now: Instant, ports: EndPorts): Promise<Disclosure> {
  if (found.state !== 'requested' || !isLapsed(found, now)) return found
  await endUndecided(found, now, ports)
  return expire(found, now)
}

/** How a request stands at `now`, for who only reads. */
export function seenAt(found: Disclosure, now: Instant): Disclosure {
  return found.state === 'requested' && isLapsed(found, now) ? expire(found, now) : found
}
