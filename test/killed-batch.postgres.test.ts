import assert from 'node:assert/strict'
import { postgres, testOn } from './databases.js'
import { killBatch } from './killed-batch.js'

testOn(
  postgres,
  'T44 a signed batch killed in the middle and given again: every line once, and the receipt of an undisturbed one',
  async (_t, database, { server }) => {
    const victim = {
      env: { DATABASE_URL: server?.url ?? assert.fail() },
      look: <T>(work: (opened: typeof database) => Promise<T>) => work(database),
    }
    const { midBatch } = await killBatch(victim, { kills: 1, persons: 1300, patience: () => 0 })
    assert.equal(midBatch, 1)
  },
)
