import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { readConfig } from '../src/config.js'
import { killImports, type Victim } from './kill-imports.js'

const KILLS = Number(process.env['KILLS'] ?? 50)

void test(`T44 on the embedded database, killed ${String(KILLS)} times: nothing lost, nothing twice`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'attesta-kills-'))
  const env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: '' }
  const look: Victim['look'] = async (work) => {
    const { toolkit, close } = await openToolkit(readConfig(env, { demo: false }))
    try {
      return await work(toolkit.database)
    } finally {
      await close()
    }
  }
  try {
    const summary = await killImports({ env, look }, { kills: KILLS, persons: 8_000 })
    t.diagnostic(JSON.stringify(summary))
    assert.deepEqual([summary.lost, summary.twice], [0, 0])
    assert.ok(summary.midImport > KILLS / 2, 'most kills fell into an import')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
