import { existsSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real browser: an installed Chromium where there is one, else (or with `CHROMIUM_PATH=npm`) the one from npm. */
export async function openBrowser(): Promise<Browser> {
  const asked = process.env['CHROMIUM_PATH']
  if (asked === 'npm') return launchFromNpm()
  const executablePath = [asked, ...INSTALLED].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: QUIET })
  return launchFromNpm()
}

/** The package unpacks its browser and, where the system lacks libnss3, the libraries that it needs. */
async function launchFromNpm(): Promise<Browser> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x'
  const unpacked = join(tmpdir(), 'chromium')
  const { default: packed } = await import('@sparticuz/chromium')
  const launch = async () =>
    chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...QUIET] })
  try {
    return await launch()
  } catch {
    // Cut short by an earlier run, it never gets better by itself.
    rmSync(unpacked, { force: true })
    return launch()
  }
}

export interface AxeViolation {
  id: string
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong with the page as it is now; evaluated, since our policy blocks foreign script tags. */
export async function axe(page: Page): Promise<AxeViolation[]> {
  await page.evaluate(await axeSource)
  return page.evaluate(async () => {
    interface Axe {
      run: (context: unknown, options: object) => Promise<{ violations: AxeViolation[] }>
    }
    const { document, axe: engine } = globalThis as unknown as { document: unknown; axe: Axe }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await engine.run(document, { runOnly: { type: 'tag', values: tags } })
    return violations
  })
}
