import { type Clock } from '../../kernel/clock.js'
import { readAskedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { type Digest } from '../../vault/vault.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { type LoginRefusal } from '../provider.js'
import { checkIdToken } from './check-id-token.js'
import { type CieLogin, type CieToken, FISCAL_NUMBER } from './cie-login.js'
import { CieRefused } from './cie-refused.js'
import { type CieIdentity } from './cie-settings.js'
import { type Claims, type Jose, OUR_ALGORITHM, type VerifiedJws } from './jws.js'
import { type KeptTrust } from './keep-trust.js'
import { type Trust } from './provider-metadata.js'
import { type TalkToProvider } from './talk-to-provider.js'

/** What came back in the browser. */
export interface CieAnswer {
  code: string | undefined
  state: string | undefined
  iss: string | undefined
  error: string | undefined
}

export interface CompleteCieLoginPorts {
  identity: () => Promise<CieIdentity>
  trust: KeptTrust
  jose: Jose
  talk: TalkToProvider
  /** Spends the login of this browser: one conditional update; nothing where it is unknown, over, spent or another's. */
  spendLogin: (asked: { state: string; secret: string; now: Instant }) => Promise<CieLogin | undefined>
  clock: Clock
  digest: Digest
}

/** Ends in a person, or throws `CieRefused`. */
export type CompleteCieLogin = (
  answer: CieAnswer,
  secret: string,
) => Promise<{ person: AuthenticatedPerson; token: CieToken }>

/**
 * The error codes of the CIE rules ("Authorization response, errori") by what a person can do about them. What they do not
 * list is a failure.
 */
const SAID_NO: Record<string, LoginRefusal> = {
  access_denied: 'cancelled',
  consent_required: 'consentDenied',
  login_required: 'timeout',
  unmet_authentication_requirements: 'noCredential',
}

/** Takes the answer of the provider apart: who may have sent it, for whom, with what, before anything of it is believed. */
export function completeCieLogin(ports: CompleteCieLoginPorts): CompleteCieLogin {
  const { identity, trust, talk, spendLogin, clock, digest } = ports
  return async ({ code, state, iss, error }, secret) => {
    const login = state === undefined ? undefined : await spendLogin({ state, secret, now: clock.now() })
    if (!login) throw new CieRefused('state')
    const known = await trust.current()
    // Mandatory for CIE: another provider's answer must not be taken for this one's (RFC 9207).
    if (iss !== known.provider.issuer) throw new CieRefused('issuer')
    if (error !== undefined) throw new CieRefused('saidNo', SAID_NO[error] ?? 'failure')
    if (code === undefined) throw new CieRefused('noCode')
    const us = await identity()
    const tokens = await talk.redeem(known.provider, us, { code, verifier: login.verifier })
    const idToken = await verified(ports, known, tokens.idToken, TOKEN)
    const { subject, level } = checkIdToken(idToken, {
      issuer: known.provider.issuer,
      clientId: us.clientId,
      nonce: login.nonce,
      accessTokenHash: digest(tokens.accessToken).subarray(0, 16).toString('base64url'),
      now: clock.now(),
    })
    const sealed = await talk.userinfo(known.provider, tokens.accessToken)
    const opened = await ports.jose.decrypt(sealed, us.keys.encryption)
    if (opened === undefined) throw new CieRefused('userinfoEncryption')
    const said = await verified(ports, known, opened, USERINFO)
    if (said['sub'] !== subject) throw new CieRefused('userinfoSubject')
    const person = personIn(said)
    const { name, revocationEndpoint } = known.provider
    return {
      person: { ...person, method: 'cie', level, provider: name, at: clock.now() },
      token: { accessToken: tokens.accessToken, revocationEndpoint },
    }
  }
}

const TOKEN = { signature: 'idTokenSignature', algorithm: 'idTokenAlgorithm' } as const
const USERINFO = { signature: 'userinfoSignature', algorithm: 'userinfoSignature' } as const

/** By the provider's keys as we know them; a key that is not among them is looked for once (rollover, T40). */
async function verified(
  { trust, jose }: CompleteCieLoginPorts,
  known: Trust,
  jws: string,
  why: typeof TOKEN | typeof USERINFO,
): Promise<Claims> {
  const by = ({ provider: { keys } }: Trust): Promise<VerifiedJws> =>
    jose.verify(jws, { keys, algorithms: [OUR_ALGORITHM] })
  const first = await by(known)
  const outcome = first.kind === 'unknownKey' ? await by(await trust.newerThan(known)) : first
  if (outcome.kind === 'verified') return outcome.claims
  const isAlgorithm = outcome.kind === 'refused' && outcome.why === 'algorithm'
  throw new CieRefused(isAlgorithm ? why.algorithm : why.signature)
}

/** Who it is. `TINIT-` goes before an Italian codice fiscale (ETSI EN 319 412-1 §5.1.3). */
function personIn(said: Claims) {
  const number = said[FISCAL_NUMBER]
  const read = readAskedCodiceFiscale(typeof number === 'string' ? number.replace(/^TINIT-/, '') : '')
  if (read.kind !== 'read') throw new CieRefused('noCodiceFiscale', 'noCodiceFiscale')
  const { given_name: nome, family_name: cognome } = said
  if (typeof nome !== 'string' || typeof cognome !== 'string' || nome === '' || cognome === '')
    throw new CieRefused('noName')
  return { codiceFiscale: read.codiceFiscale, nome: nome.slice(0, 100), cognome: cognome.slice(0, 100) }
}
