import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO } from '../../test/level-two.js'
import { levelTwoPages } from '../../test/level-two-pages.js'
import { logIn } from '../../test/visitor.js'
import { statement } from '../db/database.js'
import { HOUR, MINUTE } from '../kernel/instant.js'

const IDENTITIES = [{ codiceFiscale: DARIO, nome: 'Dario', cognome: 'Montali', note: 'operatore' }]
const ORGANISATIONS = statement(
  'test.sessionOrganisations',
  'select organisation, method, level from session where organisation is not null',
)

const body = (leastLevel: number) => ({
  id: 'comune',
  name: 'Comune di Vallechiara',
  smsLabel: 'Comune di Vallechiara',
  leastLevel,
  purposes: [
    { id: 'sosta', label: { it: 'Sosta', en: 'Parking' }, legalBasis: 'Art. 381', smsLabel: 'sosta' },
  ],
  operators: [DARIO],
})

onBothEngines(
  'T30 a login of two hours ago asks nobody’s degree: after another one the operator is where they were, under a new cookie',
  async (_t, database) => {
    const { operator, pass } = await levelTwoPages(database, { identities: IDENTITIES })
    const dario = await operator()
    for (let passed = 0; passed < 2 * HOUR; passed += 10 * MINUTE) {
      assert.equal((await dario.get('/grado')).statusCode, 200)
      pass(10 * MINUTE)
    }
    assert.equal((await dario.get('/grado')).statusCode, 200, 'two hours to the minute')
    pass(MINUTE)
    const former = dario.cookies.get('attesta')
    for (const led of [await dario.get('/grado'), await dario.send('/grado', { purpose: 'comune/sosta' })])
      assert.equal(led.headers['location'], '/accedi?per=operatore')
    const end = await logIn(dario, { codiceFiscale: DARIO })
    assert.equal(end.headers['location'], '/grado')
    const page = await dario.follow(end)
    assert.match(page.body, /Contrassegno per la sosta/, 'the attestation that was checked is still there')
    assert.notEqual(dario.cookies.get('attesta'), former)
    dario.cookies.set('attesta', former ?? '')
    assert.equal((await dario.get('/grado')).statusCode, 303, 'the former cookie opens nothing')
  },
)

onBothEngines(
  'a body that asks for level 3 is asked for by a login of level 3: SPID has no door, and the way leads back',
  async (_t, database) => {
    const { operator, wired, messages } = await levelTwoPages(database, { identities: IDENTITIES })
    await wired.organisation.importFile(JSON.stringify({ bodies: [body(3)] }))
    const dario = await operator()
    const led = await dario.send('/grado', { purpose: 'comune/sosta' })
    assert.equal(led.headers['location'], '/accedi?per=operatore')
    assert.deepEqual(await messages(), [], 'the holder is asked nothing')
    const doors = await dario.follow(led)
    assert.match(doors.body, /chiede un accesso di livello 3/)
    assert.match(doors.body, /Entra con CNS/)
    assert.doesNotMatch(doors.body, /Entra con SPID<\/span>/)
    const forced = await dario.post('/accedi', { per: 'operatore', metodo: 'spid' })
    assert.equal(forced.statusCode, 400)
    const end = await logIn(dario, { codiceFiscale: DARIO, metodo: 'cns' })
    assert.equal(end.headers['location'], '/grado')
    const page = await dario.follow(end)
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const asked = await dario.post('/grado', { csrf, purpose: 'comune/sosta' })
    assert.match(String(asked.headers['location']), /^\/grado\/codice\//)
    const rows = await database.query(ORGANISATIONS)
    const known = { organisation: 'comune', method: 'cns', level: 3 }
    assert.deepEqual(
      rows,
      [known],
      'for which body somebody works stays with the session, with method and level',
    )
  },
)
