import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { TYPED } from '../../test/level-two.js'
import { askOnPages, levelTwoPages } from '../../test/level-two-pages.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { MINUTE } from '../kernel/instant.js'

const WALTER = 'RSSMRA80A01H501U' as CodiceFiscale

onBothEngines(
  'an operator is offered the purposes they are enrolled for, none of them chosen',
  async (_t, database) => {
    const { operator } = await levelTwoPages(database)
    const { statusCode, body } = await (await operator()).get('/grado')
    assert.equal(statusCode, 200)
    for (const part of [
      'Contrassegno per la sosta',
      'Riduzione di un tributo',
      'Art. 381 D.P.R. 495/1992',
      'Un altro ente',
    ])
      assert.ok(body.includes(part), part)
    assert.doesNotMatch(body, /checked/)
  },
)

onBothEngines('who comes without a level-1 answer is led to verify first', async (_t, database) => {
  const { enter } = await levelTwoPages(database)
  const stranger = await enter(WALTER, 'Walter', 'Ghezzi', { kind: 'operatorPages' })
  for (const path of ['/grado', '/grado/altro'])
    assert.equal((await stranger.get(path)).headers['location'], '/v')
})

onBothEngines('who is not logged in is led to the login, and asks nothing', async (_t, database) => {
  const { operator, messages } = await levelTwoPages(database)
  const visitor = await operator()
  visitor.cookies.clear()
  for (const path of ['/grado', '/operatore', '/richiesta', '/grado/dati/AT-26-0000-0000'])
    assert.match(String((await visitor.get(path)).headers['location']), /^\/accedi/, path)
  assert.equal((await visitor.send('/grado', { purpose: 'comune/sosta' })).statusCode, 303)
  assert.deepEqual(await messages(), [])
})

onBothEngines(
  'T29: a form without the token of the session is refused, and sends nothing',
  async (_t, database) => {
    const { operator, messages } = await levelTwoPages(database)
    const visitor = await operator()
    assert.equal((await visitor.post('/grado', { purpose: 'comune/sosta' })).statusCode, 403)
    assert.equal((await visitor.send('/grado', { purpose: 'comune/sosta', csrf: 'x' })).statusCode, 403)
    assert.equal(
      (
        await visitor.post(
          '/grado',
          { csrf: visitor.csrf, purpose: 'comune/sosta' },
          { 'sec-fetch-site': 'cross-site' },
        )
      ).statusCode,
      403,
    )
    assert.deepEqual(await messages(), [])
  },
)

onBothEngines('a form with a field nobody knows is refused', async (_t, database) => {
  const { operator } = await levelTwoPages(database)
  assert.equal(
    (await (await operator()).send('/grado', { purpose: 'comune/sosta', more: '1' })).statusCode,
    400,
  )
})

onBothEngines('a purpose that was not chosen is asked for beside the cards', async (_t, database) => {
  const { operator } = await levelTwoPages(database)
  const { statusCode, body } = await (await operator()).send('/grado', {})
  assert.equal(statusCode, 400)
  assert.match(body, /href="#purpose">Scegli un motivo\./)
})

onBothEngines('a purpose of another body leads back to the choice', async (_t, database) => {
  const { operator } = await levelTwoPages(database)
  assert.equal(
    (await (await operator()).send('/grado', { purpose: 'altro-ente/sosta' })).headers['location'],
    '/grado',
  )
})

onBothEngines(
  'who is enrolled nowhere states body and purpose, and is told that they are unverified',
  async (_t, database) => {
    const { enter, attestation, findByReference } = await levelTwoPages(database)
    const walter = await enter(WALTER, 'Walter', 'Ghezzi', { kind: 'degree', attestation })
    assert.equal((await walter.get('/grado')).headers['location'], '/grado/altro')
    assert.match((await walter.get('/grado/altro')).body, /Ente non verificato\. La persona lo legge\./)

    const wrong = await walter.send('/grado/altro', { body: 'X', purpose: 'biglietto <b>' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /href="#body">/)
    assert.doesNotMatch(wrong.body, /href="#purpose">/)
    assert.match(wrong.body, /value="biglietto &lt;b&gt;"/, 'what was typed is kept, and escaped')

    const asked = await walter.send('/grado/altro', {
      body: ' Cinema   Aurora ',
      purpose: 'biglietto ridotto',
    })
    const reference = String(asked.headers['location']).replace('/grado/codice/', '')
    assert.deepEqual((await findByReference(reference))?.asking.for, TYPED)
  },
)

onBothEngines('the language switch keeps what was typed, and asks nothing', async (_t, database) => {
  const { enter, attestation, messages } = await levelTwoPages(database)
  const walter = await enter(WALTER, 'Walter', 'Ghezzi', { kind: 'degree', attestation })
  const { body, statusCode } = await walter.send('/grado/altro', {
    body: 'Cinema Aurora',
    purpose: 'ticket',
    lingua: 'en',
  })
  assert.equal(statusCode, 200)
  assert.match(body, /<html lang="en">/)
  assert.match(body, /value="Cinema Aurora"/)
  assert.deepEqual(await messages(), [])
})

onBothEngines(
  'T24: the fourth code in a quarter of an hour is answered 429, with the time in words',
  async (_t, database) => {
    const { operator, messages } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    const resend = (asks: number) => visitor.send('/grado/rinvia', { reference, asks: String(asks) })
    for (const time of [2, 3]) assert.equal((await resend(time - 1)).statusCode, 303, String(time))
    const refused = await resend(3)
    assert.equal(refused.statusCode, 429)
    assert.equal(refused.headers['retry-after'], '900')
    assert.match(refused.body, /alle 10:45/)
    assert.equal((await messages()).length, 3)
  },
)

onBothEngines(
  'while somebody else waits for the holder, one is told when to try again',
  async (_t, database) => {
    const { operator } = await levelTwoPages(database)
    await askOnPages(await operator())
    const { body, statusCode } = await (await operator()).send('/grado', { purpose: 'comune/sosta' })
    assert.equal(statusCode, 409)
    assert.match(body, /C’è già un’altra richiesta/)
    assert.match(body, /alle 10:40/)
  },
)

onBothEngines('after the QR was revoked there is nothing to ask', async (_t, database) => {
  const { operator, revoke } = await levelTwoPages(database)
  await revoke()
  const { body, statusCode } = await (await operator()).send('/grado', { purpose: 'comune/sosta' })
  assert.equal(statusCode, 409)
  assert.match(body, /Il QR non vale più/)
})

onBothEngines(
  'an operator’s own page lists requests by number, body and purpose, and names no holder',
  async (_t, database) => {
    const { operator, code, pass } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    await visitor.send('/grado/codice', { reference, code: await code() })
    const other = await operator()
    const list = (await visitor.get('/operatore')).body
    for (const part of [
      reference,
      'Comune di Vallechiara',
      'Contrassegno per la sosta',
      'Autorizzata',
      'Leggi i dati',
    ])
      assert.ok(list.includes(part), part)
    assert.doesNotMatch(list, /Elvira|Tassoni|TSSLVR/)
    pass(11 * MINUTE)
    assert.match((await visitor.get('/operatore')).body, /Mostra ancora/)
    const elsewhere = (await other.get('/operatore')).body
    assert.match(elsewhere, /Chiesta in un altro accesso/)
    assert.doesNotMatch(elsewhere, /grado\/dati/)
  },
)
