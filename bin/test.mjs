// `npm test`: everything. `npm test -- unit` runs one stage; `--long` adds the long ones.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { check } from './check.mjs'
import { ensureDependencies, root } from './dependencies.mjs'

ensureDependencies('everything')
const asked = process.argv.slice(2)
const long = asked.includes('--long')
const stages = asked.filter((word) => !word.startsWith('--'))

const FOLDERS = ['src', 'test', 'tools', 'bench'].filter((folder) => existsSync(join(root, folder)))
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name)),
)
const isLong = (file) => file.endsWith('.long.test.ts')
const isPostgres = (file) => /\.postgres(\.long)?\.test\.ts$/.test(file)
const isBrowser = (file) => /\.browser(\.long)?\.test\.ts$/.test(file)
const chosen = files.filter((file) => long || !isLong(file)).sort()

const STAGES = {
  unit: chosen.filter((file) => !isPostgres(file) && !isBrowser(file)),
  postgres: chosen.filter(isPostgres),
  browser: chosen.filter(isBrowser),
}

const TIME_LIMIT = 5 * 60_000
const total = { passed: 0, failed: 0 }
const wanted = (name) => stages.length === 0 || stages.includes(name)

if (wanted('check')) {
  const { passed, failed } = await check()
  total.passed += passed
  total.failed += failed
}
for (const [name, list] of Object.entries(STAGES)) {
  if (!wanted(name) || list.length === 0) continue
  const started = performance.now()
  const { passed, failed } = await runStage(list)
  // A stage that ran no test has proved nothing.
  const broken = passed + failed === 0 ? 1 : failed
  total.passed += passed
  total.failed += broken
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stdout.write(
    `\n${broken === 0 ? '✔' : '✖'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)\n\n`,
  )
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** Runs test files, two at a time; counts by the runner's own closing lines. */
function runStage(list) {
  return new Promise((resolve) => {
    // A file that hangs is named, and does not hold up the others for ever.
    const limits = ['--test-concurrency=2', ...(long ? [] : [`--test-timeout=${TIME_LIMIT}`])]
    const args = ['--import', 'tsx', '--test', ...limits, '--test-reporter=spec', ...list]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      process.stdout.write(text)
    })
    child.on('close', (code) => {
      const closing = stripVTControlCharacters(output)
      const count = (word) =>
        Number([...closing.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0)
      const failed = count('fail') + count('cancelled')
      resolve({ passed: count('pass'), failed: code !== 0 && failed === 0 ? 1 : failed })
    })
  })
}
