import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Instant } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { type NotIn } from '../provider.js'
import { findProvider, type IdentityProvider } from './identity-provider.js'
import { type Judged, type Judging, type Verdict, type Waiting } from './judge-response.js'
import { type SpidMessage } from './spid-message.js'
import { type SpidRequest } from './spid-request.js'

export interface AnswerSpidPorts {
  entityId: string
  assertionConsumer: string
  /** Whether these words stand in what the field says, whatever else does: by its bytes, without reading any XML. */
  isNamedIn: (field: string, words: string) => boolean
  judge: (judging: Judging) => Promise<Verdict>
  /** The requests of this login that wait for an answer; each has one try less from then on. */
  takeTry: (attempt: Buffer, now: Instant) => Promise<SpidRequest[]>
  /** One conditional update: whether the request still waited. */
  spendRequest: (id: string, now: Instant) => Promise<boolean>
  keepMessage: (message: SpidMessage) => Promise<void>
  providers: () => Promise<IdentityProvider[]>
  clock: Clock
  chance: Chance
  log: Log
}

export type SpidAnswer =
  | { kind: 'vouched'; person: AuthenticatedPerson }
  /** `rule`: which rule it breaks, or the provider's own number; for the audit. */
  | { kind: 'refused'; why: Exclude<NotIn, 'noAttempt'>; rule: string; provider?: string }
  /** No request of this browser waits for it: unsolicited, answered, expired, or another browser's. */
  | { kind: 'noRequest' }
  /** This login waits for no answer any more: nothing was looked at, and nothing is written. */
  | { kind: 'notWaited' }

export type AnswerSpid = (answered: { field: string; attempt: Buffer }) => Promise<SpidAnswer>

/**
 * Judges what came back from a provider, the cheapest question first: whether this browser waits for anything, whether the
 * answer names what it waits for, and only then, on a thread, what it says. The request is spent before anybody is in
 * (T35–T38).
 */
export function answerSpid(ports: AnswerSpidPorts): AnswerSpid {
  return async ({ field, attempt }) => {
    const now = ports.clock.now()
    const requests = await ports.takeTry(attempt, now)
    if (requests.length === 0) return { kind: 'notWaited' }
    const named = requests.filter(({ id }) => ports.isNamedIn(field, id))
    if (named.length === 0) return { kind: 'noRequest' }
    const verdict = await ports.judge({ field, waiting: await waitingFor(named, now, ports) })
    if (verdict.kind === 'unreadable') return { kind: 'refused', why: 'failure', rule: 'response.unreadable' }
    const request = verdict.kind === 'judged' && named.find(({ id }) => id === verdict.requestId)
    if (!request) return { kind: 'noRequest' }
    return conclude(request, { ...verdict, now }, ports)
  }
}

async function waitingFor(requests: SpidRequest[], now: Instant, ports: AnswerSpidPorts): Promise<Waiting[]> {
  const { assertionConsumer, entityId } = ports
  const providers = await ports.providers()
  return requests.map(({ id: requestId, issuedAt: requestedAt, provider }) => ({
    expected: { requestId, requestedAt, provider, assertionConsumer, entityId, level: 2, now },
    provider: findProvider(providers, provider),
  }))
}

async function conclude(
  request: SpidRequest,
  { judged, text, now }: { judged: Judged; text: string; now: Instant },
  ports: AnswerSpidPorts,
): Promise<SpidAnswer> {
  if (judged.kind === 'refused') {
    await keep(ports, request, 'refused', text)
    if (judged.isOurs) ports.log('service.warning', { warning: 'spidRefusesUs', cause: judged.rule })
    if (judged.isAnswer) await ports.spendRequest(request.id, now)
    return { kind: 'refused', why: judged.why, rule: judged.rule, provider: request.provider }
  }
  if (!(await ports.spendRequest(request.id, now))) return { kind: 'noRequest' }
  await keep(ports, request, 'response', text)
  return judged
}

async function keep(
  { keepMessage, chance, clock }: AnswerSpidPorts,
  { id: requestId, provider }: SpidRequest,
  kind: SpidMessage['kind'],
  text: string,
): Promise<void> {
  await keepMessage({ id: chance.uuid(), requestId, kind, provider, at: clock.now(), text })
}
