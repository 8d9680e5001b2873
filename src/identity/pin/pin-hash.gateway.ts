import { hash, verify } from '@node-rs/argon2'
import { Unavailable } from '../../kernel/failures.js'

/**
 * Argon2id (the library's own choice) with 19 MiB, two passes, one lane (RFC 9106; OWASP's least). Every hash has exactly these, so that an unknown
 * code takes as long as a known one.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }
export const PIN_HASH = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22,64}\$[A-Za-z0-9+/]{43}$/

const AT_ONCE = 2
/** Hashes that may wait: half a second's work. Who comes later is told to come again. */
const MOST_WAITING = 16

export function hashPin(pin: string): Promise<string> {
  return hash(pin, COST)
}

/** Compares PINs, two at a time and no more: a flood of them must leave the cores to those who scan. */
export function pinComparer({ atOnce, waiting } = { atOnce: AT_ONCE, waiting: MOST_WAITING }) {
  const queue: (() => void)[] = []
  let running = 0
  let most = 0
  let nobodys: Promise<string> | undefined
  const turn = async (): Promise<void> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Unavailable('identityProvider')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running += 1
    most = Math.max(most, running)
  }
  const done = () => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
  return {
    /** The most that ever ran together. */
    most: () => most,
    isRight: async (known: string | undefined, pin: string): Promise<boolean> => {
      await turn()
      try {
        const against = known ?? (await (nobodys ??= hashPin('NOBODY')))
        return (await verify(against, pin)) && known !== undefined
      } finally {
        done()
      }
    },
  }
}
