import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { type Chance } from './chance.js'

/** The machine's cryptographic random source: the one place that asks it. */
export const systemChance: Chance = {
  bytes: (length) => randomBytes(length),
  below: (bound) => randomInt(bound),
  uuid: () => randomUUID(),
}
