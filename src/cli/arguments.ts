import { parseArgs, type ParseArgsConfig } from 'node:util'
import { isUuid } from '../kernel/uuid.js'
import { Usage } from './command.js'

/**
 * The options and words of a command. What it does not know is said in our words, and never repeated where it may be
 * somebody's codice fiscale.
 */
export function readArguments<Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const wrong = whyNot(config)
  if (wrong !== undefined) throw new Usage(`${command}: ${wrong}; see attesta ${command} --help`)
  return parseArgs(config)
}

function whyNot({ args, options = {}, allowPositionals = false }: ParseArgsConfig): string | undefined {
  const { tokens } = parseArgs({ args: args ?? [], options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional' && !allowPositionals) return 'takes options only'
    if (token.kind !== 'option') continue
    const { rawName, value, inlineValue } = token
    const type = Object.hasOwn(options, token.name) ? options[token.name]?.type : undefined
    if (type === undefined) return `there is no option ${rawName}`
    if (type === 'boolean' && value !== undefined) return `${rawName} takes no value`
    // `--at --json`: the value was forgotten. One that begins with a dash is given as `--at=-…`.
    if (type === 'string' && (value === undefined || (!inlineValue && /^-./.test(value))))
      return `${rawName} needs a value`
  }
  return undefined
}

/** What is named by its UUID (RFC 9562 §4), in any letter case: `an id`, `a receipt`. `listedBy` tells where it stands. */
export function readUuid(
  text: string,
  { command, what, listedBy }: { command: string; what: string; listedBy: string },
): string {
  if (!isUuid(text))
    throw new Usage(`${command}: ${what} has 36 characters (xxxxxxxx-xxxx-…); ${listedBy} lists them`)
  return text.toLowerCase()
}
