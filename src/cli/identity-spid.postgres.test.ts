import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { postgres, testOn } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { statement } from '../db/database.js'
import { insertSpidMessage } from '../identity/spid/spid-message.store.js'
import { attesta } from './attesta.js'
import { Usage } from './command.js'

const SHOWN = statement(
  'test.messagesShown',
  `select id, sealed_detail from audit_event where kind = 'spid.messagesShown' order by seq`,
)
const NO_AUDIT = 'revoke insert on audit_event from attesta_app'

testOn(
  postgres,
  'what was said with SPID providers is shown for a reason, audited first, and never without',
  async (_t, database, { server, as }) => {
    const folder = mkdtempSync(join(tmpdir(), 'attesta-spid-'))
    const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const { vault, now } = testToolkit(database)
    const message = { kind: 'response', provider: 'https://a.example', at: now() } as const
    const ids = ['_one', '_other'].entries()
    for (const [index, requestId] of ids) {
      const id = `00000000-0000-4000-8000-00000000000${String(index)}`
      await insertSpidMessage(database, vault, { ...message, id, requestId, text: `<said-of${requestId}/>` })
    }
    const env = {
      DATABASE_URL: server?.url,
      SPID_KEY_FILE: keyFile,
      SPID_CERTIFICATE_FILE: certificateFile,
      SPID_REGISTRY_CERTIFICATE_FILE: certificateFile,
      SPID_IPA_CODE: 'i_prova',
      SPID_CONTACT_EMAIL: 'spid@istituto.example',
    }
    const run = async (words: string[], environment: NodeJS.ProcessEnv = env) => {
      const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
      let output = ''
      stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
      const terminal = { stdin, stdout, stderr, isTty: false }
      try {
        return {
          exitCode: await attesta({ words: ['identity', 'spid', ...words], terminal, env: environment }),
          output,
        }
      } catch (error) {
        return { error, output }
      }
    }
    const shown = async () =>
      (await database.query<{ id: string; sealed_detail: Buffer }>(SHOWN)).map(
        ({ id, sealed_detail }) =>
          JSON.parse(vault.open({ table: 'audit_event', row: id }, sealed_detail)) as unknown,
      )
    try {
      const making = ['certificate', keyFile, certificateFile, '--place', 'Roma', '--ipa', 'i_prova']
      for (const BASE_URL of [undefined, 'http://attesta.example', 'https://localhost']) {
        const { error } = await run(making, { BASE_URL })
        assert.ok(error instanceof Usage && /BASE_URL or SPID_ENTITY_ID/.test(error.message))
      }
      assert.ok(!existsSync(keyFile), 'nothing was made')
      const made = await run(making, { SPID_ENTITY_ID: 'https://attesta.example/spid' })
      assert.equal(made.exitCode, 0)
      const { subjectAltName, raw } = new X509Certificate(readFileSync(certificateFile))
      assert.ok(raw.includes('https://attesta.example/spid'), subjectAltName)

      const asked = ['messages', '--request', '_one']
      const unreasoned = await run(asked)
      assert.ok(unreasoned.error instanceof Usage)
      assert.equal(unreasoned.output, '')
      assert.ok(
        (await run(['messages', '--reason', 'all of it'])).error instanceof Usage,
        'never all at once',
      )
      assert.deepEqual(await shown(), [])

      const { exitCode, output } = await run([...asked, '--reason', 'complaint 12'])
      assert.equal(exitCode, 0)
      const { message: said, requestId } = JSON.parse(output) as { message: string; requestId: string }
      assert.deepEqual([said, requestId], ['<said-of_one/>', '_one'], 'and nobody else’s')
      assert.deepEqual(await shown(), [{ reason: 'complaint 12', request: '_one' }])

      await as('superuser', (session) => session.script(NO_AUDIT))
      const untraced = await run([...asked, '--reason', 'complaint 13'])
      assert.ok(untraced.error, 'a look that leaves no trace is none')
      assert.equal(untraced.output, '')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
