import { createReadStream, readFileSync } from 'node:fs'
import { type Readable } from 'node:stream'
import { formatInstant } from '../kernel/instant.js'
import { BadSeal } from '../seal/bad-seal.js'
import { wireVerifier } from '../seal/seal.wire.js'
import { LARGEST_DOCUMENT, type SealVerdict } from '../seal/verify-document.js'
import { readArguments } from './arguments.js'
import { type CommandContext, EXIT, say, Usage } from './command.js'
import { whatIs } from './input-file.js'

export const help = `attesta document verify FILE|- [--trust FILE] [--json]

Tells whether a PDF is a document of ours, whole and as it was sealed; - reads standard input. Nothing is stored, no
database is asked. Our certificates are that of the seal (SEAL_CERTIFICATE_FILE or SEAL_PKCS12_FILE, else the
demonstration's in DATA_DIR) and those of SEAL_TRUSTED_FILE; --trust FILE takes the certificates of a PEM file instead,
such as /sigillo.pem of the service. Exit code 0: genuine; 1: not; 2: the command was called in another way,
or FILE of --trust holds no certificate in PEM; 78: our own certificates cannot be read.

It judges the paper, not the status: that is what the QR answers, today.`

/** What each verdict says, in words. */
const WORDS: Record<SealVerdict['kind'], string> = {
  genuine: 'genuine: sealed by us, and unchanged since',
  tooLarge: 'refused: larger than 1 MB; no document of ours is',
  notPdf: 'refused: this is no PDF',
  incomplete: 'refused: its end is missing',
  noSeal: 'refused: there is no seal in it',
  stripped: 'refused: its seal was taken away',
  altered: 'refused: it was changed after it was sealed',
  addedAfter: 'refused: something was added after it was sealed',
  signedAgain: 'refused: it was signed again after it was sealed',
  stranger: 'refused: sealed, but not by us',
  expired: 'refused: the certificate of the seal was not valid when it was sealed',
  changeAllowed: 'refused: its seal does not forbid changes',
}

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values, positionals } = readArguments('document', {
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, trust: { type: 'string' } },
  })
  const [action, path, ...more] = positionals
  if (action !== 'verify' || path === undefined || more.length > 0)
    throw new Usage('document: attesta document verify FILE|-')
  const bytes = await bytesOf(path, terminal.stdin)
  const trustFile = values.trust
  if (trustFile !== undefined && whatIs(trustFile, 'document').kind !== 'file')
    throw new Usage('document: --trust is a file')
  const verify = wireVerifier(trustFile === undefined ? { seal: config().seal } : { trustFile })
  const verdict = await verify(bytes).catch((error: unknown) => {
    // What was named on the command line is no configuration.
    throw trustFile !== undefined && error instanceof BadSeal
      ? new Usage(`document: ${error.message}`)
      : error
  })
  say(terminal.stdout, values.json ? JSON.stringify(jsonOf(verdict)) : wordsOf(verdict))
  return verdict.kind === 'genuine' ? EXIT.done : EXIT.refused
}

function wordsOf(verdict: SealVerdict): string {
  const sealed = 'sealedAt' in verdict ? ` (sealed at ${formatInstant(verdict.sealedAt)})` : ''
  return `${WORDS[verdict.kind]}${sealed}`
}

function jsonOf(verdict: SealVerdict): object {
  return 'sealedAt' in verdict ? { ...verdict, sealedAt: formatInstant(verdict.sealedAt) } : verdict
}

/** No more than tells that it is too large. */
async function bytesOf(path: string, stdin: Readable): Promise<Uint8Array> {
  const found = whatIs(path, 'document')
  if (found.kind === 'folder') throw new Usage('document: a folder is no document')
  if (found.kind === 'file')
    return found.size > LARGEST_DOCUMENT ? new Uint8Array(LARGEST_DOCUMENT + 1) : readFileSync(path)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of path === '-' ? stdin : createReadStream(path)) {
    parts.push(part as Buffer)
    if ((size += (part as Buffer).length) > LARGEST_DOCUMENT) break
  }
  return Buffer.concat(parts)
}
