import assert from 'node:assert/strict'
import { postgres, testOn } from './databases.js'
import { killBatch } from './killed-batch.js'

const KILLS = Number(process.env['KILLS'] ?? 12)

testOn(
  postgres,
  `T44 a signed batch killed ${String(KILLS)} times and given again: every line once, and the receipt of an undisturbed one`,
  async (t, database, { server }) => {
    const victim = {
      env: { DATABASE_URL: server?.url ?? assert.fail() },
      look: <T>(work: (opened: typeof database) => Promise<T>) => work(database),
    }
    const patience = () => Math.random() * 250
    const killed = await killBatch(victim, { kills: KILLS, persons: KILLS * 2000, patience })
    t.diagnostic(JSON.stringify(killed))
    assert.ok(killed.midBatch > KILLS / 2, 'most kills fell into the batch')
  },
)
