import { type LoginRefusal } from '../provider.js'

/** Why a CIE login ends without anybody in, for the audit: stable words that name nobody. */
export type CieReason =
  // The federation.
  | 'providerAway'
  | 'providerAnswer'
  | 'statementSignature'
  | 'statementClaims'
  | 'statementExpired'
  | 'policy'
  | 'providerMetadata'
  // The answer in the browser.
  | 'state'
  | 'issuer'
  | 'noCode'
  | 'saidNo'
  // The answer to ourselves.
  | 'tokenEndpoint'
  | 'idTokenSignature'
  | 'idTokenAlgorithm'
  | 'idTokenIssuer'
  | 'idTokenAudience'
  | 'idTokenNonce'
  | 'idTokenExpired'
  | 'idTokenIssuedAt'
  | 'idTokenAccessToken'
  | 'level'
  | 'userinfoEncryption'
  | 'userinfoSignature'
  | 'userinfoSubject'
  | 'noCodiceFiscale'
  | 'noName'

/** Ends a login: `code` goes to the audit, `why` chooses the person's page. */
export class CieRefused extends Error {
  override name = 'CieRefused'
  constructor(
    readonly code: CieReason,
    readonly why: LoginRefusal = 'failure',
  ) {
    super(code)
  }
}
