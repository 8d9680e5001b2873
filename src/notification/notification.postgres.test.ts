import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { later, MINUTE, SECOND } from '../kernel/instant.js'
import { type Phone } from './message.js'
import { claimMessages, insertMessage } from './outbox.store.js'

import './outbox.test.js'
import './phone-change.test.js'

onBothEngines('ten senders that claim at once take every message once', async (_t, database, { server }) => {
  assert.ok(server)
  const { vault, chance, now } = testToolkit(database)
  for (let place = 0; place < 200; place++) {
    const message = {
      to: '+393470000001' as Phone,
      text: 'Codice 482913.',
      deduplication: String(place),
      uselessAfter: later(now(), MINUTE),
    }
    await insertMessage(database, message, { vault, chance, now: now() })
  }
  const pool = openPostgres({ url: server.url, role: 'attesta_app', connections: 10 })
  try {
    const claims = await Promise.all(
      Array.from({ length: 10 }, () =>
        claimMessages(pool, vault, { now: now(), leaseUntil: later(now(), 60 * SECOND), limit: 30 }),
      ),
    )
    const ids = claims.flat().map(({ id }) => id)
    assert.equal(ids.length, 200)
    assert.equal(new Set(ids).size, 200)
  } finally {
    await pool.close()
  }
})
