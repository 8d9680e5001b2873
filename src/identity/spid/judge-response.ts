import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { readEidasIdentifier } from '../../kernel/person-identity.js'
import { type AuthenticatedPerson, type KnownBy } from '../authenticated-person.js'
import { type NotIn } from '../provider.js'
import { type IdentityProvider } from './identity-provider.js'
import { type AssertionFacts, type ResponseFacts } from './response-facts.js'
import { brokenByAssertion, brokenByResponse, type Expected, levelOf } from './response-rules.js'
import { SUCCESS } from './saml-names.js'
import { readAnomaly } from './spid-error.js'

/** An answer, read; its assertion only as far as one of these certificates signed it. */
export interface SpidResponse {
  facts: ResponseFacts
  assertionSignedBy: (certificates: readonly string[]) => AssertionFacts | string
  text: string
}

/** An answer as it came, and the requests that it may be an answer to. */
export interface Judging {
  field: string
  waiting: Waiting[]
}

export interface Waiting {
  expected: Expected
  /** Nothing where the federation has dropped it meanwhile. */
  provider: IdentityProvider | undefined
}

export type Verdict =
  | { kind: 'unreadable' }
  /** It answers none of these requests. */
  | { kind: 'noRequest' }
  | { kind: 'judged'; requestId: string; text: string; judged: Judged }

export type Judged =
  | { kind: 'vouched'; person: AuthenticatedPerson }
  | {
      kind: 'refused'
      why: Exclude<NotIn, 'noAttempt'>
      /** Which rule it breaks, or the provider's own number; for the audit. */
      rule: string
      /** What the provider itself says of no; anything else wrong may be a stranger's. */
      isAnswer?: boolean
      isOurs?: boolean
    }

/** Judges an answer: the envelope first, then the signature, and the first word about a person after it (T35, T36). */
export function judgeResponse(
  readResponse: (field: string) => SpidResponse | undefined,
): (judging: Judging) => Verdict {
  return ({ field, waiting }) => {
    const response = readResponse(field)
    if (!response) return { kind: 'unreadable' }
    const { inResponseTo } = response.facts
    const waited = waiting.find(({ expected }) => expected.requestId === inResponseTo)
    if (!waited) return { kind: 'noRequest' }
    const { requestId } = waited.expected
    return { kind: 'judged', requestId, text: response.text, judged: judge(response, waited) }
  }
}

function judge(response: SpidResponse, { provider, expected }: Waiting): Judged {
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

/**
 * The person of the attributes. The codice fiscale alone says who it is (`TINIT-` and the code); of who comes by the
 * eIDAS node without one, the identifier of their state, which the node passes on as `spidCode`.
 */
function personOf(assertion: AssertionFacts, provider: IdentityProvider, at: Instant): Judged {
  const valueOf = (name: string) =>
    assertion.attributes?.find((attribute) => attribute.name === name)?.values[0] ?? ''
  const [nome, cognome, fiscalNumber] = ['name', 'familyName', 'fiscalNumber'].map(valueOf)
  const level = levelOf(assertion.statements[0])
  const identity = identityIn({ fiscalNumber, spidCode: valueOf('spidCode') }, provider)
  if (!identity || !nome || !cognome || !level)
    return { kind: 'refused', why: 'failure', rule: 'attributes.person' }
  const person = { ...identity, nome, cognome, method: 'spid' as const, level, provider: provider.name, at }
  return { kind: 'vouched', person }
}

function identityIn(
  { fiscalNumber = '', spidCode }: { fiscalNumber: string | undefined; spidCode: string },
  { kind }: IdentityProvider,
): KnownBy | undefined {
  if (fiscalNumber === '' && kind === 'eidas') {
    const eidas = readEidasIdentifier(spidCode)
    return eidas && { eidas }
  }
  const read = readTypedCodiceFiscale(fiscalNumber.replace(/^TINIT-/i, ''))
  return read.kind === 'read' ? { codiceFiscale: read.codiceFiscale } : undefined
}
