/** The seal of the configuration cannot be used, and why. */
export class BadSeal extends Error {
  constructor(variable: string, why: string) {
    super(`${variable}: ${why} (see docs/runbook.md, The seal)`)
  }
}
