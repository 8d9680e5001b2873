import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** A file for browsers, ready to be sent: its path carries its hash, so that it may be kept for ever. */
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

const FONTS = {
  'titillium-400.woff2': 'Titillium_Web/titillium-web-v10-latin-ext_latin-regular.woff2',
  'titillium-600.woff2': 'Titillium_Web/titillium-web-v10-latin-ext_latin-600.woff2',
  'roboto-mono-400.woff2': 'Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.woff2',
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** Reads all assets into memory; builds the stylesheet first where its sources have changed. */
export async function loadAssets(): Promise<Assets> {
  const assets: Assets = new Map()
  for (const [name, file] of Object.entries(FONTS)) {
    assets.set(name, asset(name, await readFile(join(BOOTSTRAP_ITALIA, 'dist/fonts', file))))
  }
  for (const name of (await readdir(SOURCES)).filter((file) => /\.(js|svg)$/.test(file))) {
    assets.set(name, asset(name, await readFile(join(SOURCES, name))))
  }
  const css = (await stylesheet()).replace(/url\("?'?([\w-]+\.woff2)"?'?\)/g, (whole, name: string) => {
    const font = assets.get(name)
    return font ? `url(${font.path})` : whole
  })
  assets.set('app.css', asset('app.css', Buffer.from(css)))
  return assets
}

function asset(name: string, bytes: Buffer): Asset {
  const [stem = name, extension = ''] = name.split(/\.(?=[^.]+$)/)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const squeezed = extension === 'woff2' ? undefined : bytes
  return {
    path: `/assets/${stem}.${hash}.${extension}`,
    type: TYPES[extension] ?? 'application/octet-stream',
    bytes,
    gzip: squeezed && gzipSync(squeezed, { level: 9 }),
    brotli: squeezed && brotliCompressSync(squeezed),
  }
}

/** The compiled stylesheet, named by the hash of its sources: Sass itself is loaded only when they have changed. */
async function stylesheet(): Promise<string> {
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.scss')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(SOURCES, name), 'utf8')))
  const version = await readFile(join(BOOTSTRAP_ITALIA, 'package.json'), 'utf8')
  const hash = createHash('sha256')
    .update([version, ...texts].join('\0'))
    .digest('hex')
    .slice(0, 16)
  const built = join(BUILT, `app.${hash}.css`)
  if (existsSync(built)) return readFile(built, 'utf8')
  const css = await compile()
  await mkdir(BUILT, { recursive: true })
  await writeFile(built, css)
  return css
}

async function compile(): Promise<string> {
  const { compileAsync } = await import('sass')
  const { css } = await compileAsync(join(SOURCES, 'app.scss'), {
    style: 'compressed',
    loadPaths: [join(BOOTSTRAP_ITALIA, 'src/scss')],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions'],
  })
  return css
}
