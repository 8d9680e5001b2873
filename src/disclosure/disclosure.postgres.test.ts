import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { ELVIRA, levelTwo, PARKING, wrong } from '../../test/level-two.js'
import { openPostgres } from '../db/postgres.gateway.js'
import { statement } from '../db/database.js'

import './request-disclosure.test.js'
import './confirm-by-code.test.js'
import './decide-on-own-pages.test.js'
import './show-degree.test.js'

const WARM = statement('test.warm', 'select pg_sleep(0.05)')

/** Ten connections, all open before the race begins. */
async function race(url: string, run: (pool: ReturnType<typeof openPostgres>) => Promise<void>) {
  const pool = openPostgres({ url, role: 'attesta_app', connections: 10 })
  try {
    await Promise.all(Array.from({ length: 10 }, () => pool.query(WARM)))
    await run(pool)
  } finally {
    await pool.close()
  }
}

onBothEngines(
  'T23: of two parallel right codes exactly one is the approval',
  async (_t, _database, { server }) => {
    assert.ok(server)
    await race(server.url, async (pool) => {
      const { request, confirm, code, attestation, operator, audited } = await levelTwo(pool)
      const asker = operator()
      const outcome = await request({ operator: asker, attestation, stated: PARKING })
      const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
      const typed = { operator: asker, reference, code: await code() }
      const outcomes = await Promise.all([confirm(typed), confirm(typed)])
      assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['alreadyConfirmed', 'confirmed'])
      const events = (await audited()).map(({ kind }) => kind)
      assert.equal(events.filter((kind) => kind === 'disclosure.confirmed').length, 1)
      assert.equal(events.filter((kind) => kind === 'disclosure.shown').length, 1)
    })
  },
)

onBothEngines('T21: ten parallel wrong codes are three tries', async (_t, _database, { server }) => {
  assert.ok(server)
  await race(server.url, async (pool) => {
    const { request, confirm, code, attestation, operator, audited } = await levelTwo(pool)
    const asker = operator()
    const outcome = await request({ operator: asker, attestation, stated: PARKING })
    const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
    const right = await code()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        confirm({ operator: asker, reference, code: wrong(right, place + 1) }),
      ),
    )
    assert.equal(outcomes.filter(({ kind }) => kind === 'wrong').length, 2)
    assert.equal(outcomes.filter(({ kind }) => kind === 'exhausted').length, 8)
    const [row] = await pool.query<{ tries: number; wrong: number; state: string }>(
      statement('test.tries', 'select tries, cardinality(wrong_at) as wrong, state from disclosure'),
    )
    assert.deepEqual(row, { tries: 3, wrong: 3, state: 'exhausted' })
    assert.equal((await audited()).filter(({ kind }) => /wrongCode|exhausted/.test(kind)).length, 3)
    assert.equal((await confirm({ operator: asker, reference, code: right })).kind, 'exhausted')
  })
})

onBothEngines('of ten operators that ask at once one is heard', async (_t, _database, { server }) => {
  assert.ok(server)
  await race(server.url, async (pool) => {
    const { request, attestation, operator, messages } = await levelTwo(pool)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => request({ operator: operator(), attestation, stated: PARKING })),
    )
    assert.deepEqual(
      outcomes.map(({ kind }) => kind).sort(),
      ['requested', ...Array<string>(9).fill('busy')].sort(),
    )
    assert.equal((await messages()).length, 1)
  })
})

onBothEngines(
  'of a code and a refusal at once one wins, and the other is told',
  async (_t, _database, { server }) => {
    assert.ok(server)
    await race(server.url, async (pool) => {
      const { request, confirm, decide, code, attestation, operator, find } = await levelTwo(pool)
      const asker = operator()
      const outcome = await request({ operator: asker, attestation, stated: PARKING })
      const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
      const right = await code()
      const [typed, said] = await Promise.all([
        confirm({ operator: asker, reference, code: right }),
        decide({ codiceFiscale: ELVIRA, reference, asks: 1, decision: 'refuse', by: 'holder', acting: {} }),
      ])
      const state = (await find(reference))?.state
      const pair = [typed.kind, said.kind, state]
      const byCode = ['confirmed', 'nothingWaits', 'confirmed']
      assert.deepEqual(pair, state === 'confirmed' ? byCode : ['refused', 'decided', 'refused'])
    })
  },
)

onBothEngines('two showings asked for at once are one', async (_t, _database, { server }) => {
  assert.ok(server)
  await race(server.url, async (pool) => {
    const { request, confirm, close, showAgain, code, attestation, operator, audited } = await levelTwo(pool)
    const asker = operator()
    const outcome = await request({ operator: asker, attestation, stated: PARKING })
    const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
    await confirm({ operator: asker, reference, code: await code() })
    await close({ operator: asker, reference })
    await Promise.all([showAgain({ operator: asker, reference }), showAgain({ operator: asker, reference })])
    assert.equal((await audited()).filter(({ kind }) => kind === 'disclosure.shownAgain').length, 1)
  })
})
