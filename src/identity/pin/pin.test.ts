import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines, withEmbedded } from '../../../test/databases.js'
import { ELVIRA, identityWorld, NORA } from '../../../test/identity-world.js'
import { logInByPin } from '../../../test/visitor.js'
import { statement } from '../../db/database.js'
import { Unavailable } from '../../kernel/failures.js'
import { DAY, MINUTE } from '../../kernel/instant.js'
import { hashPin, pinComparer } from './pin-hash.gateway.js'
import { MOST_WRONG, WRONG_IN_ROW } from './pin.js'
import { wirePinImport } from './pin.wire.js'

const WHY = statement('test.pinEvents', 'select kind, method, level from audit_event order by seq')
const WRONG = statement('test.pinWrong', 'select wrong_in_row as n from pin_credential')

async function world(
  database: Parameters<typeof identityWorld>[0],
  setting: 'exemptHolders' | 'operatorsToo' = 'exemptHolders',
) {
  const made = await identityWorld(database, { pin: setting })
  const importPins = wirePinImport(made)
  const line = (more: object = {}) => ({
    codiceFiscale: NORA.codiceFiscale,
    nome: 'Nora',
    cognome: 'Bonetti',
    classe: 'tutelato',
    ...more,
  })
  return {
    ...made,
    line,
    importLines: (...lines: object[]) => importPins(lines.map((one) => JSON.stringify(one)).join('\n')),
    enter: (pin = 'PROVA2026', codiceFiscale = NORA.codiceFiscale) =>
      logInByPin(made.visitor(), { codiceFiscale, pin }),
  }
}

const bare = ({ body, statusCode }: { body: string; statusCode: number }, code: string) => ({
  statusCode,
  body: body
    .replaceAll(code, 'CODE')
    .replaceAll(NORA.codiceFiscale, 'CODE')
    .replace(/data-reference="[^"]*"/g, ''),
})

onBothEngines(
  'an unknown code and a wrong PIN get the same bytes, and are audited without a name',
  async (_t, database) => {
    const { enter, lines } = await world(database)
    const [wrong, unknown] = [await enter('SBAGLIATO'), await enter('SBAGLIATO', ELVIRA.codiceFiscale)]
    assert.equal(wrong.statusCode, 403)
    assert.deepEqual(bare(wrong, NORA.codiceFiscale), bare(unknown, ELVIRA.codiceFiscale))
    assert.ok(!wrong.body.includes('SBAGLIATO'), 'the PIN does not come back')
    assert.deepEqual(
      await database.query(WHY),
      [1, 2].map(() => ({ kind: 'login.refused', method: 'pin', level: 1 })),
    )
    assert.doesNotMatch(JSON.stringify(lines), new RegExp(`${NORA.codiceFiscale}|SBAGLIATO`))
  },
)

onBothEngines(
  'five wrong PINs rest the sixth, right one too, for a quarter of an hour',
  async (_t, database) => {
    const { enter, pass } = await world(database)
    for (let tries = 0; tries < WRONG_IN_ROW; tries++)
      assert.equal((await enter('SBAGLIATO')).statusCode, 403)
    assert.equal((await enter()).statusCode, 403)
    pass(16 * MINUTE)
    assert.equal((await enter()).headers['location'], '/qr')
    const [row] = await database.query<{ n: number }>(WRONG)
    assert.equal(row?.n, 0, 'a right one begins the count anew')
  },
)

onBothEngines(
  'tries at once are all counted, and after twenty only the institution brings it back',
  async (_t, database) => {
    const { enter, pass, importLines, line } = await world(database)
    await enter('SBAGLIATO')
    for (let round = 0; round < 6; round++) {
      pass(16 * MINUTE)
      await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => enter('SBAGLIATO')))
    }
    const [row] = await database.query<{ n: number }>(WRONG)
    assert.equal(row?.n, MOST_WRONG)
    pass(DAY)
    assert.equal((await enter()).statusCode, 403)
    assert.equal((await importLines(line({ hash: await hashPin('NUOVO123') }))).kind, 'imported')
    assert.equal((await enter('nuovo 123')).headers['location'], '/qr')
  },
)

onBothEngines('the file is the truth, and a fault in it changes nothing', async (_t, database) => {
  const { enter, importLines, line, pass } = await world(database)
  assert.equal((await enter()).headers['location'], '/qr')
  const hash = await hashPin('UNODUE')
  const refused = await importLines(
    line({ hash: '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA' }),
    line({ hash, classe: 'minore' }),
    line({ hash, classe: 'dirigente' }),
    { ...line({ hash }), altro: 1 },
    line({ hash, nome: 'Nora\u0000' }),
  )
  assert.deepEqual(refused, {
    kind: 'refused',
    faults: [
      { line: 1, field: 'hash' },
      { line: 2, field: 'al' },
      { line: 3, field: 'classe' },
      { line: 4, field: 'the line' },
      { line: 5, field: 'nome', reason: 'has a control character or half of a character' },
    ],
  })
  assert.equal((await enter()).headers['location'], '/qr', 'what was there stays')
  await importLines(line({ hash, classe: 'minore', al: '2026-11-30' }))
  assert.equal((await enter('UNODUE')).headers['location'], '/qr')
  pass(10 * DAY)
  assert.equal((await enter('UNODUE')).statusCode, 403, 'the 18th birthday has come')
  const today = line({ hash, classe: 'minore', al: '2026-12-03' })
  const past = { ...today, codiceFiscale: ELVIRA.codiceFiscale, al: '2026-11-30' }
  assert.deepEqual(await importLines(today, past), { kind: 'imported', count: 2, past: [2] })
  await importLines(line({ hash, codiceFiscale: ELVIRA.codiceFiscale }))
  assert.equal((await enter('UNODUE')).statusCode, 403, 'who is not in the file has no PIN')
})

onBothEngines(
  'the class of operators counts only where the institution lets them in',
  async (_t, database) => {
    const holders = await world(database)
    await holders.enter()
    await holders.importLines(holders.line({ classe: 'operatore', hash: await hashPin('PROVA2026') }))
    assert.equal((await holders.enter()).statusCode, 403)
  },
)

void test('two hashes at once and no more; beyond the queue, come again', async () => {
  const comparer = pinComparer({ atOnce: 2, waiting: 3 })
  const hash = await hashPin('GIUSTO')
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => comparer.isRight(hash, 'GIUSTO')))
  assert.equal(comparer.most(), 2)
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 5)
  for (const one of asked) if (one.status === 'rejected') assert.ok(one.reason instanceof Unavailable)
  assert.equal(await comparer.isRight(hash, 'GIUSTO'), true, 'afterwards there is room again')
  assert.equal(await comparer.isRight(undefined, 'NOBODY'), false, 'nobody’s hash lets nobody in')
})

void test('a flood of PINs is told to come again with 503, and other pages still answer', async () => {
  await withEmbedded(async ({ database }) => {
    const { visitor } = await world(database)
    const browsers = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const browser = visitor()
        await browser.post('/accedi', { per: 'titolare', metodo: 'pin' })
        return browser
      }),
    )
    const flood = browsers.map((browser) =>
      browser.post('/accedi/pin', { codiceFiscale: ELVIRA.codiceFiscale, pin: 'X' }),
    )
    assert.equal((await visitor().get('/accedi')).statusCode, 200)
    const codes = (await Promise.all(flood)).map(({ statusCode }) => statusCode)
    assert.ok(codes.includes(503) && codes.includes(403))
    assert.ok(codes.every((code) => code === 503 || code === 403))
  })
})
