import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadConfig, readConfig } from './config.js'

function problemsOf(environment: NodeJS.ProcessEnv, demo = false): string[] {
  try {
    readConfig(environment, { demo })
    return []
  } catch (error) {
    assert.ok(error instanceof BadConfig)
    return error.problems
  }
}

void test('without any environment the demo runs on the embedded database', () => {
  const config = readConfig({}, { demo: true })
  assert.deepEqual(config.database, { kind: 'embedded', folder: '.data' })
  assert.equal(config.baseUrl, 'http://localhost:3000')
  assert.equal(config.demo, true)
})

void test('production refuses every demo part and default, all at once', () => {
  const problems = problemsOf({ NODE_ENV: 'production', DEMO: 'on' })
  for (const name of [
    'DEMO',
    'DATABASE_URL',
    'KEYS_FILE',
    'FEED_SENDERS_FILE',
    'BASE_URL',
    'SMS_URL',
    'INSTITUTION_NAME',
  ]) {
    assert.ok(
      problems.some((problem) => problem.startsWith(name)),
      name,
    )
  }
})

void test('all wrong values are reported together', () => {
  const problems = problemsOf({
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    BASE_URL: 'https://x.example/path',
    PIN: 'yes',
  })
  assert.equal(problems.length, 4)
})

void test('a key file that is not there is said by name', () => {
  assert.match(problemsOf({ KEYS_FILE: '/nowhere/keys.json' })[0] ?? '', /KEYS_FILE/)
})
