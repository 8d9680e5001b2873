/** A surprise that is our fault: turned into a 500 in one place, never shown in words. */
export class Bug extends Error {
  override name = 'Bug'
}

/** Something we depend on is away: turned into a 503 with `Retry-After` (RFC 9110 §10.2.3). */
export class Unavailable extends Error {
  override name = 'Unavailable'
  constructor(
    readonly what: 'database' | 'textMessages' | 'identityProvider' | 'audit' | 'handler' | 'documents',
    options?: ErrorOptions,
  ) {
    super(`${what} is unavailable`, options)
  }
}

/** Closes an exhaustive switch: the compiler refuses a case that was forgotten. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected ${typeof value}`)
}
