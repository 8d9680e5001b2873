import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onBothEngines } from '../../test/databases.js'
import { openDesk, openRegistry, vault } from '../../test/stories.js'
import { type Database, type Session, statement } from '../db/database.js'
import { Usage } from './command.js'
import { feedCommand } from './feed.js'

const [A, B] = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N'] as const
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const born = (n: number, codiceFiscale: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    ...{ id: id(n), type: 'persona.registrata', occurredAt: '2020-01-10T09:00:00+01:00', codiceFiscale },
    data: { nome: 'Agnese', cognome: 'Bellandi', dataNascita: '1972-03-18', ...more },
  })
const act = (n: number, codiceFiscale: string, codice: string, protocollo = 'P-SEGRETO') =>
  JSON.stringify({
    ...{ id: id(n), type: 'verbale.definito', occurredAt: '2020-01-10T09:00:00+01:00', codiceFiscale },
    data: {
      ...{ protocollo, procedura: 'primaIstanza', dataVisita: '2019-05-06', dataDefinizione: '2019-05-20' },
      giudizi: [{ area: 'handicap', codice, dal: '2019-03-01' }],
    },
  })

const importing = (database: Database, ...lines: string[]) =>
  openRegistry(database).recordFeed(lines.map((line, index) => ({ line: index + 1, text: line })))

async function feed(database: Database, args: string[], stdin = '', isTty = false) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, isTty }
  const desk = { ...openRegistry(database), ...openDesk(database) }
  const exitCode = await feedCommand(args, terminal, desk)
  const [out, err] = [await text(stdout.end()), await text(stderr.end())]
  return { exitCode, out, err, rows: isTty ? [] : rowsOf(out) }
}

const rowsOf = (out: string) =>
  out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]))

async function idsOf(database: Database, ...filter: string[]): Promise<string[]> {
  const { rows } = await feed(database, ['quarantine', ...filter])
  return rows.map((row) => String(row['id']))
}

const TRAIL = statement(
  'test.deskTrail',
  `select a.id, a.kind, a.sealed_detail, a.person is not null as known from audit_event a order by a.seq`,
)
async function trailOf(database: Database) {
  const rows = await database.query<{ id: string; kind: string; sealed_detail: Buffer; known: boolean }>(
    TRAIL,
  )
  return rows.map(({ id: row, kind, sealed_detail, known }) => {
    const detail = JSON.parse(vault.open({ table: 'audit_event', row }, sealed_detail)) as Record<
      string,
      string
    >
    return { kind, known, ...detail }
  })
}
const COUNT = statement(
  'test.deskCount',
  `select (select count(*) from feed_event) as events,
     (select count(*) from quarantine where replayed_at is null) as open,
     (select count(*) from quarantine) as kept`,
)
const countsOf = async (database: Database) => (await database.query(COUNT))[0]

onBothEngines('the quarantine is filtered by field, reason and day, and counted', async (_t, database) => {
  await importing(database, act(1, A, 'H-9'), act(2, A, 'H-8'), born(3, A, { cellulare: 'x' }), '{')
  const byField = await feed(database, ['quarantine', '--field', 'data.giudizi[].codice'])
  assert.deepEqual(
    byField.rows.map(({ line }) => line),
    [1, 2],
  )
  assert.equal((await idsOf(database, '--field', 'data.giudizi[0].codice')).length, 2)
  assert.equal((await idsOf(database, '--field', 'data.giudizi[1].codice')).length, 0)
  assert.equal((await idsOf(database, '--reason', 'WELL-formed')).length, 1)
  assert.equal((await idsOf(database, '--since', '2020-01-01')).length, 4)
  assert.equal((await idsOf(database, '--since', '9999-01-01')).length, 0)
  const summary = await feed(database, ['quarantine', '--summary', '--since', '2020-01-01'])
  assert.deepEqual(
    summary.rows.map(({ lines, field }) => [lines, field]),
    [
      [2, 'data.giudizi[].codice'],
      [1, 'data.cellulare'],
      [1, 'json'],
    ],
  )
  for (const { out } of [byField, summary])
    for (const secret of [A, 'SEGRETO']) assert.ok(!out.includes(secret))
  await assert.rejects(feed(database, ['quarantine', '--since', 'ieri']), Usage)
  await assert.rejects(feed(database, ['waiting', '--reason', 'x']), Usage)
})

onBothEngines('a list longer than a page gives every line once, in order', async (_t, database) => {
  await importing(database, ...Array.from({ length: 1203 }, (_line, index) => `{"${String(index)}`))
  const { rows } = await feed(database, ['quarantine'])
  assert.deepEqual(
    rows.map(({ line }) => line),
    Array.from({ length: 1203 }, (_line, index) => index + 1),
  )
  const replayed = await feed(database, ['replay'])
  assert.equal(replayed.rows[0]?.['refused'], 1203)
  assert.equal(replayed.err.trimEnd().split('\n').length, 1203)
})

onBothEngines(
  'a refused line is shown in clear only with a reason, which the audit keeps with the person',
  async (_t, database) => {
    const wrong = act(2, A, 'H-9')
    await importing(database, born(1, A), wrong)
    const [line = ''] = await idsOf(database)
    await assert.rejects(feed(database, ['show', line]), Usage)
    await assert.rejects(feed(database, ['show', line, '--reason', ' ']), Usage)
    assert.deepEqual(await trailOf(database), [])
    const { exitCode, rows } = await feed(database, ['show', line, '--reason', 'segnalazione 12'])
    assert.equal(exitCode, 0)
    const [row] = rows
    assert.equal(row?.['text'], wrong)
    assert.equal(row['field'], 'data.giudizi[0].codice')
    assert.match(String(row['reason']), /^must be one of .*H-1, H-21, H-3/)
    assert.deepEqual(await trailOf(database), [
      { kind: 'feed.lineShown', known: true, reason: 'segnalazione 12', line },
    ])
    assert.equal((await feed(database, ['show', id(9), '--reason', 'x'])).exitCode, 1)
    assert.equal((await trailOf(database)).length, 1, 'nothing was seen')
  },
)

onBothEngines('what a line holds cannot steer the terminal that shows it', async (_t, database) => {
  await importing(database, '{"\u001b]0;x\u0007\u202e"')
  const [line = ''] = await idsOf(database)
  const { out } = await feed(database, ['show', line, '--reason', 'x'], '', true)
  assert.ok(out.includes('{"\\u001b]0;x\\u0007\\u202e"'))
})

onBothEngines(
  'a correction goes through the same parser and admission; the line as it was sent is kept beside it',
  async (_t, database) => {
    await importing(database, born(1, A), born(2, B), act(3, B, 'H-3'), act(4, A, 'H-9'))
    const [line = ''] = await idsOf(database)
    const correct = (given: string) =>
      feed(database, ['correct', line, '-', '--reason', 'dal fascicolo'], given)
    const parser = await correct(act(4, A, 'H-7'))
    assert.deepEqual([parser.exitCode, parser.out], [1, ''])
    assert.match(parser.err, /^data\.giudizi\[0\]\.codice: must be one of .*\nThe line stays in quarantine/)
    assert.match(
      (await correct(act(4, A, 'H-3'))).err,
      /^data\.protocollo: is that of an act already recorded/,
    )
    await assert.rejects(correct(`${act(4, A, 'H-3')}\n${born(9, A)}`), Usage)
    await assert.rejects(correct(''), Usage)
    assert.deepEqual(await countsOf(database), { events: 3, open: 1, kept: 1 })

    const good = act(4, A, 'H-3', 'P-2')
    const done = await correct(`\ufeff${good}\r\n`)
    assert.deepEqual([done.exitCode, done.rows], [0, [{ kind: 'applied', released: 0 }]])
    assert.deepEqual(await countsOf(database), { events: 4, open: 0, kept: 1 })
    const { rows } = await feed(database, ['show', line, '--reason', 'x'])
    const [row] = rows
    const closed = row?.['closed'] as Record<string, unknown>
    assert.equal(row?.['text'], act(4, A, 'H-9'))
    assert.deepEqual(
      [closed['as'], closed['reason'], closed['correction']],
      ['corrected', 'dal fascicolo', good],
    )
    const again = await correct(good)
    assert.deepEqual(
      [again.exitCode, again.err],
      [1, 'this line was corrected already; nothing was changed\n'],
    )
    assert.deepEqual(
      (await trailOf(database)).map(({ kind, known, ...detail }) => [kind, known, Object.values(detail)]),
      [
        ['feed.lineCorrected', true, ['dal fascicolo', line, 'refused', 'data.giudizi[0].codice']],
        ['feed.lineCorrected', true, ['dal fascicolo', line, 'refused', 'data.protocollo']],
        ['feed.lineCorrected', true, ['dal fascicolo', line, 'applied']],
        ['feed.lineShown', true, ['x', line]],
      ].map(([kind, known, values]) => [kind, known, values]),
    )
  },
)

onBothEngines(
  'a discarded line is closed with its reason, is not replayed, and goes into quarantine anew when sent again',
  async (_t, database) => {
    const wrong = born(1, A, { cellulare: '333' })
    await importing(database, wrong, '{')
    const [first = '', second = ''] = await idsOf(database)
    const discarded = await feed(database, ['discard', first, second, first, id(9), '--reason', 'di prova'])
    assert.deepEqual([discarded.exitCode, discarded.rows], [1, [{ discarded: 2 }]])
    assert.equal(discarded.err, 'not in quarantine: 1 of the ids named; attesta feed quarantine lists them\n')
    assert.deepEqual(await countsOf(database), { events: 0, open: 0, kept: 2 })
    assert.equal((await feed(database, ['replay'])).rows[0]?.['refused'], 0)
    assert.deepEqual(
      (await trailOf(database)).map(({ kind, known }) => [kind, known]),
      [
        ['feed.lineDiscarded', false],
        ['feed.lineDiscarded', false],
      ],
    )
    await importing(database, wrong)
    const [anew = ''] = await idsOf(database)
    assert.notEqual(anew, first)
    assert.deepEqual(await countsOf(database), { events: 0, open: 1, kept: 3 })
    assert.equal((await feed(database, ['discard', anew, '--reason', 'di prova'])).exitCode, 0)
  },
)

onBothEngines(
  'a replay is in the audit: what was tried and why, and each line that was recorded, with its person',
  async (_t, database, { as }) => {
    const good = born(1, A)
    await importing(database, '{', good.replace('"data"', '"date"'))
    const [broken = '', mended = ''] = await idsOf(database)
    const none = await feed(database, ['replay', broken, '--reason', 'segnalazione 12'])
    assert.equal(none.rows[0]?.['refused'], 1)
    const counts = { applied: '0', repeated: '0', waiting: '0' }
    const tried = { kind: 'feed.replayed', known: false, ...counts }
    assert.deepEqual(await trailOf(database), [
      { ...tried, reason: 'segnalazione 12', lines: '1', refused: '1' },
    ])
    // As a line would stand that an older version of the parser refused.
    await as('superuser', (session) => standsAs(session, mended, good))
    await feed(database, ['replay'])
    assert.deepEqual((await trailOf(database)).slice(1), [
      { ...tried, lines: '2', applied: '1', refused: '1' },
      { kind: 'feed.lineReplayed', known: true, line: mended, outcome: 'applied' },
    ])
    await feed(database, ['replay', id(9)])
    assert.equal((await trailOf(database)).length, 3, 'nothing was tried')
    await assert.rejects(feed(database, ['replay', '--reason', ' ']), Usage)
  },
)

const RESEAL_LINE = statement('test.resealLine', 'update quarantine set sealed_line = $2 where id = $1')
async function standsAs(database: Session, row: string, text: string): Promise<void> {
  await database.query(RESEAL_LINE, [row, vault.seal({ table: 'quarantine', row }, text)])
}

const AUDIT_GONE = statement('test.auditGone', 'revoke insert on audit_event from attesta_app')
onBothEngines('what cannot be audited is neither shown nor done', async (_t, database, { as }) => {
  await importing(database, born(1, A, { cellulare: '333' }))
  const [line = ''] = await idsOf(database)
  await as('superuser', (session) => session.query(AUDIT_GONE))
  await assert.rejects(feed(database, ['show', line, '--reason', 'x']))
  await assert.rejects(feed(database, ['correct', line, '-', '--reason', 'x'], born(1, A)))
  await assert.rejects(feed(database, ['discard', line, '--reason', 'x']))
  await assert.rejects(feed(database, ['replay', line, '--reason', 'x']))
  assert.deepEqual(await countsOf(database), { events: 0, open: 1, kept: 1 })
})
