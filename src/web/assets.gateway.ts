import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A file for browsers, ready to be sent: its path carries its digest, so that it may be kept for ever. */
export interface Asset {
  path: string
  type: string
  bytes: Buffer
  gzip: Buffer | undefined
  brotli: Buffer | undefined
}

/** The assets by the name that pages know them by (`app.css`, `verify.js`). */
export type Assets = Map<string, Asset>

const SOURCES = fileURLToPath(new URL('assets/', import.meta.url))
const BUILT = fileURLToPath(new URL('../../dist/assets/', import.meta.url))
const BOOTSTRAP_ITALIA = dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json'))

/** Titillium Web and Roboto Mono, latin and latin-ext in one file each (SIL OFL 1.1, Apache 2.0). */
const FONTS = {
  'titillium-400.woff2': 'Titillium_Web/titillium-web-v10-latin-ext_latin-regular.woff2',
  'titillium-600.woff2': 'Titillium_Web/titillium-web-v10-latin-ext_latin-600.woff2',
  'roboto-mono-400.woff2': 'Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.woff2',
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Reads all assets into memory; builds the stylesheet first where its sources have changed. */
export async function loadAssets(): Promise<Assets> {
  const fonts = Object.entries(FONTS).map(([name, file]) => [
    name,
    join(BOOTSTRAP_ITALIA, 'dist/fonts', file),
  ])
  const ours = [...(await filesIn('scripts')), ...(await filesIn('images'))].map((file) => [
    basename(file),
    file,
  ])
  const files = [...fonts, ...ours] as [string, string][]
  const assets: Assets = new Map(
    await Promise.all(
      files.map(async ([name, file]) => [name, await asset(name, await readFile(file))] as const),
    ),
  )
  const css = (await stylesheet()).replace(/url\("?'?([\w-]+\.woff2)"?'?\)/g, (whole, name: string) => {
    const font = assets.get(name)
    return font ? `url(${font.path})` : whole
  })
  return assets.set('app.css', await asset('app.css', Buffer.from(css)))
}

async function asset(name: string, bytes: Buffer): Promise<Asset> {
  const extension = extname(name)
  const digest = digestOf(bytes)
  const path = `/assets/${basename(name, extension)}.${digest}${extension}`
  const type = TYPES[extension] ?? 'application/octet-stream'
  // woff2 is squeezed already, with the same means.
  if (extension === '.woff2') return { path, type, bytes, gzip: undefined, brotli: undefined }
  const gzip = await built(`${digest}.gz`, () => gzipSync(bytes, { level: 9 }))
  const brotli = await built(`${digest}.br`, () => squeeze(bytes))
  return { path, type, bytes, gzip, brotli }
}

function squeeze(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
}

/** The compiled stylesheet, kept under the digest of its sources: Sass itself is loaded only when they have changed. */
async function stylesheet(): Promise<string> {
  const sources = [join(BOOTSTRAP_ITALIA, 'package.json'), ...(await filesIn('styles'))]
  const texts = await Promise.all(sources.map((file) => readFile(file)))
  const css = await built(`${digestOf(Buffer.concat(texts))}.css`, compile)
  return css.toString('utf8')
}

async function compile(): Promise<Buffer> {
  const { compileAsync } = await import('sass')
  const { css } = await compileAsync(join(SOURCES, 'styles/app.scss'), {
    style: 'compressed',
    loadPaths: [join(BOOTSTRAP_ITALIA, 'src/scss')],
    quietDeps: true,
    // Bootstrap Italia 2 is written with `@import`.
    silenceDeprecations: ['import', 'global-builtin', 'color-functions'],
  })
  return Buffer.from(css)
}

/** What was built before under this name, or what `build` makes now, kept for the next start. */
async function built(name: string, build: () => Buffer | Promise<Buffer>): Promise<Buffer> {
  const file = join(BUILT, name)
  try {
    return await readFile(file)
  } catch {
    const bytes = await build()
    await mkdir(BUILT, { recursive: true })
    // Written aside and renamed: a second start at the same time never reads half a file.
    const aside = `${file}.${String(process.pid)}`
    await writeFile(aside, bytes)
    await rename(aside, file)
    return bytes
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(SOURCES, folder))
  return names.sort().map((name) => join(SOURCES, folder, name))
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12)
}
