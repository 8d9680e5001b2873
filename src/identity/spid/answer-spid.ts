import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { type NotIn } from '../provider.js'
import { findProvider, type IdentityProvider } from './identity-provider.js'
import { type AssertionFacts, type ResponseFacts } from './response-facts.js'
import { brokenByAssertion, brokenByResponse, type Expected, levelOf } from './response-rules.js'
import { SUCCESS } from './saml-names.js'
import { readAnomaly } from './spid-error.js'
import { type SpidMessage } from './spid-message.js'
import { type SpidRequest } from './spid-request.js'

/** An answer, read; its assertion only as far as one of these certificates signed it. */
export interface SpidResponse {
  facts: ResponseFacts
  assertionSignedBy: (certificates: readonly string[]) => AssertionFacts | string
  text: string
}

export interface AnswerSpidPorts {
  entityId: string
  assertionConsumer: string
  /** Work that keeps the machine busy waits for its turn; what was wasted makes the next wait longer. */
  inTurn: <T>(work: () => T, isWasted: (result: T) => boolean) => Promise<T>
  readResponse: (field: string) => SpidResponse | undefined
  findRequest: (id: string, now: Instant) => Promise<SpidRequest | undefined>
  /** One conditional update: whether the request still waited. */
  spendRequest: (id: string, now: Instant) => Promise<boolean>
  /** Whether this login waits for any answer at all. */
  isWaitedFor: (attempt: Buffer, now: Instant) => Promise<boolean>
  countRefused: (attempt: Buffer) => Promise<void>
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
 * Judges what came back from a provider: the cheap checks first, the signature before the first word about a person,
 * and the request spent before anybody is in (T35–T38).
 */
export function answerSpid(ports: AnswerSpidPorts): AnswerSpid {
  return async ({ field, attempt }) => {
    const now = ports.clock.now()
    if (!(await ports.isWaitedFor(attempt, now))) return { kind: 'notWaited' }
    const response = await ports.inTurn(
      () => ports.readResponse(field),
      (read) => read === undefined,
    )
    const request = response && (await ports.findRequest(response.facts.inResponseTo ?? '', now))
    if (!response || !request?.attempt.equals(attempt)) {
      await ports.countRefused(attempt)
      return response
        ? { kind: 'noRequest' }
        : { kind: 'refused', why: 'failure', rule: 'response.unreadable' }
    }
    const provider = findProvider(await ports.providers(), request.provider)
    const judged = await ports.inTurn(
      () => judge(response, provider, expectedOf(request, now, ports)),
      ({ kind }) => kind === 'refused',
    )
    if (judged.kind === 'refused') {
      await keep(ports, request, 'refused', response.text)
      if (judged.isOurs) ports.log('service.warning', { warning: 'spidRefusesUs', cause: judged.rule })
      // What the provider itself says of no is an answer; what is wrong may be a stranger's.
      if (judged.isAnswer) await ports.spendRequest(request.id, now)
      else await ports.countRefused(attempt)
      return { kind: 'refused', why: judged.why, rule: judged.rule, provider: request.provider }
    }
    if (!(await ports.spendRequest(request.id, now))) return { kind: 'noRequest' }
    await keep(ports, request, 'response', response.text)
    return judged
  }
}

function expectedOf(
  request: SpidRequest,
  now: Instant,
  { assertionConsumer, entityId }: AnswerSpidPorts,
): Expected {
  const { id: requestId, issuedAt: requestedAt, provider } = request
  return { requestId, requestedAt, provider, assertionConsumer, entityId, level: 2, now }
}

type Judged =
  | { kind: 'vouched'; person: AuthenticatedPerson }
  | { kind: 'refused'; why: Exclude<NotIn, 'noAttempt'>; rule: string; isAnswer?: boolean; isOurs?: boolean }

function judge(response: SpidResponse, provider: IdentityProvider | undefined, expected: Expected): Judged {
  const refused = (rule: string): Judged => ({ kind: 'refused', why: 'failure', rule })
  if (!provider) return refused('provider.gone')
  const { facts } = response
  const broken = brokenByResponse(facts, expected)
  if (broken === 'response.status' && facts.status?.code && facts.status.code !== SUCCESS) {
    const { code, why, isOurs } = readAnomaly(facts.status.message)
    return { kind: 'refused', why, rule: `anomaly.${String(code ?? 'none')}`, isAnswer: true, isOurs }
  }
  if (broken !== undefined) return refused(broken)
  const assertion = response.assertionSignedBy(provider.certificates)
  if (typeof assertion === 'string') return refused(assertion)
  const wrong = brokenByAssertion(assertion, expected)
  if (wrong === 'level') return { kind: 'refused', why: 'noCredential', rule: wrong }
  if (wrong !== undefined) return refused(wrong)
  return personOf(assertion, provider, expected.now)
}

/** The person of the attributes. The codice fiscale alone says who it is (`TINIT-` and the code). */
function personOf(assertion: AssertionFacts, provider: IdentityProvider, at: Instant): Judged {
  const valueOf = (name: string) =>
    assertion.attributes?.find((attribute) => attribute.name === name)?.values[0] ?? ''
  const [nome, cognome, fiscalNumber] = ['name', 'familyName', 'fiscalNumber'].map(valueOf)
  const level = levelOf(assertion.statements[0])
  if (fiscalNumber === '' && provider.kind === 'eidas')
    return { kind: 'refused', why: 'noCodiceFiscale', rule: 'attributes.fiscalNumber' }
  const read = readTypedCodiceFiscale((fiscalNumber ?? '').replace(/^TINIT-/i, ''))
  if (read.kind !== 'read' || !nome || !cognome || !level)
    return { kind: 'refused', why: 'failure', rule: 'attributes.person' }
  const { codiceFiscale } = read
  return {
    kind: 'vouched',
    person: { codiceFiscale, nome, cognome, method: 'spid', level, provider: provider.name, at },
  }
}

async function keep(
  { keepMessage, chance, clock }: AnswerSpidPorts,
  { id: requestId, provider }: SpidRequest,
  kind: SpidMessage['kind'],
  text: string,
): Promise<void> {
  await keepMessage({ id: chance.uuid(), requestId, kind, provider, at: clock.now(), text })
}
