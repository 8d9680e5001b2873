import { Bug } from '../kernel/failures.js'

/** What fits in one text message of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1; 140 octets of user data). */
export const ONE_MESSAGE = 160

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Written as an escape and a second septet. */
const EXTENDED = '\f^{}\\[~]|€'

/** How many septets a text takes; `undefined` where a character is outside the alphabet, and would halve the room. */
export function septets(text: string): number | undefined {
  let count = 0
  for (const character of text) {
    if (BASIC.includes(character)) count += 1
    else if (EXTENDED.includes(character)) count += 2
    else return undefined
  }
  return count
}

/** Our own texts must fit in one message: one that does not is our fault, found before it leaves. */
export function assertOneMessage(text: string): void {
  const count = septets(text)
  if (count === undefined) throw new Bug('a text message has a character outside the GSM 7-bit alphabet')
  if (count > ONE_MESSAGE) throw new Bug(`a text message takes ${String(count)} septets`)
}
