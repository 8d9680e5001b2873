/** What programs of others say of a file: Poppler, qpdf and OpenSSL, where they are installed. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EditionFile } from './editions.js'

export interface Tool {
  command: string
  /** What it is asked. */
  asks: string
  /** It looks at the seal alone: of a file without one there is nothing to ask. */
  ofSeal?: true
  /** What it finds wrong in a file, which it is given by its path too. */
  find: (edition: EditionFile, path: string) => string[]
}

export const TOOLS: readonly Tool[] = [
  { command: 'qpdf', asks: 'syntax', find: (_, path) => failed(run('qpdf', '--check', path)) },
  {
    command: 'pdffonts',
    asks: 'fonts embedded, subset, with the words of their letters',
    find: (_, path) => fontsWithout(path),
  },
  { command: 'pdfinfo', asks: 'the reading order, against the golden file', find: readingOrder },
  { command: 'pdfsig', asks: 'the seal', ofSeal: true, find: (_, path) => sealOf(path) },
  { command: 'openssl', asks: 'the signature of the seal', ofSeal: true, find: signatureOf },
]

export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined
}

/** Gives a file a path for as long as the work takes. */
export function onDisk<Result>(pdf: Uint8Array, work: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-check-'))
  try {
    const path = join(folder, 'sheet.pdf')
    writeFileSync(path, pdf)
    return work(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The golden reading order of an edition: what a screen reader finds, tag by tag. */
export function goldenFile(name: string): string {
  return fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url))
}

/** The reading order as Poppler tells it, without what differs from run to run: code and object numbers. */
export function readingOrderOf({ token }: EditionFile, path: string): string {
  const groups = new Set(token.match(/.{4}/g))
  const { stdout } = run('pdfinfo', '-struct-text', path)
  return stdout
    .replace(/\b[0-9A-Z]{4}\b/g, (group) => (groups.has(group) ? 'XXXX' : group))
    .replace(/^( *Object) \d+ \d+$/gm, '$1')
}

function readingOrder(edition: EditionFile, path: string): string[] {
  const file = goldenFile(edition.name)
  if (!existsSync(file)) return [`no golden file of ${edition.name}: npm run check:pdf -- --golden`]
  const [wanted, found] = [readFileSync(file, 'utf8'), readingOrderOf(edition, path)].map((text) =>
    text.split('\n'),
  )
  const place = wanted?.findIndex((line, number) => line !== found?.[number]) ?? -1
  if (place < 0 && wanted?.length === found?.length) return []
  return [`line ${place + 1}: ${found?.[place] ?? 'nothing'}, and not ${wanted?.[place] ?? 'nothing'}`]
}

function fontsWithout(path: string): string[] {
  const [, , ...fonts] = run('pdffonts', path).stdout.trimEnd().split('\n')
  if (fonts.length === 0) return ['no fonts']
  return fonts.filter((font) => !/ yes yes yes +\d+ +\d+$/.test(font))
}

function sealOf(path: string): string[] {
  const { stdout } = run('pdfsig', '-nocert', path)
  const wanted = ['Signature Validation: Signature is Valid.', 'Total document signed']
  return wanted.filter((said) => !stdout.includes(said)).map((said) => `not "${said}"`)
}

/**
 * Takes the signature out of the file, and lets OpenSSL verify it over the rest: with the attribute that names the
 * certificate (CAdES), where we know the authority.
 */
function signatureOf({ pdf, authority }: EditionFile): string[] {
  const range = rangeOf(pdf)
  if (!range) return ['no ByteRange']
  const [start, before, after, length] = range
  const folder = mkdtempSync(join(tmpdir(), 'attesta-check-'))
  const written = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  try {
    const digits = Buffer.from(pdf.subarray(start + before + 1, after - 1)).toString('latin1')
    const signature = written('signature', Buffer.from(digits, 'hex'))
    const content = written(
      'content',
      Buffer.concat([pdf.subarray(start, before), pdf.subarray(after, after + length)]),
    )
    const trust = authority
      ? ['-cades', '-CAfile', written('authority', authority), '-purpose', 'any', '-no_check_time']
      : ['-noverify']
    const given = ['-binary', '-inform', 'DER', '-in', signature, '-content', content]
    return failed(run('openssl', 'cms', '-verify', ...trust, ...given, '-out', join(folder, 'out')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function rangeOf(pdf: Uint8Array): [number, number, number, number] | undefined {
  const found = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(
    Buffer.from(pdf).toString('latin1'),
  )
  return found ? (found.slice(1).map(Number) as [number, number, number, number]) : undefined
}

function run(command: string, ...args: string[]) {
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
}

function failed({ status, stdout, stderr }: ReturnType<typeof run>): string[] {
  return status === 0 ? [] : [`${stdout}${stderr}`.trim().split('\n').at(-1) ?? 'failed']
}
