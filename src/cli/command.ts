import { type Readable, type Writable } from 'node:stream'
import { type Config } from '../config.js'

/** What a command may touch of the terminal. */
export interface Terminal {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  isTty: boolean
}

export interface CommandContext {
  terminal: Terminal
  /** Reads the configuration when a command needs it (`--help` never does); what its options say goes before the environment. */
  config: (options?: Record<string, string>) => Config
}

/** sysexits.h names for what a shell script may want to tell apart. */
export const EXIT = { done: 0, refused: 1, usage: 2, unavailable: 69, failure: 70, config: 78 } as const

/** The command was called with words it does not know; the message says how it is called. */
export class Usage extends Error {}

export function say(out: Writable, ...lines: string[]): void {
  for (const line of lines) out.write(`${line}\n`)
}
