import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { drawKey } from '../identity/cie/draw-key.gateway.js'
import { type CieKeys, KEY_JOBS, type KeyJob, publicJwk, readCieKeys } from '../identity/cie/jwk.js'
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
  const change = CHANGES[action ?? '']
  if (!job || !change || second === undefined || more.length > 0) throw new Usage(ASK)
  const keys = read(second)
  const changed = await change(keys[job], job)
  write(second, { ...keys, [job]: changed })
  say(terminal.stdout, ...changed.map(({ kid }, index) => `${kid}  ${index === 0 ? 'works' : 'published'}`))
  return EXIT.done
}

const ASK = 'identity: see attesta identity --help'

type KeySet = CieKeys[KeyJob]

const CHANGES: Record<string, (keys: KeySet, job: KeyJob) => KeySet | Promise<KeySet>> = {
  prepare: async (keys) => [...keys, await drawKey({ bits: 4096 })],
  use: (keys, job) => {
    const prepared = keys.at(-1)
    if (!prepared || keys.length < 2) throw new Usage(`identity: no key of ${job} was prepared`)
    return [prepared, ...keys.slice(0, -1)]
  },
  retire: ([works, ...others], job) => {
    if (others.length === 0) throw new Usage(`identity: ${job} has one key only`)
    return [works, ...others.slice(0, -1)]
  },
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
