// `npm test`: everything. `npm test -- unit` runs one stage; `--long` adds the long ones.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.mjs'
import { ensureDependencies, root } from './dependencies.mjs'
import { runStage } from './test-stage.mjs'

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
  unit: { list: chosen.filter((file) => !isPostgres(file) && !isBrowser(file)), together: 16 },
  postgres: { list: chosen.filter(isPostgres), together: 8 },
  // Each has a demo of its own on the ports of its process.
  browser: { list: chosen.filter(isBrowser), together: 1 },
}

const total = { passed: 0, failed: 0 }
const failures = []
const wanted = (name) => stages.length === 0 || stages.includes(name)

if (wanted('check')) {
  const { passed, failed } = await check()
  total.passed += passed
  total.failed += failed
}
for (const [name, { list, together }] of Object.entries(STAGES)) {
  if (!wanted(name) || list.length === 0) continue
  const started = performance.now()
  const stage = await runStage(list, { together, patient: long })
  // A stage that ran no test has proved nothing.
  const failed = stage.passed + stage.failed === 0 ? 1 : stage.failed
  total.passed += stage.passed
  total.failed += failed
  failures.push(...stage.failures)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stdout.write(
    `\n${failed === 0 ? '✔' : '✖'} ${name}: ${stage.passed} passed, ${failed} failed (${seconds} s)\n\n`,
  )
}
if (failures.length > 0) process.stdout.write(`✖ failing tests:\n${failures.join('')}\n`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
