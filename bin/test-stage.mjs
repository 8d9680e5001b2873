// A stage of the tests: its files in groups, each group a process, two at a time.
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './dependencies.mjs'

/** It watches what its process loads: that must not have happened before. */
const ALONE = ['test/without-demo.test.ts']
/** A group that says nothing for so long hangs. */
const SILENCE = 5 * 60_000

/**
 * Runs test files and shows what they say, a group at a time.
 * @param {string[]} files whole paths
 * @param {{ together: number, patient: boolean }} how how many files share a process (a process for each may cost more
 *   than its tests), and `patient` where a single test may run for hours
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>} `failures` as the runner's own account of them
 */
export async function runStage(files, { together, patient }) {
  const groups = grouped(files, together)
  const sum = { passed: 0, failed: 0, failures: [] }
  const next = async () => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      const { passed, failed, failures } = await runGroup(group, patient)
      sum.passed += passed
      sum.failed += failed
      sum.failures.push(...failures)
    }
  }
  await Promise.all([next(), next()])
  return sum
}

/** The largest first, as the likeliest to be long: the stage should not end with one of them alone. */
function grouped(files, together) {
  const isAlone = (file) => ALONE.includes(relative(root, file).replaceAll('\\', '/'))
  const others = files.filter((file) => !isAlone(file))
  const groups = files.filter(isAlone).map((file) => [file])
  while (others.length > 0) groups.push(others.splice(0, together))
  const size = (group) => group.reduce((bytes, file) => bytes + statSync(file).size, 0)
  return groups.sort((one, other) => size(other) - size(one))
}

function runGroup(files, patient) {
  return new Promise((resolve) => {
    const together = join(root, 'bin/test-together.mjs')
    const args = ['--import', 'tsx', '--test-reporter=spec', together, ...files]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let hangs = false
    const hung = () => {
      hangs = true
      child.kill('SIGKILL')
    }
    let alarm = patient ? undefined : setTimeout(hung, SILENCE)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (alarm) alarm.refresh()
      })
    }
    child.on('close', (code) => {
      clearTimeout(alarm)
      const result = accountOf(stripVTControlCharacters(output))
      process.stdout.write(result.shown)
      if (code !== 0 && result.failed === 0) {
        result.failed = 1
        const why = hangs ? `said nothing for ${SILENCE / 60_000} minutes` : `ended with ${code}`
        const names = files.map((file) => `  ${relative(root, file)}`).join('\n')
        result.failures.push(`✖ a process ${why}; it ran\n${names}\n`)
      }
      resolve(result)
    })
  })
}

/** What the runner says at the end of a process: its counts, and the failures again. */
function accountOf(output) {
  const count = (word) =>
    Number([...output.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0)
  const [, failures] = output.split(/^✖ failing tests:\n/m)
  return {
    shown: output.replace(/^ℹ (?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n/gm, ''),
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    failures: failures === undefined ? [] : [failures],
  }
}
