import { BadConfig, EX_CONFIG, readConfig } from '../config.js'
import { BadFolder } from '../db/bad-folder.js'
import { Unavailable } from '../kernel/failures.js'
import { BadSeal } from '../seal/bad-seal.js'
import { BadPort } from '../web/bad-port.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { runCommand } from './commands.js'

/** What was typed in a shell: the words after `attesta`, where they are read and answered, and the environment. */
export interface Typed {
  words: readonly string[]
  terminal: Terminal
  env: NodeJS.ProcessEnv
}

/** `attesta`, as a shell runs it; the number is the exit code. Throws what `explainFailure` puts into words. */
export function attesta({ words, terminal, env }: Typed): Promise<number> {
  const [command = 'help', ...args] = words
  const config = (options: Record<string, string> = {}) =>
    readConfig({ ...env, ...options }, { demo: command === 'demo' })
  return runCommand(command, args, { terminal, config })
}

/** A failure of the whole program, in words for who started it. Nothing of what was being worked on is printed. */
export function explainFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof BadConfig) {
    say(
      terminal.stderr,
      'attesta: the configuration is wrong:',
      ...error.problems.map((problem) => `  ${problem}`),
    )
    return EX_CONFIG
  }
  if (error instanceof BadSeal) {
    say(terminal.stderr, `attesta: ${error.message}`)
    return EX_CONFIG
  }
  if (error instanceof Usage) {
    say(terminal.stderr, `attesta: ${error.message}`)
    return EXIT.usage
  }
  if (error instanceof Unavailable || error instanceof BadFolder || error instanceof BadPort) {
    say(terminal.stderr, `attesta: ${error.message}`)
    return EXIT.unavailable
  }
  if (mayNot(error)) {
    say(
      terminal.stderr,
      'attesta: this user of the database may not do this; docs/runbook.md, "Separate users", says which user runs what',
    )
    return EX_CONFIG
  }
  const { name, stack = '' } = error as Error
  // The message may quote what was sent; the frames name only our own lines.
  say(
    terminal.stderr,
    `attesta: unexpected ${name}`,
    ...stack.split('\n').filter((line) => /^\s+at /.test(line)),
  )
  return EXIT.failure
}

/** SQLSTATE 42501, insufficient privilege; class 28, an authorization that the server does not accept. */
function mayNot(error: unknown): boolean {
  return /^(42501|28...)$/.test(String((error as { code?: unknown } | undefined)?.code))
}
