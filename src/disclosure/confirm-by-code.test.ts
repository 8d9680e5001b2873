import assert from 'node:assert/strict'
import { type Database } from '../db/database.js'
import { onBothEngines } from '../../test/databases.js'
import { ELVIRA, levelTwo, PARKING, TYPED, wrong } from '../../test/level-two.js'
import { MINUTE, SECOND } from '../kernel/instant.js'

async function asked(database: Database) {
  const world = await levelTwo(database)
  const operator = world.operator()
  const outcome = await world.request({ operator, attestation: world.attestation, stated: PARKING })
  if (outcome.kind !== 'requested') throw new TypeError(outcome.kind)
  const { reference } = outcome.request
  const code = await world.code()
  return {
    ...world,
    operator,
    newOperator: world.operator,
    reference,
    right: code,
    typing: (typed = code, who = operator) => world.confirm({ operator: who, reference, code: typed }),
  }
}

onBothEngines(
  'the right code is the approval: written with answer, rule, acts and fields shown',
  async (_t, database) => {
    const { typing, audited, reference } = await asked(database)
    const outcome = await typing()
    assert.equal(outcome.kind === 'confirmed' && outcome.disclosure.approvedBy, 'code')
    const [, confirmed, shown, ...none] = await audited()
    assert.deepEqual(none, [])
    assert.equal(confirmed?.kind, 'disclosure.confirmed')
    assert.equal(shown?.kind, 'disclosure.shown')
    for (const event of [confirmed, shown]) {
      assert.equal(event.answer, 'recognised')
      assert.equal(event.rule_version, 1)
      assert.equal(event.acts_used?.length, 1)
      assert.deepEqual(event.fields_shown, ['giudizio', 'percentuale', 'date', 'revisione', 'note'])
      assert.equal(event.detail['reference'], reference)
    }
  },
)

onBothEngines('T23: a code that was spent is refused', async (_t, database) => {
  const { typing, audited } = await asked(database)
  await typing()
  const before = (await audited()).length
  assert.deepEqual(await typing(), { kind: 'alreadyConfirmed' })
  assert.equal((await audited()).length, before)
})

onBothEngines(
  'T22: a second before its ten minutes end a code is taken, a second after it is refused',
  async (_t, database) => {
    const early = await asked(database)
    early.pass(10 * MINUTE - SECOND)
    assert.equal((await early.typing()).kind, 'confirmed')
  },
)

onBothEngines(
  'T22: a second after its ten minutes a code is refused, and the request is marked expired',
  async (_t, database) => {
    const late = await asked(database)
    late.pass(10 * MINUTE + SECOND)
    assert.deepEqual(await late.typing(), { kind: 'expired' })
    assert.equal((await late.find(late.reference))?.state, 'expired')
    assert.equal((await late.audited()).at(-1)?.kind, 'disclosure.expired')
  },
)

onBothEngines('T21: after three wrong codes the right one is refused', async (_t, database) => {
  const { typing, right, audited, now } = await asked(database)
  assert.deepEqual(await typing(wrong(right)), { kind: 'wrong', triesLeft: 2 })
  assert.deepEqual(await typing(wrong(right)), { kind: 'wrong', triesLeft: 1 })
  const until = now() + 15 * MINUTE
  assert.deepEqual(await typing(wrong(right)), { kind: 'exhausted', until })
  assert.deepEqual(await typing(), { kind: 'exhausted', until })
  assert.deepEqual((await audited()).map(({ kind }) => kind).slice(1), [
    'disclosure.wrongCode',
    'disclosure.wrongCode',
    'disclosure.exhausted',
  ])
})

onBothEngines('T21: a new session or a new request gives no fourth try', async (_t, database) => {
  const world = await asked(database)
  const { typing, right, request, confirm, newOperator, attestation, pass, reference, operator } = world
  await typing(wrong(right))
  await typing(wrong(right))
  // Ends the first request from the operator's side: another purpose takes its place, with the tries of the holder.
  const again = await request({ operator, attestation, stated: TYPED })
  assert.equal(again.kind === 'requested' && again.request.tries, 2)
  const second = again.kind === 'requested' ? again.request.reference : reference
  const code = await world.code()
  const outcome = await confirm({ operator, reference: second, code: wrong(code) })
  assert.equal(outcome.kind, 'exhausted')
  assert.equal((await confirm({ operator, reference: second, code })).kind, 'exhausted')
  const other = newOperator()
  assert.equal((await request({ operator: other, attestation, stated: PARKING })).kind, 'exhausted')
  pass(15 * MINUTE)
  const fresh = await request({ operator: other, attestation, stated: PARKING })
  assert.equal(fresh.kind === 'requested' && fresh.request.tries, 0)
})

onBothEngines(
  'T25: a code is worth nothing in another session, whoever has read it',
  async (_t, database) => {
    const { typing, newOperator, audited, find, reference } = await asked(database)
    assert.deepEqual(await typing(undefined, newOperator()), { kind: 'denied' })
    assert.equal((await find(reference))?.state, 'requested', 'no try was spent')
    assert.equal((await audited()).at(-1)?.kind, 'disclosure.denied')
  },
)

onBothEngines('a code typed for a request that is not there changes nothing', async (_t, database) => {
  const { confirm, operator, right } = await asked(database)
  assert.deepEqual(await confirm({ operator, reference: 'AT-26-0000-0000', code: right }), {
    kind: 'unknown',
  })
})

onBothEngines('after the holder refused, the right code is refused', async (_t, database) => {
  const { typing, decide, reference } = await asked(database)
  await decide({ codiceFiscale: ELVIRA, reference, asks: 1, decision: 'refuse', by: 'holder', acting: {} })
  assert.deepEqual(await typing(), { kind: 'refused' })
})

onBothEngines('after the QR was revoked, the right code is refused', async (_t, database) => {
  const { typing, revoke, find, reference } = await asked(database)
  await revoke()
  assert.deepEqual(await typing(), { kind: 'notValid' })
  assert.equal((await find(reference))?.state, 'expired')
})

onBothEngines('T28: where no code was sent, none can be right', async (_t, database) => {
  const world = await levelTwo(database, { register: { cellulare: undefined } })
  const operator = world.operator()
  const outcome = await world.request({ operator, attestation: world.attestation, stated: PARKING })
  const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
  assert.deepEqual(await world.confirm({ operator, reference, code: wrong('000000' as never) }), {
    kind: 'noCode',
  })
})

onBothEngines('a request nobody touches is marked expired by the sweep', async (_t, database) => {
  const { sweep, find, reference, pass, audited, findWaiting, person } = await asked(database)
  pass(10 * MINUTE)
  assert.equal(await findWaiting([person]), undefined, 'it shows as expired before the sweep')
  await sweep()
  await sweep()
  assert.equal((await find(reference))?.state, 'expired')
  assert.equal((await audited()).filter(({ kind }) => kind === 'disclosure.expired').length, 1)
})
