import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { whatIs } from './input-file.js'
import { type FeedSigning } from '../registry/signed-batches/feed-signing.wire.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { manifestOf, writeBatchFiles } from './batch-files.js'

export const help = `attesta feed key KEYFILE --kid KID [--alg EdDSA|ES256]
                         makes a key pair: the private half goes to KEYFILE, the public half, as a JWK Set, is printed
attesta feed sign FILE --key KEYFILE --sender S --sequence N [--previous MANIFEST]
                         writes FILE.manifest.json and FILE.manifest.jws beside the file`

/** Whether this word of `attesta feed` needs no database. */
export function isSigning(action: string | undefined): boolean {
  return action === 'key' || action === 'sign'
}

/** `attesta feed key` and `attesta feed sign`: a sender's side, for those who test. */
export async function signingCommand(
  args: string[],
  terminal: Terminal,
  signing: FeedSigning,
): Promise<number> {
  const [action, ...others] = args
  return action === 'key' ? makeKey(others, terminal, signing) : sign(others, terminal, signing)
}

async function makeKey(args: string[], { stdout }: Terminal, signing: FeedSigning): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { kid: { type: 'string' }, alg: { type: 'string', default: 'EdDSA' } },
  })
  const [file] = positionals
  const { kid, alg } = values
  if (file === undefined || positionals.length > 1 || !kid) throw new Usage('feed key: say KEYFILE --kid KID')
  if (alg !== 'EdDSA' && alg !== 'ES256') throw new Usage('feed key: --alg is EdDSA or ES256')
  const { privateKey, publicKey } = await signing.newSigningKey(kid, alg)
  try {
    // Never over another key, and for its owner's eyes alone.
    writeFileSync(file, `${JSON.stringify(privateKey)}\n`, { mode: 0o600, flag: 'wx' })
  } catch {
    throw new Usage(`feed key: ${file} is there already, or cannot be written`)
  }
  say(stdout, JSON.stringify({ keys: [publicKey] }))
  return EXIT.done
}

async function sign(args: string[], { stderr }: Terminal, signing: FeedSigning): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      sender: { type: 'string' },
      sequence: { type: 'string' },
      previous: { type: 'string' },
    },
  })
  const [file] = positionals
  const { key, sender, previous } = values
  const sequence = Number(values.sequence)
  if (file === undefined || positionals.length > 1 || !key || !sender)
    throw new Usage('feed sign: say FILE --key KEYFILE --sender S --sequence N [--previous MANIFEST]')
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new Usage('feed sign: --sequence is a whole number, from 1')
  if ((sequence === 1) !== (previous === undefined))
    throw new Usage('feed sign: the first batch has no --previous manifest, and every other has one')
  const outcome = await signing.sign({
    ...{ file: batchFile(file), key: readJson(key), sender, sequence },
    previous: previous === undefined ? undefined : readFileSync(readable(previous)),
  })
  if (outcome.kind === 'wrong') throw new Usage(`feed sign: ${outcome.reason}`)
  writeBatchFiles(file, outcome.signed)
  say(stderr, `signed: ${manifestOf(file)}`)
  return EXIT.done
}

function batchFile(file: string): string {
  if (whatIs(file, 'feed sign').kind === 'file') return file
  throw new Usage(`feed sign: ${file} is no file`)
}

function readable(file: string): string {
  try {
    accessSync(file, constants.R_OK)
    return file
  } catch {
    throw new Usage(`feed sign: ${file} cannot be read`)
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(readable(file), 'utf8')) as unknown
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`feed sign: ${file} is no key file`)
  }
}
