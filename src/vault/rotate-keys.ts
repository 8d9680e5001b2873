import { type KeyFile, type LookUps } from './keys.js'

/** Why a change of the key file was refused, in words for who asked. */
export class KeyRefused extends Error {}

/** What a new key is made of: fresh secrets in base64. */
export interface NewKey {
  kid: string
  sealing: string
  /** Where the look-up keys are to change with it. */
  lookUps?: LookUps | undefined
}

/** A key's name is written into everything that it seals, in the clear. */
const KID = /^[A-Za-z0-9._-]{1,40}$/

/** Adds a key that opens and finds, and writes nothing yet. */
export function withKey(file: KeyFile, { kid, sealing, lookUps }: NewKey): KeyFile {
  if (!KID.test(kid)) throw new KeyRefused('a key’s name is at most 40 letters, digits, dots, dashes')
  if (Object.hasOwn(file.sealing, kid)) throw new KeyRefused(`there is a key ${kid} already`)
  const added: KeyFile = { ...file, sealing: { ...file.sealing, [kid]: sealing } }
  // A key without look-up keys of its own goes on with those in force.
  const set = lookUps ?? file.lookUps?.[file.current]
  if (set === undefined) return added
  return { ...added, lookUps: { ...file.lookUps, [kid]: set } }
}

/** Lets a key write. */
export function madeCurrent(file: KeyFile, kid: string): KeyFile {
  if (!Object.hasOwn(file.sealing, kid)) throw new KeyRefused(`there is no key ${kid}`)
  return { ...file, current: kid }
}

/** Takes a key away: for good, since what it sealed would never open again. */
export function withoutKey(file: KeyFile, kid: string): KeyFile {
  if (!Object.hasOwn(file.sealing, kid)) throw new KeyRefused(`there is no key ${kid}`)
  if (kid === file.current) throw new KeyRefused(`${kid} is the current key`)
  return tidy({ ...file, sealing: omit(file.sealing, kid), lookUps: omit(file.lookUps ?? {}, kid) })
}

/** Look-up keys that no key left goes with are dropped. */
function tidy({ lookUps = {}, ...file }: KeyFile): KeyFile {
  const own = lookUps[file.current]
  const shared = Object.keys(file.sealing).some((kid) => !Object.hasOwn(lookUps, kid))
  if (own && !shared) return tidy({ ...file, macs: own, lookUps: without(lookUps, own) })
  return Object.keys(lookUps).length === 0 ? file : { ...file, lookUps }
}

function without(lookUps: Record<string, LookUps>, set: LookUps): Record<string, LookUps> {
  return Object.fromEntries(
    Object.entries(lookUps).filter(([, other]) => other.codiceFiscale !== set.codiceFiscale),
  )
}

function omit<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
}
