import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { wrong } from '../../test/level-two.js'
import { askOnPages, levelTwoPages } from '../../test/level-two-pages.js'
import { statement } from '../db/database.js'
import { MINUTE, SECOND } from '../kernel/instant.js'

onBothEngines('only a script makes the page say that it goes on by itself', async (_t, database) => {
  const { operator } = await levelTwoPages(database)
  const { page } = await askOnPages(await operator())
  assert.match(page.body, /<p[^>]* hidden\s+data-live-note[^>]*>\s*Questa pagina va avanti da sola/)
  assert.match(page.body, /Guarda se la persona ha deciso/)
})

onBothEngines(
  'the code’s page has the end of the number, the two words and the tries, and no name',
  async (_t, database) => {
    const { operator, findByReference } = await levelTwoPages(database)
    const { reference, page } = await askOnPages(await operator())
    assert.equal(page.statusCode, 200)
    const [one = '', other = ''] = (await findByReference(reference))?.words ?? []
    for (const part of [
      '214',
      `<span>${one}</span>`,
      `<span>${other}</span>`,
      'Puoi provare 3 volte',
      'alle 10:40',
    ])
      assert.ok(page.body.includes(part), part)
    assert.match(page.body, /inputmode="numeric"/)
    assert.match(page.body, /autocomplete="one-time-code"/)
    assert.doesNotMatch(page.body, /Elvira|Tassoni|TSSLVR|347|%/)
    assert.equal(page.headers['cache-control'], 'no-store')
  },
)

onBothEngines(
  'a code that is no code is explained beside the field, and no try is spent',
  async (_t, database) => {
    const { operator, findByReference } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    const typed = { '': 'Scrivi le sei cifre', '12345': 'Servono sei cifre' }
    for (const [code, said] of Object.entries(typed)) {
      const { statusCode, body } = await visitor.send('/grado/codice', { reference, code })
      assert.equal(statusCode, 400)
      assert.ok(body.includes(`href="#code">${said}`), said)
    }
    const found = await findByReference(reference)
    assert.equal(found?.state === 'requested' && found.tries, 0)
  },
)

onBothEngines(
  'T21: wrong codes count down, the third ends it, and each is said in words',
  async (_t, database) => {
    const { operator, code } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    const right = await code()
    for (const left of [2, 1]) {
      const { statusCode, body } = await visitor.send('/grado/codice', { reference, code: wrong(right) })
      assert.equal(statusCode, 400)
      assert.match(body, new RegExp(`Prove rimaste: ${String(left)}\\.`))
      assert.ok(!body.includes(wrong(right)), 'a wrong code is not shown again')
    }
    const third = await visitor.send('/grado/codice', { reference, code: wrong(right) })
    assert.equal(third.statusCode, 429)
    assert.match(third.body, /Tre errori: il codice non vale più/)
    assert.match(third.body, /alle 10:45/)
    assert.equal((await visitor.send('/grado/codice', { reference, code: right })).statusCode, 429)
    assert.match((await visitor.get(`/grado/codice/${reference}`)).body, /Tre errori/)
  },
)

onBothEngines('an expired code can be sent anew by one button', async (_t, database) => {
  const { operator, code, pass } = await levelTwoPages(database)
  const visitor = await operator()
  const { reference } = await askOnPages(visitor)
  const late = await code()
  pass(10 * MINUTE)
  const { statusCode, body } = await visitor.send('/grado/codice', { reference, code: late })
  assert.equal(statusCode, 410)
  assert.match(body, /Il codice è scaduto/)
  const again = await visitor.send('/grado/rinvia', { reference })
  assert.match(String(again.headers['location']), /^\/grado\/codice\/AT-26-/)
  assert.notEqual(again.headers['location'], `/grado/codice/${reference}`)
})

onBothEngines('T28: without a mobile the operator is told what both can do instead', async (_t, database) => {
  const { operator } = await levelTwoPages(database, { register: { cellulare: undefined } })
  const visitor = await operator()
  const asked = await visitor.follow(await visitor.send('/grado', { purpose: 'comune/sosta' }))
  assert.match(asked.body, /Non possiamo mandare il codice/)
  assert.match(asked.body, /localhost:3000\/richiesta/)
  assert.doesNotMatch(asked.body, /name="code"/)
})

onBothEngines(
  'T54: while the gateway is away the page offers the other way, and no try is counted',
  async (_t, database, { as }) => {
    const { operator, pass, findByReference } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference, page } = await askOnPages(visitor)
    assert.match(page.body, /data-state="requested"/)
    await as('superuser', (session) =>
      session.query(statement('test.late', 'update outbox set attempts = 3')),
    )
    pass(SECOND)
    const live = await visitor.get(`/grado/stato/${reference}`)
    assert.deepEqual(live.json(), { state: 'requested-late' })
    const late = await visitor.get(`/grado/codice/${reference}`)
    assert.match(late.body, /Il messaggio è in ritardo/)
    assert.match(late.body, /data-state="requested-late"/)
    const found = await findByReference(reference)
    assert.equal(found?.state === 'requested' && found.tries, 0)
  },
)

onBothEngines(
  'the page follows what the holder decides, and nobody else can follow it',
  async (_t, database) => {
    const { operator, holder } = await levelTwoPages(database)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    const state = async () => (await visitor.get(`/grado/stato/${reference}`)).json<{ state: string }>().state
    assert.equal(await state(), 'requested')
    assert.equal((await (await operator()).get(`/grado/stato/${reference}`)).statusCode, 404)
    await (await holder()).send('/richiesta', { reference, asks: '1', decision: 'refuse' })
    assert.equal(await state(), 'refused')
    const page = await visitor.get(`/grado/codice/${reference}`)
    assert.match(page.body, /La persona ha detto no/)
  },
)
