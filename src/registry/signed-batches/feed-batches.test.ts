import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { onBothEngines } from '../../../test/databases.js'
import { birth, feedDoor, importing, testSender, withDrop } from '../../../test/feed-door.js'
import { feedOverHttp } from '../../../test/feed-http.js'
import { type Database, statement } from '../../db/database.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { DAY } from '../../kernel/instant.js'
import { deriveStatus } from '../derivation/derive-status.js'
import { type NumberedLine } from '../reading/prepare-line.js'

const CODE = 'BLLGNS72C58A944L'
const EVENTS = statement('test.countEvents', 'select count(seq) as count from feed_event')
const PARTS = statement('test.parts', 'select place from feed_batch_part')
const SEALED = statement('test.sealed', `select encode(sealed_bytes, 'escape') as text from feed_batch_part`)

async function eventsIn(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(EVENTS)
  return row?.count ?? 0
}

const NOTHING = () => undefined
const QUIET = { refused: NOTHING, released: NOTHING, resumed: NOTHING, advanced: NOTHING }

async function* manyBirths(count: number): AsyncGenerator<NumberedLine> {
  for (let line = 1; line <= count; line++) yield await Promise.resolve({ line, text: birth() })
}

onBothEngines(
  'a batch over HTTP is answered with a receipt, applied by the job, and told of at the receipt’s address',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const { status, location = '', body } = await feed.post(await sender.next(birth() + birth()))
    assert.deepEqual([status, body.state, body.lines], [202, 'received', 2])
    assert.equal(location, `/api/v1/feed/receipts/${String(body.id)}`)
    const kept = await database.query<{ text: string }>(SEALED)
    assert.equal(kept.length, 1)
    assert.ok(!kept.some(({ text }) => text.includes(CODE) || text.includes('persona')))
    assert.equal(await eventsIn(database), 0)
    await feed.app.feedBatches.applyNext()
    const { body: after } = await feed.receipt(location)
    assert.deepEqual([after.state, after.applied, after.linesRecorded], ['applied', 2, 2])
    assert.deepEqual(await database.query(PARTS), [])
    assert.equal(
      (await feed.receipt(location.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status,
      404,
    )
  },
)

onBothEngines('the same batch has the same receipt, before and after it is applied', async (_t, database) => {
  const sender = await testSender()
  const feed = await feedOverHttp(database, sender.senders)
  const batch = await sender.next(birth() + birth())
  const first = await feed.post(batch)
  const [again, twice] = await Promise.all([feed.post(batch), feed.post(batch)])
  assert.deepEqual([again, twice], [first, first])
  await feed.app.feedBatches.applyNext()
  const after = await feed.post(batch)
  assert.deepEqual([after.status, after.location, after.body.state], [202, first.location, 'applied'])
  assert.equal(await feed.app.feedBatches.applyNext(), undefined)
  assert.equal(await eventsIn(database), 2)
})

onBothEngines('two at once with the same batch are one', async (_t, database) => {
  const sender = await testSender()
  const feed = await feedOverHttp(database, sender.senders)
  const batch = await sender.next(birth() + birth())
  const answers = await Promise.all([feed.post(batch), feed.post(batch), feed.post(batch)])
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1)
  await feed.app.feedBatches.applyNext()
  assert.equal(await eventsIn(database), 2)
  assert.deepEqual(await database.query(PARTS), [])
})

onBothEngines(
  'an urgent event is applied before the answer, and the next question sees it',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    await feed.post(await sender.next(birth(CODE) + birth()))
    await feed.app.feedBatches.applyNext()
    await feed.post(await sender.next(birth() + birth()))
    const death = {
      id: '5d4e9e20-8a52-4c9f-9c3a-0f2f8f8a7a11',
      type: 'persona.deceduta',
      occurredAt: '2026-11-20T09:00:00+01:00',
      codiceFiscale: CODE,
      data: { data: '2026-11-19' },
    }
    let isBulkOver = false
    const bulk = feed.app.registry.importFeed(manyBirths(12_000), QUIET).finally(() => (isBulkOver = true))
    const urgent = await feed.post(await sender.next(`${JSON.stringify(death)}\n`))
    assert.equal(isBulkOver, false, 'a bulk import lets it through')
    assert.deepEqual(
      [urgent.status, urgent.body.state],
      [202, 'applied'],
      'though the one before waits for its turn',
    )
    const dossier = await feed.app.registry.findDossierByCode(CODE as CodiceFiscale)
    const { clock } = feed.toolkit
    assert.equal(deriveStatus(dossier, { at: clock.today(), knownAt: clock.now() }).answer, 'deceased')
    await bulk
  },
)

onBothEngines(
  'a batch by file and over HTTP is one effect, whichever door it came through first',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const door = feedDoor(database, sender.senders)
    await withDrop(async ({ put }) => {
      const [first, second] = [await sender.next(birth() + birth()), await sender.next(birth() + birth())]
      await importing(door, await put('1', first))
      assert.equal((await feed.post(first)).body.state, 'applied')
      const { body } = await feed.post(second)
      const { out } = await importing(door, await put('2', second))
      const told = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      assert.ok(told.every(({ receipt }) => receipt === body.id))
      assert.equal(told.at(-1)?.state, 'applied', 'the file door applies what is kept')
      assert.equal(await eventsIn(database), 4)
    })
  },
)

onBothEngines(
  'T42 a wrong signature gets a problem of a stable type, is kept as refused, and counted',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const stranger = await testSender()
    const { status, body } = await feed.post(await stranger.next(birth()))
    assert.deepEqual([status, body.type], [403, 'urn:attesta:problem:feed-wrong-signature'])
    const receipt = await feed.receipt(String(body.receipt))
    assert.deepEqual([receipt.body.state, receipt.body.cause], ['refused', 'wrongSignature'])
    assert.deepEqual(feed.toolkit.lines.at(-3)?.code, 'feed.batchRefused')
    const metrics = await feed.web.metrics.text()
    assert.match(metrics, /attesta_feed_batches\{state="refused",cause="wrongSignature"\} 1/)
    assert.equal(await eventsIn(database), 0)
  },
)

onBothEngines('strangers cannot fill the list of refusals', async (_t, database) => {
  const feed = await feedOverHttp(database, new Map())
  const sender = await testSender()
  const batch = await sender.next(birth())
  for (let times = 0; times < 3; times++) assert.equal((await feed.post(batch)).status, 403)
  const refused = await feed.app.feedBatches.listBatches()
  assert.equal(refused.length, 1, 'the same is kept once')
  assert.equal(refused[0]?.sender, undefined, 'what a stranger calls himself is not kept in clear')
})

onBothEngines(
  'T42 whatever strangers send, a forged batch by file or over HTTP is recorded, counted and told',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const forger = await testSender()
    const countOf = async (state: string, door: string) => {
      const text = await feed.web.metrics.text()
      const [, times] = new RegExp(`attesta_feed_${state}${door}"} (\\d+)`).exec(text) ?? []
      return times === undefined ? undefined : Number(times)
    }
    await withDrop(async ({ put }) => {
      const door = feedDoor(database, sender.senders)
      await importing(door, await put('0.ndjson', await forger.next(birth())))
      feed.toolkit.pass(DAY)
      for (let number = 0; number < 130; number++) {
        const signed = { bytes: Buffer.from(`{"number":${String(number)}}`), jws: 'a..b' }
        feed.toolkit.pass(1_000)
        assert.equal((await feed.post({ ...(await forger.next(birth())), signed })).status, 400)
        if (number < 110) await feed.post(await forger.next(birth()))
      }
      const forged = await feed.post(await forger.next(birth()))
      const { status, body } = await feed.receipt(String(forged.body.receipt))
      assert.deepEqual([forged.status, status, body.cause], [403, 200, 'wrongSignature'])
      const { exitCode, out, err } = await importing(
        door,
        await put('1.ndjson', await forger.next(birth(), { sender: 'somebody.else' })),
      )
      const told = JSON.parse(out) as Record<string, unknown>
      assert.deepEqual([exitCode, told.state, told.cause], [1, 'refused', 'unknownSender'])
      assert.match(err, /: unknownSender: /)
      const kept = (await feed.app.feedBatches.listBatches()).map(({ cause }) => cause)
      const keptOf = (cause: string) => kept.filter((one) => one === cause).length
      assert.deepEqual(
        ['malformedManifest', 'wrongSignature', 'unknownSender'].map(keptOf),
        [100, 100 + 1, 1],
        'of strangers the newest hundred of a cause, and all of the door for files',
      )
      assert.equal(await countOf('refusals{cause="malformedManifest",door="', 'http'), 130)
      assert.equal(await countOf('refusals{cause="wrongSignature",door="', 'http'), 111)
      assert.equal(await countOf('refusals{cause="wrongSignature",door="', 'file'), 1)
      assert.equal(await countOf('refusals{cause="unknownSender",door="', 'file'), 1)
    })
  },
)

onBothEngines(
  'the service deletes no batch but what strangers sent, beyond the newest hundred',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    await feed.post(await sender.next(birth(), { lines: 2 }))
    await feed.post(await (await testSender()).next(birth()))
    for (const { cause: why = '' } of await feed.app.feedBatches.listBatches())
      await database.query(statement('test.forget', 'select forget_oldest_refusals($1)'), [why])
    assert.equal((await feed.app.feedBatches.listBatches()).length, 2)
    const gone = statement('test.delete', `delete from feed_batch where state = 'refused'`)
    await assert.rejects(database.query(gone), { code: '42501' })
  },
)

onBothEngines(
  'each thing wrong with a batch has a problem of its own, and nothing of it stays',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders, 10_000)
    const good = await sender.next(birth() + birth())
    const again = { sequence: 1, previous: undefined }
    const answers = {
      'feed-wrong-file': await feed.post({ ...good, bytes: good.bytes.subarray(0, 50) }),
      'feed-wrong-count': await feed.post(await sender.next(birth(), { ...again, lines: 2 })),
      'feed-unreadable-file': await feed.post(await sender.next(birth(), { ...again, encoding: 'gzip' })),
      'feed-too-large': await feed.post(await sender.next(birth().repeat(100), again)),
      'feed-broken-chain': await feed.post(await sender.next(birth(), { sequence: 2, previous: undefined })),
    }
    for (const [type, { status, body }] of Object.entries(answers)) {
      assert.equal(body.type, `urn:attesta:problem:${type}`)
      assert.ok(status >= 400 && status < 500)
    }
    assert.deepEqual(await database.query(PARTS), [])
    assert.equal((await feed.post(good)).status, 202)
    const other = await feed.post(await sender.next(birth(), again))
    assert.deepEqual([other.status, other.body.type], [409, 'urn:attesta:problem:feed-sequence-taken'])
  },
)

onBothEngines(
  'T42 other bytes under a manifest that was taken in are refused loudly; the batch stays as it is',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const batch = await sender.next(birth() + birth())
    const first = await feed.post(batch)
    const altered = { ...batch, bytes: Buffer.from(birth() + birth()) }
    const refused = async () => {
      const { status, body } = await feed.post(altered)
      assert.deepEqual([status, body.type], [422, 'urn:attesta:problem:feed-wrong-file'])
    }
    await refused()
    assert.equal((await feed.app.feedBatches.applyNext())?.applied, 2)
    await refused()
    const { body } = await feed.post(batch)
    assert.deepEqual([body.id, body.state], [first.body.id, 'applied'])
    assert.equal(await eventsIn(database), 2)
    assert.deepEqual(await database.query(PARTS), [])
  },
)

onBothEngines(
  'a batch held over HTTP is applied by itself when the missing one has come, in order',
  async (_t, database) => {
    const sender = await testSender()
    const feed = await feedOverHttp(database, sender.senders)
    const [first, second] = [
      await sender.next(gzipSync(birth() + birth()), { lines: 2 }),
      await sender.next(birth()),
    ]
    const held = await feed.post(second)
    assert.deepEqual([held.status, held.body.state], [202, 'held'])
    assert.equal(await feed.app.feedBatches.applyNext(), undefined)
    await feed.post(first, { 'content-encoding': 'gzip' })
    assert.equal((await feed.app.feedBatches.applyNext())?.sequence, 1)
    assert.equal((await feed.app.feedBatches.applyNext())?.sequence, 2)
    assert.equal(await eventsIn(database), 3)
  },
)

onBothEngines('what an interruption left is taken up again once its lease is over', async (_t, database) => {
  const sender = await testSender()
  const feed = await feedOverHttp(database, sender.senders)
  await feed.post(await sender.next(birth() + birth()))
  await database.query(
    statement('test.interrupt', `update feed_batch set state = 'applying', leased_until = $1`),
    ['2026-11-23T09:31:00Z'],
  )
  assert.equal(await feed.app.feedBatches.applyNext(), undefined)
  feed.toolkit.pass(DAY)
  assert.equal((await feed.app.feedBatches.applyNext())?.applied, 2)
})

onBothEngines('without manifest or signature a request is not looked at', async (_t, database) => {
  const feed = await feedOverHttp(database, new Map())
  const { statusCode } = await feed.web.app.inject({
    method: 'POST',
    url: '/api/v1/feed',
    headers: { 'content-type': 'application/x-ndjson' },
    payload: birth(),
  })
  assert.equal(statusCode, 400)
  const { paths } = JSON.parse((await feed.web.app.inject('/openapi.json')).body) as { paths: object }
  assert.ok('/api/v1/feed' in paths && '/api/v1/feed/receipts/{id}' in paths)
})

onBothEngines(
  'two batches of the same bytes are counted apart, though the first was interrupted and begun again after the second',
  async (_t, database) => {
    await withDrop(async ({ put }) => {
      const sender = await testSender()
      const { batches } = feedDoor(database, sender.senders)
      const lines = Array.from({ length: 700 }, () => birth()).join('')
      const [first, second] = [await sender.next(lines), await sender.next(lines)]
      const [one, two] = [await put('1.ndjson', first), await put('2.ndjson', second)]
      const report = { ...QUIET, looked: NOTHING, read: NOTHING }
      const countsOf = async (file: string, { signed }: typeof first) => {
        const { receipt } = await batches.receiveFile(file, signed, report)
        return [receipt.state, receipt.applied, receipt.repeated]
      }
      let recorded = 0
      const stopping = (more: number) => {
        recorded += more
        throw new Error('interrupted')
      }
      await assert.rejects(
        batches.receiveFile(one, first.signed, { ...report, advanced: stopping }),
        /interrupted/,
      )
      assert.ok(recorded > 0 && recorded < 700)
      assert.deepEqual(await countsOf(two, second), ['applied', 700 - recorded, recorded])
      assert.deepEqual(await countsOf(one, first), ['applied', recorded, 700 - recorded])
      assert.equal(await eventsIn(database), 700)
    })
  },
)
