import { type Instant, later } from '../kernel/instant.js'
import { lastThree } from '../notification/phone.js'
import { type PhoneOwner } from '../notification/request-phone-change.js'
import { type ReachablePhone, reachablePhone } from '../notification/reachable-phone.js'
import { aboutDisclosure } from './about-disclosure.js'
import { type ApprovalCode, drawCode } from './approval-code.js'
import { approvalMessage } from './approval-message.js'
import { type Asking, type ConsenterNamed, REQUEST_LIFE, type Requested } from './disclosure.js'
import { type DisclosurePorts, type DisclosureUse, type Operator } from './disclosure-ports.js'
import { type FoundHolder } from './find-holder.js'
import { drawReference } from './reference.js'
import { drawTwoWords } from './two-words.js'

export interface Ask {
  operator: Operator
  attestation: string
  asking: Asking
  found: FoundHolder
  now: Instant
}

/** Asks for the first time: a request of its own, with the wrong codes of the holder that still count. */
export async function askAnew(
  ask: Ask & { tries: number },
  ports: DisclosurePorts,
  use: DisclosureUse,
): Promise<Requested> {
  const { operator, attestation, asking, found, tries, now } = ask
  const drawn = await draw(found, now, ports, use)
  const request: Requested = {
    ...drawn.fresh,
    id: use.chance.uuid(),
    reference: await freeReference(ports, use),
    holder: found.owner.person,
    attestation,
    session: operator.id,
    asking,
    requestedAt: now,
    asks: 1,
    state: 'requested',
    tries,
  }
  await ports.insertRequest(request, drawn.code, operator.person.codiceFiscale)
  await sendCode(request, drawn, ports, use)
  await ports.recordAudit(aboutDisclosure('disclosure.requested', request, operator))
  return request
}

/** Asks once more: another code with other words, so that an older message cannot be mistaken for it. */
export async function askAgain(
  waiting: Requested,
  { operator, found, now }: Pick<Ask, 'operator' | 'found' | 'now'>,
  ports: DisclosurePorts,
  use: DisclosureUse,
): Promise<Requested> {
  const drawn = await draw(found, now, ports, use)
  const request: Requested = { ...waiting, ...drawn.fresh, asks: waiting.asks + 1 }
  await ports.askAgain(request, drawn.code, now)
  await sendCode(request, drawn, ports, use)
  await ports.recordAudit(aboutDisclosure('disclosure.codeResent', request, operator))
  return request
}

/** Under which key the message of a request stands in the outbox. */
export function messageKey({ id, asks }: Pick<Requested, 'id' | 'asks'>): string {
  return `approval:${id}:${String(asks)}`
}

interface Drawn {
  phone: ReachablePhone
  code: ApprovalCode | undefined
  fresh: Pick<Requested, 'words' | 'codeSentTo' | 'expiresAt'>
}

async function draw(
  found: FoundHolder,
  now: Instant,
  ports: DisclosurePorts,
  { chance }: DisclosureUse,
): Promise<Drawn> {
  const { phone, owner, consenter } = await reachConsenter(found, now, ports)
  const reachable = phone.kind === 'reachable'
  return {
    phone,
    code: reachable ? drawCode(chance) : undefined,
    fresh: {
      words: drawTwoWords(chance),
      codeSentTo: reachable
        ? { lastThree: lastThree(phone.phone), owner: owner.person, ...(consenter && { consenter }) }
        : undefined,
      expiresAt: later(now, REQUEST_LIFE),
    },
  }
}

interface Reached {
  owner: PhoneOwner
  phone: ReachablePhone
  /** Where it is not the holder. */
  consenter?: ConsenterNamed
}

/**
 * The number of the one who may consent: the holder's own, or of whoever is appointed to consent for them, never the
 * holder's then (T47). Of several the first whom a message reaches.
 */
async function reachConsenter(
  { owner, dossier }: Pick<FoundHolder, 'owner' | 'dossier'>,
  now: Instant,
  { findConsenters, findConfirmedPhones }: Pick<DisclosurePorts, 'findConsenters' | 'findConfirmedPhones'>,
): Promise<Reached> {
  const consenters = await findConsenters(dossier)
  const reached: Reached[] = []
  const asked: Omit<Reached, 'phone'>[] = consenters.map((one) => {
    return { owner: one, consenter: { name: one.name, ground: one.ground } }
  })
  for (const one of asked.length > 0 ? asked : [{ owner }]) {
    const confirmed = await findConfirmedPhones(one.owner.entries)
    reached.push({ ...one, phone: reachablePhone({ register: one.owner.register, confirmed }, now) })
  }
  return (
    reached.find(({ phone }) => phone.kind === 'reachable') ??
    reached.find(({ phone }) => phone.kind === 'resting') ??
    reached[0] ?? { owner, phone: { kind: 'none' } }
  )
}

async function sendCode(
  request: Requested,
  { phone, code }: Drawn,
  ports: DisclosurePorts,
  use: DisclosureUse,
): Promise<void> {
  // A number that changed lately gets nothing, and the one before it is told, once (T81).
  if (phone.kind === 'resting')
    await ports.tellOldNumber(phone.previous, { person: request.holder, since: phone.since })
  if (phone.kind !== 'reachable' || code === undefined) return
  await ports.enqueue({
    to: phone.phone,
    text: use.approvalText(approvalMessage(code, request.words, request.asking.for)),
    deduplication: messageKey(request),
    uselessAfter: request.expiresAt,
  })
}

async function freeReference(ports: DisclosurePorts, { chance, clock }: DisclosureUse): Promise<string> {
  for (;;) {
    const reference = drawReference(chance, clock)
    if (await ports.isReferenceFree(reference)) return reference
  }
}
