import { type Visitor } from './page-context.js'

/** Why a request is not answered as asked. Expected, and told in words; surprises are `Bug` and `Unavailable`. */
export type RefusalKind =
  | { kind: 'notFound' }
  | { kind: 'forbidden' }
  | { kind: 'badRequest' }
  | { kind: 'loginCancelled' }
  /** The register knows people by it, and whoever is logged in has none. */
  | { kind: 'noCodiceFiscale' }
  /** Leads to the login page; what for is kept on our side. */
  | { kind: 'loginNeeded'; to: string }
  | { kind: 'sessionEnded'; to: string }
  /** Somebody who may act for others says first for whom they are here. */
  | { kind: 'chooseFirst'; to: string }
  /** They may act for that person no more. */
  | { kind: 'mandateEnded'; visitor: Visitor }
  /** They may act for that person, but not so. */
  | { kind: 'outsideMandate'; visitor: Visitor }
  | { kind: 'tooMany'; retryAfterSeconds: number }

/** Thrown by a route, answered by the one error handler: a page or an RFC 9457 problem, by `Accept`. */
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(readonly refusal: RefusalKind) {
    super(refusal.kind)
  }
}
