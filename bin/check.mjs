// `npm run check`: types, lint, formatting, and the house (floors, one writer a table, no cycles, all modules read, map).
import { spawn } from 'node:child_process'
import { ensureDependencies, root } from './dependencies.mjs'

/** Every check, whatever the others say, two at a time; shows the output of those that fail, and counts. */
export async function check() {
  ensureDependencies('everything')
  const tool = (name, ...args) => ({ name, command: process.execPath, args })
  const checks = [
    tool('types', 'node_modules/typescript/bin/tsc', '--noEmit'),
    tool('lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0'),
    tool('formatting', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
    tool('house', '--import', 'tsx', 'tools/check-house.ts'),
    tool('map', '--import', 'tsx', 'tools/map.ts', '--check'),
  ]
  const count = { passed: 0, failed: 0 }
  const next = async () => {
    for (let item = checks.shift(); item; item = checks.shift()) {
      const started = performance.now()
      const { code, output } = await run(item)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(`${code === 0 ? '✔' : '✖'} ${item.name} (${seconds} s)\n`)
      count[code === 0 ? 'passed' : 'failed'] += 1
      if (code !== 0) process.stdout.write(output)
    }
  }
  await Promise.all([next(), next()])
  return count
}

function run({ command, args }) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes))
    child.on('close', (code) => resolve({ code, output }))
  })
}

if (process.argv[1]?.endsWith('check.mjs')) process.exitCode = (await check()).failed === 0 ? 0 : 1
