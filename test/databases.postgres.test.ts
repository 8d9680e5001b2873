import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { statement } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { postgres, testOn } from './databases.js'

import './databases.test.js'

const SLEEP = statement('test.sleep', 'select pg_sleep(0.2)')
const VERSION = statement('test.version', 'show server_version_num')

testOn(postgres, 'ten connections work at once', async (_t, _database, { server }) => {
  assert.ok(server)
  const pool = openPostgres({ url: server.url, role: 'attesta_app', connections: 10 })
  await pool.query(VERSION)
  const begun = performance.now()
  await Promise.all(Array.from({ length: 10 }, () => pool.query(SLEEP)))
  assert.ok(performance.now() - begun < 1_500)
  await pool.close()
})

testOn(postgres, 'the server can go away and come back with its data', async (_t, database, { server }) => {
  assert.ok(server)
  await server.stop()
  await assert.rejects(database.query(VERSION), { name: 'Unavailable' })
  await server.start()
  assert.equal(
    (await database.query<{ server_version_num: string }>(VERSION))[0]?.server_version_num.slice(0, 2),
    '18',
  )
  assert.match(await readFile(server.log, 'utf8'), /database system is ready/)
})

void test('the server ends with the process that started it, even killed', async () => {
  const script = `
    const { startPostgres } = await import('./test/postgres-server.ts')
    const server = await startPostgres()
    console.log(server.log)
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50)`
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string })
  const log = stdout.trim()
  assert.match(log, /server\.log$/)
  for (let tries = 0; tries < 300; tries++) {
    if (
      await access(log).then(
        () => false,
        () => true,
      )
    )
      return
    await pause(20)
  }
  assert.fail('the folder of the server is still there')
})
