import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onBothEngines } from '../../test/databases.js'
import { openRegistry } from '../../test/stories.js'
import { type Database } from '../db/database.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { Usage } from './command.js'
import { registryCommand } from './registry.js'

const CODE = 'BLLGNS72C58A944L'
const ACT = {
  protocollo: 'PERSONAL-1',
  procedura: 'primaIstanza',
  dataVisita: '2019-05-06',
  dataDefinizione: '2019-05-20',
  giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2019-03-01' }],
}
const LISTED = { codiceFiscale: CODE, ...ACT }
const EVENT = 'fe735ee6-b33a-4fb3-b47f-58c9b0c93e6f'

async function recordAct(database: Database): Promise<void> {
  const event = { id: EVENT, type: 'verbale.definito', occurredAt: '2019-05-20T16:30:00+02:00' }
  const line = JSON.stringify({ ...event, codiceFiscale: CODE, data: ACT })
  const { applied, waiting } = await openRegistry(database).recordFeed([{ line: 1, text: line }])
  assert.equal(applied + waiting, 1)
}

async function compare(database: Database, list: object[], isTty = false) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const stdin = Readable.from([Buffer.from(list.map((line) => JSON.stringify(line)).join('\n'))])
  const terminal = { stdin, stdout, stderr, isTty }
  const desk = { ...openRegistry(database), clock: systemClock }
  const exitCode = await registryCommand(['compare', '-'], terminal, desk)
  const said = { exitCode, out: await text(stdout.end()), err: await text(stderr.end()) }
  assert.doesNotMatch(said.out + said.err, /BLLGNS|PERSONAL|2019|H-3/, 'nothing of an act is told')
  return said
}

onBothEngines('an equal list is one line of counts, and exit code 0', async (_t, database) => {
  await recordAct(database)
  assert.deepEqual(await compare(database, [LISTED]), {
    exitCode: 0,
    out: '{"kind":"summary","equal":1,"missing":0,"unknown":0,"different":0,"repeated":0,"refused":0}\n',
    err: '',
  })
})

onBothEngines('differences are lines of JSON or of words without anything personal', async (_t, database) => {
  await recordAct(database)
  const list = [
    { ...LISTED, dataVisita: '2019-05-07' },
    { ...LISTED, protocollo: 'PERSONAL-2' },
    { ...LISTED, diagnosi: 'PERSONAL' },
  ]
  const json = await compare(database, list.slice(0, 2))
  assert.equal(json.exitCode, 1)
  assert.deepEqual(
    new Set(json.out.trimEnd().split('\n').slice(0, 2)),
    new Set([
      `{"kind":"different","line":1,"event":"${EVENT}","fields":["dataVisita"]}`,
      '{"kind":"missing","line":2}',
    ]),
  )
  const words = await compare(database, list, true)
  assert.equal(words.exitCode, 1)
  assert.match(words.out, new RegExp(`line 1, event ${EVENT}: different in dataVisita\n`))
  assert.match(words.out, /\nequal 0, missing 1, unknown 0, different 1, repeated 0, refused 1\n$/)
  assert.match(
    words.err,
    /line 3: diagnosi: is not a field of this event; leave it out, or correct its name\n/,
  )
  const empty = await compare(database, [], true)
  assert.equal(
    empty.out,
    `event ${EVENT}: in force here, not in the list\nequal 0, missing 0, unknown 1, different 0, repeated 0, refused 0\n`,
  )
})

onBothEngines('a file that is not there, a folder, and other words are said', async (_t, database) => {
  const [stdin, stdout, stderr] = [Readable.from([]), new PassThrough(), new PassThrough()]
  const terminal = { stdin, stdout, stderr, isTty: false }
  const desk = { ...openRegistry(database), clock: systemClock }
  for (const args of [[], ['compare'], ['compare', '/nowhere'], ['compare', tmpdir()], ['mend', '-']])
    await assert.rejects(registryCommand(args, terminal, desk), Usage)
})
