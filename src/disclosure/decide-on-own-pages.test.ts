import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { ELVIRA, levelTwo, PARKING } from '../../test/level-two.js'
import { type Database } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { MINUTE } from '../kernel/instant.js'
import { type HolderDecision } from './decide-on-own-pages.js'

async function asked(database: Database, register: object = {}) {
  const world = await levelTwo(database, { register })
  const operator = world.operator()
  const outcome = await world.request({ operator, attestation: world.attestation, stated: PARKING })
  if (outcome.kind !== 'requested') throw new TypeError(outcome.kind)
  const { reference } = outcome.request
  return {
    ...world,
    operator,
    reference,
    say: (decision: HolderDecision, more: object = {}) =>
      world.decide({
        codiceFiscale: ELVIRA,
        reference,
        asks: 1,
        decision,
        by: 'holder',
        acting: { method: 'cie', level: 3 },
        ...more,
      }),
  }
}

onBothEngines(
  'the holder approves without a mobile, and the operator reads the degree',
  async (_t, database) => {
    const { say, show, operator, reference, audited } = await asked(database, { cellulare: undefined })
    assert.equal((await say('approve')).kind, 'decided')
    const before = await audited()
    assert.deepEqual(
      before.map(({ kind, fields_shown }) => [kind, fields_shown]),
      [
        ['disclosure.requested', null],
        ['disclosure.confirmed', null],
      ],
    )
    const outcome = await show({ operator, reference })
    assert.equal(outcome.kind, 'shown')
    assert.equal((await audited()).at(-1)?.kind, 'disclosure.shown')
    await show({ operator, reference })
    assert.equal((await audited()).length, 3, 'a reload is the same showing')
  },
)

for (const [decision, kind] of [
  ['refuse', 'disclosure.refused'],
  ['report', 'disclosure.reported'],
] as const) {
  onBothEngines(`the holder says no (${decision}): nothing is ever shown`, async (_t, database) => {
    const { say, show, operator, reference, audited, find } = await asked(database)
    await say(decision)
    assert.equal((await find(reference))?.state, 'refused', 'the operator is not told which')
    assert.equal((await audited()).at(-1)?.kind, kind)
    assert.deepEqual(await show({ operator, reference }), { kind: 'denied' })
    assert.deepEqual(await say('approve'), { kind: 'nothingWaits' })
  })
}

onBothEngines('nobody else can decide', async (_t, database) => {
  const { say, find, reference } = await asked(database)
  const stranger = { codiceFiscale: 'RSSMRA80A01H501U' as CodiceFiscale }
  assert.deepEqual(await say('approve', stranger), { kind: 'nothingWaits' })
  assert.equal((await find(reference))?.state, 'requested')
})

onBothEngines(
  'an approval counts for the request that was read, not for one with other words',
  async (_t, database) => {
    const { say, request, operator, attestation, reference } = await asked(database)
    await request({ operator, attestation, stated: PARKING, resendOf: { reference, asks: 1 } })
    assert.deepEqual(await say('approve'), { kind: 'nothingWaits' })
    assert.equal((await say('approve', { asks: 2 })).kind, 'decided')
  },
)

onBothEngines('an approval after ten minutes comes too late', async (_t, database) => {
  const { say, pass, find, reference } = await asked(database)
  pass(10 * MINUTE)
  assert.deepEqual(await say('approve'), { kind: 'nothingWaits' })
  assert.equal((await find(reference))?.state, 'expired')
})

onBothEngines(
  'after a change of codice fiscale the holder decides with the new one',
  async (_t, database) => {
    const { say, feed } = await asked(database)
    const nuovo = 'RSSMRA80A01H501U' as CodiceFiscale
    await feed('persona.codiceFiscaleVariato', { nuovoCodiceFiscale: nuovo }, '2026-11-23T10:00:00+01:00')
    assert.equal((await say('approve', { codiceFiscale: nuovo })).kind, 'decided')
  },
)
