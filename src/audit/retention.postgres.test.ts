import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { postgres, testOn } from '../../test/databases.js'
import { attesta } from '../cli/attesta.js'
import { statement } from '../db/database.js'
import './retention.test.js'

const OLD = statement(
  'test.oldAttempt',
  `insert into login_attempt (id_hash, created_at, expires_at, sealed_return)
   values ('\\x01', now() - interval '3 days', now() - interval '3 days', '\\x00')`,
)

testOn(
  postgres,
  'attesta retention run deletes what is due, --dry-run only counts it',
  async (_t, database, { server }) => {
    await database.query(OLD)
    const run = async (...more: string[]) => {
      const [stdin, stdout] = [new PassThrough(), new PassThrough()]
      let output = ''
      stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
      const terminal = { stdin, stdout, stderr: stdout, isTty: false }
      const words = ['retention', 'run', ...more]
      const exitCode = await attesta({ words, terminal, env: { DATABASE_URL: server?.url } })
      return { exitCode, output }
    }
    assert.deepEqual(await run('--dry-run'), { exitCode: 0, output: 'login_attempt: 1\n' })
    assert.deepEqual(await run('--json'), { exitCode: 0, output: '{"login_attempt":1}\n' })
    assert.deepEqual(await run(), { exitCode: 0, output: 'nothing is due\n' })
  },
)
