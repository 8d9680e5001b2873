import { identityOf } from '../identity/authenticated-person.js'
import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { levelTwo, PARKING } from '../../test/level-two.js'
import { type Database } from '../db/database.js'
import { MINUTE, SECOND } from '../kernel/instant.js'

async function approved(database: Database) {
  const world = await levelTwo(database)
  const operator = world.operator()
  const outcome = await world.request({ operator, attestation: world.attestation, stated: PARKING })
  if (outcome.kind !== 'requested') throw new TypeError(outcome.kind)
  const { reference } = outcome.request
  await world.confirm({ operator, reference, code: await world.code() })
  return { ...world, operator, reference, asked: { operator, reference } }
}

onBothEngines(
  'the operator reads judgement, percentage, dates and notes, and never the whole name',
  async (_t, database) => {
    const { show, asked, now } = await approved(database)
    const outcome = await show(asked)
    assert.ok(outcome.kind === 'shown')
    const { holder, status, until, againLeft } = outcome.view
    assert.equal(holder, 'Elvira T.')
    assert.deepEqual(
      status.level2.areas.map(({ codice, percentuale, flags }) => [codice, percentuale, flags]),
      [
        ['CIV-74', 80, ['revisionPending']],
        ['H-3', undefined, []],
      ],
    )
    assert.deepEqual(status.level2.noteFiscali, ['F4'])
    assert.equal(until, now() + 10 * MINUTE)
    assert.equal(againLeft, 2)
  },
)

onBothEngines(
  'T82: after ten minutes nothing is shown, and it may be shown again twice, each time written',
  async (_t, database) => {
    const { show, showAgain, asked, pass, audited } = await approved(database)
    const again = async () => (await audited()).filter(({ kind }) => kind === 'disclosure.shownAgain').length
    pass(10 * MINUTE - SECOND)
    assert.equal((await show(asked)).kind, 'shown')
    pass(2 * SECOND)
    const waiting = await show(asked)
    assert.ok(waiting.kind === 'mayShowAgain')
    assert.equal(waiting.left, 2)

    assert.equal((await showAgain(asked)).kind, 'shown')
    assert.equal((await showAgain(asked)).kind, 'shown', 'pressed twice: the same showing')
    assert.equal(await again(), 1)
    pass(10 * MINUTE)
    const second = await showAgain(asked)
    assert.ok(second.kind === 'shown')
    assert.equal(second.view.againLeft, 0)
    assert.equal(await again(), 2)
    pass(9 * MINUTE + 59 * SECOND)
    assert.equal((await show(asked)).kind, 'over', 'thirty minutes from the approval end every showing')
    assert.equal((await showAgain(asked)).kind, 'over')
    assert.equal(await again(), 2)
  },
)

onBothEngines('there is no third time, however short the first two were', async (_t, database) => {
  const { showAgain, close, asked } = await approved(database)
  for (const time of [1, 2]) {
    await close(asked)
    assert.equal((await showAgain(asked)).kind, 'shown', String(time))
  }
  await close(asked)
  assert.equal((await showAgain(asked)).kind, 'over')
})

onBothEngines('"I have finished" ends the showing at once', async (_t, database) => {
  const { show, close, asked } = await approved(database)
  await close(asked)
  assert.equal((await show(asked)).kind, 'mayShowAgain')
})

onBothEngines(
  'T33: without the holder’s approval nothing is shown, and the attempt is written',
  async (_t, database) => {
    const world = await levelTwo(database)
    const operator = world.operator()
    const outcome = await world.request({ operator, attestation: world.attestation, stated: PARKING })
    const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
    assert.deepEqual(await world.show({ operator, reference }), { kind: 'denied' })
    assert.deepEqual(await world.showAgain({ operator, reference }), { kind: 'denied' })
    assert.equal((await world.audited()).filter(({ kind }) => kind === 'disclosure.denied').length, 2)
  },
)

onBothEngines('only the session that asked is shown anything', async (_t, database) => {
  const {
    show,
    showAgain,
    operator: { person },
    chance,
    reference,
  } = await approved(database)
  const other = { operator: { id: chance.uuid(), person }, reference }
  assert.deepEqual(await show(other), { kind: 'denied' })
  assert.deepEqual(await showAgain(other), { kind: 'denied' })
})

onBothEngines('a showing goes on with its answer; the next one has that of its day', async (_t, database) => {
  const { show, showAgain, close, feed, asked, pass } = await approved(database)
  pass(MINUTE)
  const verbale = {
    protocollo: 'P-2',
    procedura: 'revisione',
    dataVisita: '2026-11-20',
    dataDefinizione: '2026-11-23',
    giudizi: [{ area: 'invaliditaCivile', codice: 'CIV-100', percentuale: 100, dal: '2026-11-20' }],
  }
  await feed('verbale.definito', verbale, '2026-11-23T10:31:00+01:00')
  const percentage = (outcome: Awaited<ReturnType<typeof show>>) =>
    outcome.kind === 'shown' ? outcome.view.status.level2.areas[0]?.percentuale : outcome.kind
  assert.equal(percentage(await show(asked)), 80)
  await close(asked)
  assert.equal(percentage(await showAgain(asked)), 100)
})

onBothEngines('once the QR is revoked nothing is shown any more', async (_t, database) => {
  const { show, revoke, asked } = await approved(database)
  await revoke()
  assert.equal((await show(asked)).kind, 'over')
})

onBothEngines('an operator’s own list has their requests, newest first', async (_t, database) => {
  const { requestsOf, operator, reference, pass, request, attestation } = await approved(database)
  pass(MINUTE)
  await request({ operator, attestation, stated: PARKING })
  const list = await requestsOf(identityOf(operator.person))
  assert.deepEqual(
    list.map(({ state }) => state),
    ['requested', 'confirmed'],
  )
  assert.equal(list[1]?.reference, reference)
  pass(11 * MINUTE)
  assert.equal((await requestsOf(identityOf(operator.person)))[0]?.state, 'expired')
})
