import assert from 'node:assert/strict'
import { wireApp } from '../src/app.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { DEVELOPMENT_KEYS, keysFrom } from '../src/vault/keys.js'
import { openVault } from '../src/vault/vault.gateway.js'
import { onBothEngines } from './databases.js'
import { damage, examineCopy, faultsOf, snapshotFrom } from './examine.js'
import { fill, TUTOR, TUTOR_LINE } from './filled.js'
import { testToolkit } from './toolkit.js'

onBothEngines('a database in order has no fault, and may start', async (_t, database, extras) => {
  const toolkit = testToolkit(database)
  await fill(toolkit)
  const examination = await examineCopy(toolkit, extras)
  assert.deepEqual(examination.findings, [])
  const again = await examineCopy(toolkit, extras, { against: snapshotFrom(examination) })
  assert.deepEqual(again.findings, [])
})

onBothEngines(
  'the doctor finds what was switched off, emptied and put back',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    await damage(
      extras,
      `alter table act disable trigger append_only; truncate act; select setval('feed_event_seq_seq', 5)`,
    )
    const found = faultsOf(await examineCopy(toolkit, extras))
    assert.deepEqual(found, ['registry.actsMissing', 'schema.different', 'sequence.behind'])
  },
)

onBothEngines(
  'the doctor finds a delegation of somebody who is not registered, or is known only as one who acts for another',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    const { registry, representation } = wireApp(toolkit)
    const [unregistered, delegate] = ['MRLRCR80H10A944U', 'MNTDRA80D12A944S'] as CodiceFiscale[]
    const line = TUTOR_LINE.replace(TUTOR, unregistered!).replace('f0001', 'f0002')
    await registry.recordFeed([{ line: 1, text: line }])
    const acting = { method: 'spid', level: 2 } as const
    const named = await representation.nameDelegate({
      ...{ codiceFiscale: TUTOR, delegate: delegate!, name: 'Dario Montali', until: undefined, acting },
    })
    assert.equal(named.kind, 'named')
    assert.deepEqual(faultsOf(await examineCopy(toolkit, extras)), [])
    for (const holder of [
      'gen_random_uuid()',
      '(select representative from representation order by event_seq desc limit 1)',
    ]) {
      await damage(extras, `update delegation set holder = ${holder}`)
      assert.deepEqual(faultsOf(await examineCopy(toolkit, extras)), ['representation.ofNoHolder'], holder)
    }
  },
)

onBothEngines('the doctor finds a key file of another database', async (_t, database, extras) => {
  const toolkit = testToolkit(database)
  await fill(toolkit)
  const otherKey = Buffer.alloc(32, 7).toString('base64')
  const sealing = { ...DEVELOPMENT_KEYS, sealing: { development: otherKey } }
  const lookUps = { ...DEVELOPMENT_KEYS, macs: { ...DEVELOPMENT_KEYS.macs, codiceFiscale: otherKey } }
  const other = (file: unknown) => ({ ...toolkit, vault: openVault(keysFrom(file), systemChance) })
  const closed = await examineCopy(other(sealing), extras)
  assert.deepEqual(faultsOf(closed), ['keys.closed'])
  const tables = closed.findings.map(({ sentence }) => /in (\w+) do/.exec(sentence)?.[1])
  assert.deepEqual(tables.sort(), ['attestation', 'audit_event', 'feed_event'])
  assert.deepEqual(faultsOf(await examineCopy(other(lookUps), extras)), ['keys.otherLookUps'])
  const withoutKeys = await examineCopy(other(sealing), extras, { withKeys: false })
  assert.deepEqual(
    withoutKeys.findings.map(({ check }) => check),
    ['skipped.keys'],
  )
})

onBothEngines(
  'an institution’s own table is only named, and sessions that were cleared away too',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    await damage(
      extras,
      `insert into login_attempt (id_hash, created_at, expires_at, sealed_return) values ('a', now(), now(), 'a')`,
    )
    const against = snapshotFrom(await examineCopy(toolkit, extras))
    await damage(extras, 'create table our_notes (words text); delete from login_attempt')
    const { findings } = await examineCopy(toolkit, extras, { against })
    assert.deepEqual(
      findings.map(({ kind, check }) => `${kind} ${check}`),
      ['note schema.surplus', 'note schema.surplus', 'note snapshot.fewerRows'],
    )
  },
)

onBothEngines(
  'numbers that a rolled back transaction used up are counted, and no fault',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    const { audit } = wireApp(toolkit)
    await assert.rejects(
      database.transact(async (session) => {
        await audit.on(session)({ kind: 'login.refused' })
        throw new Error('undone')
      }),
    )
    await audit.record({ kind: 'login.refused' })
    const { findings } = await examineCopy(toolkit, extras)
    assert.deepEqual(
      findings.map(({ kind, check }) => `${kind} ${check}`),
      ['note audit.gaps'],
    )
    assert.match(findings[0]?.sentence ?? '', /^1 numbers of audit_event/)
  },
)

onBothEngines(
  'an event of the feed that is gone is told without a snapshot, whichever it is but the last',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    await damage(
      extras,
      `alter table feed_event disable trigger append_only;
       delete from feed_event where seq = (select min(seq) from feed_event where type = 'persona.deceduta');
       alter table feed_event enable trigger append_only`,
    )
    const { findings } = await examineCopy(toolkit, extras)
    assert.deepEqual(
      findings.map(({ kind, check }) => `${kind} ${check}`),
      ['note registry.gaps'],
    )
    assert.match(findings[0]?.sentence ?? '', /^1 numbers of feed_event/)
  },
)
