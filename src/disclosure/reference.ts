import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const REFERENCE = /^AT-\d{2}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/

/**
 * The number that an operator writes in the file instead of the data: `AT-26-7K4Q-91MD`, with the year and eight
 * symbols of Crockford's base32. It says nothing and opens nothing.
 */
export function drawReference(chance: Chance, clock: Clock): string {
  const symbols = Array.from({ length: 8 }, () => ALPHABET.charAt(chance.below(32))).join('')
  return `AT-${clock.today().slice(2, 4)}-${symbols.slice(0, 4)}-${symbols.slice(4)}`
}
