/** A question to a server of the federation. */
export interface Asking {
  url: string
  /** The fields of a form; with it the question is a POST. */
  form?: Record<string, string>
  /** Sent as a bearer token (RFC 6750 §2.1). */
  bearer?: string
}

export type Answered =
  | { kind: 'answered'; status: number; body: string }
  /** No answer in time, or one that is too large, or a redirection. */
  | { kind: 'away'; failure: string }

/** Asks once, within a time limit; never throws. */
export type Ask = (asking: Asking) => Promise<Answered>
