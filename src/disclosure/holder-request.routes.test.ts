import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { TYPED } from '../../test/level-two.js'
import { askOnPages, levelTwoPages } from '../../test/level-two-pages.js'
import { MINUTE } from '../kernel/instant.js'

onBothEngines('the holder reads who asks, for whom and why, and the same two words', async (_t, database) => {
  const { operator, holder, findByReference } = await levelTwoPages(database)
  const { reference } = await askOnPages(await operator())
  const { body } = await (await holder()).get('/richiesta')
  const [one = '', other = ''] = (await findByReference(reference))?.words ?? []
  for (const part of [
    'Dario Montali',
    'Comune di Vallechiara',
    'Contrassegno per la sosta',
    one,
    other,
    'Autorizza',
    'Rifiuta',
    'Segnala',
  ])
    assert.ok(body.includes(part), part)
})

onBothEngines('of an unverified body the holder reads so, beside what was typed', async (_t, database) => {
  const { request, operator, holder, attestation } = await levelTwoPages(database)
  const { session } = await operator()
  await request({
    operator: session,
    attestation,
    stated: { ...TYPED, body: 'Cinema <Aurora>' } as typeof TYPED,
  })
  const { body } = await (await holder()).get('/richiesta')
  assert.match(body, /Cinema &lt;Aurora&gt;/)
  assert.match(body, /Ente non verificato/)
})

onBothEngines(
  'T28: the holder approves without a mobile, and the operator’s page goes on',
  async (_t, database) => {
    const { operator, holder } = await levelTwoPages(database, { register: { cellulare: undefined } })
    const visitor = await operator()
    const asked = await visitor.send('/grado', { purpose: 'comune/sosta' })
    const reference = String(asked.headers['location']).replace('/grado/codice/', '')
    const { statusCode, body } = await (
      await holder()
    ).send('/richiesta', { reference, asks: '1', decision: 'approve' })
    assert.equal(statusCode, 200)
    assert.match(body, /Hai autorizzato/)
    const onward = await visitor.get(`/grado/codice/${reference}`)
    assert.equal(onward.headers['location'], `/grado/dati/${reference}`)
    assert.match((await visitor.follow(onward)).body, /80%/)
  },
)

onBothEngines('a report ends the request and gives a number to talk about', async (_t, database) => {
  const { operator, holder, audited } = await levelTwoPages(database)
  const { reference } = await askOnPages(await operator())
  const { body } = await (await holder()).send('/richiesta', { reference, asks: '1', decision: 'report' })
  assert.match(body, /Hai segnalato la richiesta/)
  assert.ok(body.includes(reference))
  assert.equal((await audited()).at(-1)?.kind, 'disclosure.reported')
})

onBothEngines('an answer that comes too late says that it changed nothing', async (_t, database) => {
  const { operator, holder, pass, findByReference } = await levelTwoPages(database)
  const { reference } = await askOnPages(await operator())
  pass(10 * MINUTE)
  const { statusCode, body } = await (
    await holder()
  ).send('/richiesta', { reference, asks: '1', decision: 'approve' })
  assert.equal(statusCode, 409)
  assert.match(body, /non aspetta più/)
  assert.equal((await findByReference(reference))?.state, 'expired')
})

onBothEngines(
  'the page notices by itself when a request comes, changes its words or ends',
  async (_t, database) => {
    const { operator, holder } = await levelTwoPages(database)
    const elvira = await holder()
    const state = async () => (await elvira.get('/richiesta/stato')).json<{ state: string }>().state
    assert.equal(await state(), 'none')
    assert.match((await elvira.get('/richiesta')).body, /Nessuna richiesta/)
    const visitor = await operator()
    const { reference } = await askOnPages(visitor)
    assert.equal(await state(), `${reference}-1`)
    await visitor.send('/grado/rinvia', { reference, asks: '1' })
    assert.equal(await state(), `${reference}-2`)
  },
)

onBothEngines('a decision that is none of the three is refused', async (_t, database) => {
  const { operator, holder, findByReference } = await levelTwoPages(database)
  const { reference } = await askOnPages(await operator())
  assert.equal(
    (await (await holder()).send('/richiesta', { reference, asks: '1', decision: 'maybe' })).statusCode,
    400,
  )
  assert.equal((await findByReference(reference))?.state, 'requested')
})
