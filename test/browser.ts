import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.js'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Our pages need nothing from elsewhere: where they ask for it, they fail here as on a bus.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** A real browser: an installed Chromium where there is one, else (or with `CHROMIUM_PATH=npm`) the one from npm. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  return chromium.launch({ executablePath, args: QUIET, env: { ...process.env, ...env } })
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
