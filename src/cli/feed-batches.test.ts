import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { birth, saying, testSender } from '../../test/feed-door.js'
import { feedOverHttp, type FeedOverHttp } from '../../test/feed-http.js'
import { type Database, statement } from '../db/database.js'
import { Usage } from './command.js'
import { batchesCommand } from './feed-batches.js'

type Row = Record<string, unknown>

async function batches({ app }: FeedOverHttp, ...args: string[]) {
  const desk = { ...app.feedBatches, ...app.desk }
  const { exitCode, out, err } = await saying((terminal) => batchesCommand(args, terminal, desk))
  const rows = out.split('\n').filter(Boolean)
  return { exitCode, err, rows: rows.map((row) => JSON.parse(row) as Row) }
}

const TRAIL = statement(
  'test.discarded',
  `select id, sealed_detail from audit_event where kind = 'feed.batchDiscarded' order by seq`,
)

async function trailOf(database: Database, { toolkit }: FeedOverHttp): Promise<unknown[]> {
  const rows = await database.query<{ id: string; sealed_detail: Buffer }>(TRAIL)
  return rows.map(
    ({ id, sealed_detail }) =>
      JSON.parse(toolkit.vault.open({ table: 'audit_event', row: id }, sealed_detail)) as unknown,
  )
}

const refusedIn = async ({ web }: FeedOverHttp) =>
  (await web.metrics.text()).match(/^attesta_feed_(batches\{state="refused"|refusals).*$/gm)

onBothEngines(
  'a refused batch is found by cause and sender, closed with a reason that is in the audit, and open again when it comes again',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const forged = await (await testSender()).next(birth())
    await feed.post(forged)
    const short = await sender.next(birth(), { lines: 2 })
    await feed.post(short)
    assert.equal((await batches(feed)).rows.length, 2)
    const [found, ...others] = (await batches(feed, '--cause', 'wrongCount', '--sender', 'istituto.registro'))
      .rows
    assert.deepEqual([found?.cause, others], ['wrongCount', []])
    assert.deepEqual(await batches(feed, '--sender', 'nobody'), { exitCode: 0, err: '', rows: [] })
    const receipt = String(found?.id)
    const byReceipt = await batches(feed, 'discard', receipt, receipt, '--reason', 'rifatto')
    assert.deepEqual([byReceipt.exitCode, byReceipt.rows], [0, [{ discarded: 1 }]])
    const twice = await batches(feed, 'discard', receipt, '--reason', 'rifatto')
    assert.deepEqual([twice.exitCode, twice.rows], [1, [{ discarded: 0 }]])
    assert.match(twice.err, /^not refused, or discarded before: 1 of the receipts named/)
    assert.equal((await batches(feed)).exitCode, 1, 'the forged one is open')
    assert.deepEqual(
      (await batches(feed, 'discard', '--cause', 'wrongSignature', '--reason', 'prova')).rows,
      [{ discarded: 1 }],
    )
    const after = await batches(feed)
    assert.deepEqual(
      [after.exitCode, after.rows.map(({ closed }) => closed)],
      [0, ['discarded', 'discarded']],
    )
    assert.deepEqual(await refusedIn(feed), [
      'attesta_feed_refusals{cause="wrongSignature",door="http"} 1',
      'attesta_feed_refusals{cause="wrongCount",door="http"} 1',
    ])
    const [, { id: forgedId } = {}] = after.rows.sort((a) => (a.id === receipt ? -1 : 1))
    assert.deepEqual(await trailOf(database, feed), [
      { reason: 'rifatto', batch: receipt, cause: 'wrongCount' },
      { reason: 'prova', batch: forgedId, cause: 'wrongSignature' },
    ])
    await feed.post(short)
    assert.equal((await batches(feed)).exitCode, 1)
    assert.ok((await refusedIn(feed))?.includes('attesta_feed_batches{state="refused",cause="wrongCount"} 1'))
  },
)

onBothEngines(
  'a refused batch whose number was applied rightly later is closed; two signed with one number are not',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const right = await sender.next(birth() + birth())
    await feed.post({ ...right, bytes: right.bytes.subarray(0, 50) })
    assert.equal((await batches(feed)).exitCode, 1)
    feed.toolkit.pass(1_000)
    await feed.post(right)
    assert.equal((await batches(feed)).exitCode, 1, 'not applied yet')
    feed.toolkit.pass(1_000)
    await feed.post(await sender.next(birth(), { sequence: 1, previous: undefined }))
    feed.toolkit.pass(1_000)
    await feed.app.feedBatches.applyNext()
    const { exitCode, rows } = await batches(feed)
    assert.deepEqual(
      rows.map(({ cause, closed }) => [cause, closed]),
      [
        ['wrongFile', 'superseded'],
        [undefined, undefined],
        ['sequenceTaken', undefined],
      ],
    )
    assert.equal(exitCode, 1)
    assert.equal((await batches(feed, '--cause', 'wrongFile')).exitCode, 0)
  },
)

onBothEngines('a call that would discard something else than meant is refused', async (_t, database) => {
  const feed = await feedOverHttp(database, new Map())
  const receipt = '00000000-0000-4000-8000-000000000001'
  for (const args of [
    ['discard', '--reason', 'x'],
    ['discard', receipt],
    ['discard', receipt, '--cause', 'wrongFile', '--reason', 'x'],
    ['discard', receipt, '--sender', 'regione', '--reason', 'x'],
    ['discard', '--cause', 'wrongfile', '--reason', 'x'],
    ['discard', '--cause', 'wrongFile', '--reason', ' '],
    ['discard', '1', '--reason', 'x'],
    ['close', receipt],
    ['--reason', 'x'],
  ])
    await assert.rejects(batches(feed, ...args), Usage, args.join(' '))
})
