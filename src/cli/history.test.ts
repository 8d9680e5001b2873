import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onBothEngines } from '../../test/databases.js'
import { fill, HOLDER } from '../../test/filled.js'
import { testToolkit, type TestToolkit } from '../../test/toolkit.js'
import { wireApp } from '../app.js'
import { HOUR } from '../kernel/instant.js'
import { Usage } from './command.js'
import { historyCommand } from './history.js'

const ACT = '{"id":"11111111-1111-4111-8111-111111111111","type":"verbale.definito"'

async function history(toolkit: TestToolkit, args: string[], stdin = ''): Promise<string> {
  const { registry, audit, attestation } = wireApp(toolkit)
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  await historyCommand(
    args,
    { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, isTty: false },
    {
      ...registry,
      findAttestations: attestation.findIds,
      findGivenAnswers: audit.findGivenAnswers,
      recordAudit: audit.record,
      clock: toolkit.clock,
    },
  )
  return text(stdout.end())
}

interface Told {
  spans: { from?: string; to?: string; answer: string; turnedBy: { seq: number }[]; knownSince?: string }[]
  learned: { at: string; changedFrom?: string; answer: string; events: { type: string }[] }[]
  answered: {
    checks: { hour: string; answer: string; ruleVersion: number; lastEvent: number }[]
    others: { kind: string; answer: string; lastEvent: number; stated: object }[]
  }
}

onBothEngines(
  'history tells the answers by legal day, when each was learned, and what was answered before it was',
  async (_t, database) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    const { registry, audit, attestation } = wireApp(toolkit)
    const dossier = await registry.findDossierByCode(HOLDER)
    const last = Math.max(...dossier.events.map(({ seq }) => seq))
    const [qr] = await attestation.findIds([dossier.start ?? ''])
    assert.ok(qr !== undefined)
    const trace = { ruleVersion: 1, actsUsed: [], lastEvent: last }
    await audit.recordCheck({ ...trace, attestation: qr, answer: 'recognised', once: toolkit.chance.uuid() })
    toolkit.pass(HOUR)
    // A late act that takes back, from an earlier day on, what the check above was told.
    const late = `${ACT},"occurredAt":"2026-11-20T09:00:00+01:00","codiceFiscale":"${HOLDER}","data":{"protocollo":"LATE-1","procedura":"autotutela","dataVisita":"2024-01-10","dataDefinizione":"2024-01-15","giudizi":[{"area":"handicap","codice":"H-0","dal":"2024-01-15"},{"area":"invaliditaCivile","codice":"CIV-00","dal":"2024-01-15"}],"sostituisce":"ES-A-1"}}`
    await registry.recordFeed([{ line: 1, text: late }])
    toolkit.pass(HOUR)

    const first = JSON.parse(await history(toolkit, [HOLDER, '--reason', 'appeal', '--json'])) as Told
    assert.deepEqual(
      first.spans.map(({ from, to, answer, knownSince }) => [from, to, answer, knownSince]),
      [
        [undefined, '2019-05-19', 'notVerifiable', undefined],
        ['2019-05-20', '2024-01-14', 'recognised', '2026-11-23T09:30:00.000Z'],
        ['2024-01-15', undefined, 'notRecognised', '2026-11-23T10:30:00.000Z'],
      ],
    )
    const turnedBy = first.spans[2]?.turnedBy.map(({ seq, ...event }) => ({ ...event, later: seq > last }))
    assert.deepEqual(turnedBy, [
      {
        turn: 'begins',
        id: '11111111-1111-4111-8111-111111111111',
        type: 'verbale.definito',
        occurredAt: '2026-11-20T08:00:00.000Z',
        receivedAt: '2026-11-23T10:30:00.000Z',
        protocollo: 'LATE-1',
        later: true,
      },
    ])
    assert.deepEqual(
      first.learned.map(({ at, changedFrom, answer, events }) => [at, changedFrom, answer, events.length]),
      [
        ['2026-11-23T09:30:00.000Z', '2019-05-20', 'recognised', 3],
        ['2026-11-23T10:30:00.000Z', '2024-01-15', 'notRecognised', 1],
      ],
    )
    assert.deepEqual(first.answered.checks, [
      { hour: '2026-11-23T09:00:00.000Z', answer: 'recognised', ruleVersion: 1, lastEvent: last },
    ])

    const second = JSON.parse(await history(toolkit, ['-', '--reason', 'again', '--json'], HOLDER)) as Told
    const look = second.answered.others.find(({ kind }) => kind === 'history.asked')
    assert.deepEqual(look?.stated, {
      reason: 'appeal',
      at: '2026-11-23',
      knownAt: '2026-11-23T11:30:00.000Z',
    })
    assert.match(
      await history(toolkit, [HOLDER, '--reason', 'to read']),
      /^As known at .*\n\nuntil 2019-05-19: notVerifiable\n(.*\n)*from 2024-01-15: notRecognised\n(.*\n)*What was answered\n {2}2026-11-23T09h check: recognised \(rules 1, last event \d+\)\n/,
    )
  },
)

onBothEngines(
  'whoever is unknown has one answer on every day, and the question is kept',
  async (_t, database) => {
    const toolkit = testToolkit(database)
    const told = await history(toolkit, ['CTTCLD63R09F205N', '--reason', 'x'])
    assert.match(told, /\non every day: notVerifiable\n/)
    assert.match(told, /nothing that is still kept\n$/)
  },
)

onBothEngines('without a reason, or a code that can be read, nothing is told', async (_t, database) => {
  const toolkit = testToolkit(database)
  for (const args of [[HOLDER], [HOLDER, '--reason', ' '], ['--reason', 'x'], ['NOBODY', '--reason', 'x']])
    await assert.rejects(history(toolkit, args), Usage)
})
