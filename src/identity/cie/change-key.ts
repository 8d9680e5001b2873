import { type CieKeys, type Jwk, type KeyJob } from './jwk.js'

type KeySet = CieKeys[KeyJob]

export type KeyChange =
  | { kind: 'changed'; keys: KeySet }
  /** One was prepared and does not work yet: it is used, or taken out, before another. */
  | { kind: 'alreadyPrepared' }
  | { kind: 'noneToUse' }
  | { kind: 'noneToRetire' }

/**
 * What may be done to a set of keys, so that no step brings back a key that was left or takes out one that works. A file of
 * before says of its other keys only that they are published: the last of them may be used or retired, as it was then.
 */
export const CHANGES = {
  /** Adds a key that is published, and does not work yet. */
  async prepare(keys: KeySet, draw: () => Promise<Jwk>): Promise<KeyChange> {
    const [works, ...others] = keys
    if (others.some(({ state }) => state !== 'former')) return { kind: 'alreadyPrepared' }
    const prepared: Jwk = { ...(await draw()), state: 'prepared' }
    return { kind: 'changed', keys: [marked(works, 'works'), ...others, prepared] }
  },
  /** Lets the prepared one work. The one that worked goes before those that were left earlier. */
  use([works, ...others]: KeySet): KeyChange {
    const prepared = others.findLast(({ state }) => state !== 'former')
    if (!prepared) return { kind: 'noneToUse' }
    const left = [works, ...others.filter((key) => key !== prepared)]
    return {
      kind: 'changed',
      keys: [marked(prepared, 'works'), ...left.map((key) => marked(key, 'former'))],
    }
  },
  /** Takes out the one that was left; of several the one that was left first. */
  retire([works, ...others]: KeySet): KeyChange {
    const retired = others.findLast(({ state }) => state !== 'prepared')
    if (!retired) return { kind: 'noneToRetire' }
    return { kind: 'changed', keys: [works, ...others.filter((key) => key !== retired)] }
  },
}

function marked(key: Jwk, state: 'works' | 'former'): Jwk {
  return { ...key, state }
}
