import { CAPACITY } from './code-slots.js'
import { live } from './live.js'
import { Random } from './random.js'

/** Some people of the world that a seed makes, by their numbers. */
export interface Slice {
  seed: number
  /** The number of the first. */
  from: number
  persons: number
}

const CHUNK = 64 * 1024

/** No person has this number. */
const NOBODY = 0xffff_ffff

/** The feed of a slice, life by life, in chunks of whole lines; nothing is kept from one to the next. */
export function* worldFeed({ seed, from, persons }: Slice): Generator<string> {
  const random = new Random()
  const offset = offsetOf(seed)
  let chunk = ''
  for (let number = from; number < from + persons; number++) {
    chunk += live(random, seed, number, offset)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/** Where among all codes a world begins: two seeds give the same person other codes. */
export function offsetOf(seed: number): number {
  return new Random().restart(seed, NOBODY).below(CAPACITY)
}
