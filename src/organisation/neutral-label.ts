import { septets } from '../messages/gsm7.js'

export const BODY_LABEL_ROOM = 28
export const PURPOSE_LABEL_ROOM = 22

/** Beginnings of words that would tell whoever looks over a shoulder what the message is about (T25). */
const HEALTH =
  /invalid|disab|handic|ciec|blind|cecit|sord|deaf|malat|diseas|illness|diagnos|percent|salut|health|sanit|medic|clinic|patolog|menomaz|accompagn|104|ospedal|hospital|psich|psych|mental|tumor|cancer|oncolog|terap|therap/i

/** A reader could be led to touch it: our messages have no link. */
const LINK = /:\/\/|www\.|\.(it|eu|com|org|net|gov)\b/i

export type LabelFault = 'tooLong' | 'notGsm7' | 'healthWord' | 'link' | 'severalLines'

/** What makes a label unfit for a text message; `undefined` where it is fit. */
export function faultOfLabel(label: string, room: number): LabelFault | undefined {
  if (/[\r\n\f]/.test(label)) return 'severalLines'
  const length = septets(label)
  if (length === undefined) return 'notGsm7'
  if (length > room) return 'tooLong'
  if (HEALTH.test(label)) return 'healthWord'
  return LINK.test(label) ? 'link' : undefined
}
