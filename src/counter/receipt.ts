import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const RECEIPT = /^RS-\d{2}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/

/** The number on both copies of a receipt: `RS-26-7K4Q-91MD`. It says nothing and opens nothing. */
export function drawReceipt(chance: Chance, clock: Clock): string {
  const symbols = Array.from({ length: 8 }, () => ALPHABET.charAt(chance.below(32))).join('')
  return `RS-${clock.today().slice(2, 4)}-${symbols.slice(0, 4)}-${symbols.slice(4)}`
}
