import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { actingWorld, TERESA } from '../../test/acting.js'
import { ELVIRA } from '../../test/level-two.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { wireApp } from '../app.js'

import './delegates.test.js'

onBothEngines('two who name at once leave one delegate', async (_t, database, { server }) => {
  const world = await actingWorld(database, { al: '2024-12-31' })
  const second = openPostgres({ url: server?.url ?? '', role: 'attesta_app', connections: 2 })
  try {
    const other = wireApp({ ...world, database: second, background: second })
    const acting = { method: 'spid', level: 2 }
    const codes = [TERESA, 'DLMDNL57L62D969A', 'BLLGNS72C58A944L', 'MRRMRC80A01H501B'] as CodiceFiscale[]
    const outcomes = await Promise.all(
      codes.map((delegate, index) => {
        const { nameDelegate } = (index % 2 === 0 ? world.wired : other).representation
        return nameDelegate({ codiceFiscale: ELVIRA, delegate, name: 'X', until: undefined, acting })
      }),
    )
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['hasOne', 'hasOne', 'hasOne', 'named'])
  } finally {
    await second.close()
  }
})
