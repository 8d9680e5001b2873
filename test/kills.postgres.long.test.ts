import assert from 'node:assert/strict'
import { postgres, testOn } from './databases.js'
import { killImports } from './kill-imports.js'

const KILLS = Number(process.env['KILLS'] ?? 200)

testOn(
  postgres,
  `T44 an import killed ${String(KILLS)} times and begun again loses no acknowledged event, and records none twice`,
  async (t, database, { server }) => {
    const victim = { env: { DATABASE_URL: server?.url ?? assert.fail() }, look: workOn }
    const summary = await killImports(victim, { kills: KILLS, persons: 6_000 })
    t.diagnostic(JSON.stringify(summary))
    assert.deepEqual([summary.lost, summary.twice], [0, 0])
    assert.ok(summary.midImport > KILLS / 2, 'most kills fell into an import')

    function workOn<T>(work: (opened: typeof database) => Promise<T>): Promise<T> {
      return work(database)
    }
  },
)
