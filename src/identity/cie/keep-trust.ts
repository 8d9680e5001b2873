import { type Clock } from '../../kernel/clock.js'
import { HOUR, type Instant, MINUTE } from '../../kernel/instant.js'
import { CieRefused } from './cie-refused.js'
import { type Trust } from './provider-metadata.js'

/** A chain is looked at again after an hour at the latest: a provider that was taken out must not stay for days. */
const FRESH_FOR = HOUR
/** After a failure, and between two looks for keys that are not known, nobody is asked for so long. */
const REST = MINUTE

export interface KeptTrust {
  /** The chain in force; a new one where there is none. Throws `CieRefused` where none can be had. */
  current: () => Promise<Trust>
  /** A chain later than this one, for a key that it does not have; the same one where that was tried just now. */
  newerThan: (trust: Trust) => Promise<Trust>
}

/**
 * Keeps a chain while it is in force, and looks for the next before it ends: of a federation that is away for an hour nobody
 * notices anything.
 */
export function keepTrust(resolve: () => Promise<Trust>, clock: Clock): KeptTrust {
  let kept: Trust | undefined
  let underWay: Promise<Trust> | undefined
  let failed: { at: Instant; error: unknown } | undefined
  let lookedAt: Instant | undefined

  const renew = (): Promise<Trust> =>
    (underWay ??= resolve()
      .then((trust) => {
        failed = undefined
        return (kept = trust)
      })
      .catch((error: unknown) => {
        failed = { at: clock.now(), error }
        throw error
      })
      .finally(() => (underWay = undefined)))

  const isResting = () => failed !== undefined && clock.now() < failed.at + REST

  return {
    current: async () => {
      const now = clock.now()
      if (kept && now < kept.expiresAt) {
        if (now >= renewalOf(kept) && !isResting()) renew().catch(() => undefined)
        return kept
      }
      if (isResting())
        throw failed?.error instanceof CieRefused ? failed.error : new CieRefused('providerAway')
      return renew()
    },
    newerThan: async (trust) => {
      if (kept && kept !== trust) return kept
      const now = clock.now()
      if (isResting() || (lookedAt !== undefined && now < lookedAt + REST)) return trust
      lookedAt = now
      return renew().catch(() => trust)
    },
  }
}

function renewalOf({ resolvedAt, expiresAt }: Trust): number {
  return Math.min(resolvedAt + FRESH_FOR, resolvedAt + (expiresAt - resolvedAt) / 2)
}
