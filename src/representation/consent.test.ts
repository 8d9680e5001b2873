import assert from 'node:assert/strict'
import { actingWorld, TERESA, TERESA_PHONE } from '../../test/acting.js'
import { onBothEngines } from '../../test/databases.js'
import { MOBILE } from '../../test/level-two.js'
import { askOnPages } from '../../test/level-two-pages.js'
import { type Database } from '../db/database.js'
import { DAY, HOUR, MINUTE } from '../kernel/instant.js'

async function asked(database: Database, mandate: object = {}, register: object = {}) {
  const world = await actingWorld(database, mandate, register)
  const operator = await world.operator()
  const { reference } = await askOnPages(operator)
  return {
    ...world,
    operatorAtWork: operator,
    reference,
    /** To which numbers messages went. */
    numbers: async () => (await world.messages()).map(({ to }) => to),
    approve: { reference, asks: '1', decision: 'approve' },
  }
}

for (const titolo of ['tutore', 'genitore']) {
  onBothEngines(
    `T47 the code goes to the number of the ${titolo}, never to the holder’s`,
    async (_t, database) => {
      const register = titolo === 'genitore' ? { dataNascita: '2015-02-14' } : {}
      const { numbers, operatorAtWork, reference, code, holder } = await asked(database, { titolo }, register)
      assert.deepEqual(await numbers(), [TERESA_PHONE])
      const page = await operatorAtWork.get(`/grado/codice/${reference}`)
      assert.match(page.body, /777/)
      const shown = await operatorAtWork.send('/grado/codice', { reference, code: await code() })
      assert.match((await operatorAtWork.follow(shown)).body, /80%/)
      const list = (await (await holder()).get('/controlli')).body
      const ground = titolo === 'genitore' ? 'genitore' : 'tutore'
      assert.match(list, new RegExp(`Ha autorizzato Teresa Alba, come ${ground}\\.`))
      assert.doesNotMatch(list, /Hai autorizzato/)
    },
  )
}

onBothEngines(
  'T47 who is appointed for the QR alone gets no code: it goes to the holder',
  async (_t, database) => {
    const mandate = { titolo: 'amministratoreDiSostegno', ambito: ['titolarita'] }
    const { numbers, holder, approve } = await asked(database, mandate)
    assert.deepEqual(await numbers(), [MOBILE])
    assert.match((await (await holder()).send('/richiesta', approve)).body, /Hai autorizzato/)
  },
)

onBothEngines(
  'T47 without a number of the one who consents there is no code, and it is not the holder’s that takes its place',
  async (_t, database) => {
    const { numbers, teresaForElvira, approve, operatorAtWork, reference } = await asked(database, {
      cellulare: undefined,
    })
    assert.deepEqual(await numbers(), [])
    const teresa = await teresaForElvira()
    assert.match((await teresa.get('/richiesta')).body, /Autorizza/)
    assert.equal((await teresa.send('/richiesta', approve)).statusCode, 200)
    const onward = await operatorAtWork.get(`/grado/codice/${reference}`)
    assert.match((await operatorAtWork.follow(onward)).body, /80%/)
  },
)

onBothEngines(
  'T47 where somebody is appointed to consent, the holder says no and not yes',
  async (_t, database) => {
    const { holder, approve, findByReference, reference } = await asked(database)
    const elvira = await holder()
    const page = await elvira.get('/richiesta')
    assert.match(page.body, /Autorizza chi ti rappresenta/)
    assert.doesNotMatch(page.body, /value="approve"/)
    assert.equal((await elvira.send('/richiesta', approve)).statusCode, 403)
    assert.equal((await findByReference(reference))?.state, 'requested')
    assert.equal((await elvira.send('/richiesta', { ...approve, decision: 'refuse' })).statusCode, 200)
    assert.equal((await findByReference(reference))?.state, 'refused')
  },
)

onBothEngines(
  'T47 who has the QR for another and does not consent says no and reports, never yes, and reads whose yes it is',
  async (_t, database) => {
    const mandate = { titolo: 'amministratoreDiSostegno', ambito: ['titolarita'] }
    const world = await asked(database, mandate)
    const { approve, reference, findByReference } = world
    const teresa = await world.teresaForElvira()
    const page = await teresa.get('/richiesta')
    assert.match(page.body, /Autorizza solo la persona/)
    assert.doesNotMatch(page.body, /Autorizza chi ti rappresenta|value="approve"/)
    assert.equal((await teresa.send('/richiesta', approve)).statusCode, 403)
    assert.equal((await findByReference(reference))?.state, 'requested')
    const refused = await teresa.send('/richiesta', { ...approve, decision: 'refuse' })
    assert.match(refused.body, /Hai detto no/)
    assert.equal((await findByReference(reference))?.state, 'refused')
    assert.match((await (await world.holder()).get('/controlli')).body, /Teresa Alba/)

    const { reference: next } = await askOnPages(world.operatorAtWork)
    const both = { titolo: 'curatore', rappresentante: 'MRLRCR80H10A944U', ambito: ['consensi'] }
    await world.record(both, world.chance.uuid())
    assert.match((await teresa.get('/richiesta')).body, /Autorizza solo chi ha la nomina/)
    const report = { reference: next, asks: '1', decision: 'report' }
    assert.match((await teresa.send('/richiesta', report)).body, /Hai segnalato/)
    assert.equal((await findByReference(next))?.state, 'refused')
  },
)

onBothEngines(
  'T47 a code that reached a parent is good for nothing from the 18th birthday on',
  async (_t, database) => {
    const born = { dataNascita: '2008-11-24' }
    const world = await actingWorld(database, { titolo: 'genitore' }, born)
    world.pass(13 * HOUR + 25 * MINUTE)
    const operator = await world.operator()
    const { reference } = await askOnPages(operator)
    const code = await world.code()
    world.pass(6 * MINUTE)
    const late = await operator.send('/grado/codice', { reference, code })
    assert.doesNotMatch((await operator.followAll(late)).body, /80%/)
    assert.equal((await world.findByReference(reference))?.state, 'expired')
    const { reference: again } = await askOnPages(operator)
    assert.notEqual(again, reference)
    assert.equal((await world.messages())[0]?.to, MOBILE, 'of age, she consents herself')
  },
)

onBothEngines(
  'T47 a number that the representative’s appointment changed lately gets no code, and the one before is told',
  async (_t, database) => {
    const world = await actingWorld(database)
    await world.record({ cellulare: '+393470000888' }, world.chance.uuid(), undefined, '2026-11-22')
    await askOnPages(await world.operator())
    const [told, ...none] = await world.messages()
    assert.deepEqual(none, [])
    assert.equal(told?.to, TERESA_PHONE)
    assert.match(told.text, /cambiato/)
  },
)

onBothEngines(
  'the representative keeps their own number: confirmed by a code, it is the one that codes go to',
  async (_t, database) => {
    const world = await actingWorld(database, { cellulare: undefined })
    const teresa = await world.teresaForElvira()
    assert.match((await teresa.get('/qr/contatti')).body, /Non c’è un cellulare/)
    await teresa.send('/qr/telefono', { cellulare: '347 000 0999' })
    const [sent] = await world.messages()
    assert.equal(sent?.to, '+393470000999')
    const codice = /\d{6}/.exec(sent.text)?.[0] ?? ''
    await teresa.send('/qr/telefono/codice', { codice, finisce: '999' })
    assert.match((await teresa.get('/qr/contatti')).body, /Finisce con 999/)
    world.pass(4 * DAY)
    await askOnPages(await world.operator())
    assert.equal((await world.messages())[0]?.to, '+393470000999')
    assert.ok(TERESA)
  },
)
