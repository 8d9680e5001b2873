import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { saying, withDrop } from '../../test/feed-door.js'
import { drawKey } from '../identity/cie/draw-key.gateway.js'
import { KEY_JOBS, readCieKeys } from '../identity/cie/jwk.js'
import { Usage } from './command.js'
import { runCie } from './identity-cie.js'

void test('a key of the CIE login is changed by one step each, and a repeated step changes nothing', () =>
  withDrop(async ({ folder }) => {
    const file = join(folder, 'cie-keys.json')
    const made = await Promise.all(KEY_JOBS.map(async (job) => [job, [await drawKey({ bits: 2048 })]]))
    writeFileSync(file, JSON.stringify(Object.fromEntries(made)))
    const kids = () => readCieKeys(JSON.parse(readFileSync(file, 'utf8'))).signing.map(({ kid }) => kid)
    const run = async (step: string) => {
      const config = () => assert.fail('no configuration is needed')
      const { out } = await saying((terminal) =>
        runCie(['keys', step, 'signing', file], { terminal, config }),
      )
      return out.replaceAll(/\S{43}/g, 'KID')
    }
    const refuses = async (step: string, words: RegExp) => {
      const before = readFileSync(file, 'utf8')
      await assert.rejects(run(step), (error) => error instanceof Usage && words.test(error.message))
      assert.equal(readFileSync(file, 'utf8'), before)
    }
    const [old] = kids()

    await refuses('use', /no key of signing was prepared/)
    await refuses('retire', /no key of signing worked before/)
    assert.equal(await run('prepare'), 'KID  works\nKID  prepared: published, does not work yet\n')
    await refuses('prepare', /was prepared already; use it first/)
    const [, fresh] = kids()
    assert.equal(await run('use'), 'KID  works\nKID  worked before: still published\n')
    assert.deepEqual(kids(), [fresh, old])
    await refuses('use', /no key of signing was prepared since the last use/)
    assert.equal(await run('retire'), 'KID  works\n')
    assert.deepEqual(kids(), [fresh])
  }))
