import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { CHANGES } from '../identity/cie/change-key.js'
import { drawKey } from '../identity/cie/draw-key.gateway.js'
import { type CieKeys, type Jwk, KEY_JOBS, type KeyJob, publicJwk, readCieKeys } from '../identity/cie/jwk.js'
import { unreachable } from '../kernel/failures.js'
import { type CommandContext, EXIT, say, Usage } from './command.js'

export const cieHelp = `attesta identity cie keys create FILE
attesta identity cie keys show FILE
attesta identity cie keys prepare|use|retire SET FILE

The keys of the CIE login (CIE_KEYS_FILE): three sets, SET is federation, signing or encryption (docs/going-live.md).

  create   makes a file with a key of 4096 bits in each set; never overwrites one
  show     prints the public federation keys, for the registration on the CIE portal
  prepare  adds a new key, which is published and does not work yet; then restart every instance
  use      lets it work, a day later; the one before stays published; then restart every instance
  retire   takes the one before out, another day later; then restart every instance

A step that was done already is refused, and changes nothing: use needs a key prepared since the last use, prepare
none that waits for its use, retire one that worked before. Of several that worked before the oldest goes first.

Private keys are never printed.`

/** `attesta identity cie`: the keys of the CIE login. */
export async function runCie(args: string[], { terminal }: CommandContext): Promise<number> {
  const [noun, action, ...rest] = args
  if (noun !== 'keys') throw new Usage(ASK)
  const [first, second, ...more] = rest
  if (action === 'create' && first !== undefined && second === undefined) {
    if (existsSync(first)) throw new Usage(`identity: ${first} is there already`)
    write(first, await createKeys())
    say(terminal.stdout, `${first}: made; only its owner can read it`)
    return EXIT.done
  }
  if (action === 'show' && first !== undefined && second === undefined) {
    say(terminal.stdout, JSON.stringify({ keys: read(first).federation.map(publicJwk) }, undefined, 2))
    return EXIT.done
  }
  const job = KEY_JOBS.find((known) => known === first)
  if (!job || action === undefined || !isChange(action) || second === undefined || more.length > 0)
    throw new Usage(ASK)
  const keys = read(second)
  const set = await changed(action, keys[job], job)
  write(second, { ...keys, [job]: set })
  say(terminal.stdout, ...set.map((key, place) => `${key.kid}  ${stateOf(key, place)}`))
  return EXIT.done
}

const ASK = 'identity: see attesta identity --help'

const isChange = (action: string): action is keyof typeof CHANGES => Object.hasOwn(CHANGES, action)

async function changed(action: keyof typeof CHANGES, keys: CieKeys[KeyJob], job: KeyJob) {
  const change = await CHANGES[action](keys, () => drawKey({ bits: 4096 }))
  switch (change.kind) {
    case 'changed':
      return change.keys
    case 'alreadyPrepared':
      throw new Usage(`identity: a key of ${job} was prepared already; use it first`)
    case 'noneToUse':
      throw new Usage(`identity: no key of ${job} was prepared since the last use`)
    case 'noneToRetire':
      throw new Usage(`identity: no key of ${job} worked before the one that works`)
    default:
      return unreachable(change)
  }
}

/** What a key does; a file made before does not say it of those that do not work. */
function stateOf({ state }: Jwk, place: number): string {
  if (place === 0) return 'works'
  if (state === 'prepared') return 'prepared: published, does not work yet'
  return state === 'former' ? 'worked before: still published' : 'published'
}

async function createKeys(): Promise<CieKeys> {
  const [federation, signing, encryption] = await Promise.all(KEY_JOBS.map(() => drawKey({ bits: 4096 })))
  return readCieKeys({ federation: [federation], signing: [signing], encryption: [encryption] })
}

function read(file: string): CieKeys {
  if (!existsSync(file)) throw new Usage(`identity: there is no file ${file}`)
  try {
    return readCieKeys(JSON.parse(readFileSync(file, 'utf8')) as unknown)
  } catch (error) {
    throw new Usage(`identity: ${file} ${error instanceof TypeError ? error.message : 'is not JSON'}`)
  }
}

/** Whole or not at all: a service that starts meanwhile reads the old file or the new one. */
function write(file: string, keys: CieKeys): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
