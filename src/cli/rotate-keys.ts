import { type Config } from '../config.js'
import { formatInstant } from '../kernel/instant.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { changeKeyFile } from '../vault/key-file.gateway.js'
import { isDevelopmentKey, type LookUps, PURPOSES } from '../vault/keys.js'
import { KeyRefused, madeCurrent, withKey, withoutKey } from '../vault/rotate-keys.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { countAsConfigured } from './reseal.js'

export interface RotateChoices {
  prepare: boolean
  new?: string | undefined
  to?: string | undefined
  lookUps: boolean
}

/** `attesta keys rotate`. */
export function rotateCommand({ stdout }: Terminal, config: Config, choices: RotateChoices): number {
  const path = ownKeyFile(config)
  const { to, prepare } = choices
  if (to !== undefined) {
    if (prepare || choices.lookUps || choices.new !== undefined)
      throw new Usage('keys: --to stands alone; the key is there already')
    changeKeyFile(path, (file) => madeCurrent(file, to))
    say(stdout, `${to} is the current key: restart every instance, then attesta keys reseal`)
    return EXIT.done
  }
  const kid = choices.new ?? formatInstant(systemClock.now()).slice(0, 10)
  const fresh = { kid, sealing: freshKey(), lookUps: choices.lookUps ? freshLookUps() : undefined }
  changeKeyFile(path, (file) => {
    const added = withKey(file, fresh)
    return prepare ? added : madeCurrent(added, kid)
  })
  say(
    stdout,
    prepare
      ? `${kid} opens and writes nothing yet: restart every instance, then attesta keys rotate --to ${kid}`
      : `${kid} is the current key: start every instance, then attesta keys reseal`,
    'keep a copy of the key file where the others are, apart from every backup',
  )
  return EXIT.done
}

/** `attesta keys retire`. */
export async function retireCommand({ stdout }: Terminal, config: Config, kid: string): Promise<number> {
  const path = ownKeyFile(config)
  const carried = (await countAsConfigured(config)).filter((count) => count.kid === kid)
  const [first] = carried
  if (first)
    throw new KeyRefused(
      `${first.table} still has ${String(first.count)} values of ${kid}: attesta keys reseal`,
    )
  changeKeyFile(path, (file) => withoutKey(file, kid))
  say(stdout, `${kid} is retired: restart every instance; keep its copy as long as a backup needs it`)
  return EXIT.done
}

function ownKeyFile({ keysFile, keys }: Config): string {
  if (keysFile === undefined)
    throw new KeyRefused('KEYS_FILE is not set: the development keys are for everybody')
  if (isDevelopmentKey(keys))
    throw new KeyRefused('KEYS_FILE holds a development key: make a file of your own')
  return keysFile
}

function freshKey(): string {
  return systemChance.bytes(32).toString('base64')
}

function freshLookUps(): LookUps {
  return Object.fromEntries(PURPOSES.map((purpose) => [purpose, freshKey()])) as LookUps
}
