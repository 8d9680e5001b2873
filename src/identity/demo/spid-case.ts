/** A moment, by its distance from the question or from now. */
export type Moment = { sinceRequest: number } | { sinceNow: number; plain?: 'seconds' }

/** One thing done to a sound answer. Paths are XPath with the prefixes `p` (protocol) and `a` (assertion). */
export type Change =
  | { do: 'set'; at: string; to: string | Moment }
  /** Takes an element or an attribute away. */
  | { do: 'remove'; at: string }
  /** Leaves an element with nothing in it; `bare`, without attributes too. */
  | { do: 'empty'; at: string; bare?: boolean }
  | { do: 'addAttribute'; name: string; value: string }
  /** The provider says no, by a number. */
  | { do: 'anomaly'; code: number }

/** Who signs a part: the provider, somebody unknown, somebody unknown who brings the certificate along, or nobody. */
export type Signer = 'provider' | 'stranger' | 'strangerWithCertificate' | undefined

/** What is done to an answer once it is signed. */
export type Forgery = 'decoyUnsigned' | 'decoyInvalid' | 'xslt' | `xsw${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`

/**
 * One answer that a provider, or somebody in its place, may send; by the number that the federation's tests know. What it
 * is in words: `spid-faults.texts`.
 */
export interface SpidCase {
  id: string
  /** Whether whoever it is about must be let in. */
  isLetIn: boolean
  changes: Change[]
  /** Done after signing, which it breaks or not. */
  late?: Change[]
  response: Signer
  assertion: Signer
  forgery?: Forgery
}
