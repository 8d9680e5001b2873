import assert from 'node:assert/strict'
import { canariesIn, counterWorld, DOCUMENT, ELVIRA, IVANA, lookUp, serve } from '../../test/counter-world.js'
import { onBothEngines } from '../../test/databases.js'
import { fieldsOf } from '../../test/visitor.js'

onBothEngines(
  'what is wrong is told beside its field, with what was typed; the language keeps it',
  async (_t, database) => {
    const { enter } = await counterWorld(database)
    const clerk = await enter()
    const wrong = await lookUp(clerk, 'TSSLVR61B54A944X')
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /value="TSSLVR61B54A944X"/)
    await lookUp(clerk)
    const { servizio = '' } = fieldsOf(await clerk.get('/sportello/documento'))
    const document = (fields: Record<string, string>) =>
      clerk.send('/sportello/documento', { servizio, ...DOCUMENT, ...fields })
    for (const [fields, said] of [
      [{ tipo: '' }, /href="#tipo">Scegli il documento/],
      [{ numero: 'x' }, /href="#numero">Scrivi il numero/],
      [{ ente: '<b>' }, /href="#ente">Scrivi chi ha dato/],
      [{ scade: '31/2/2030' }, /href="#scade">Scrivi la data così/],
      [{ scade: '22/11/2026' }, /href="#scade">Il documento è scaduto/],
    ] as const) {
      const { statusCode, body } = await document(fields)
      assert.equal(statusCode, 400)
      assert.match(body, said)
    }
    const english = await document({ lingua: 'en' })
    assert.equal(english.statusCode, 200)
    assert.match(english.body, /Which document do they show\?/)
    assert.match(english.body, /value="CA 12345 AB"/)
    assert.equal(
      (await document({ scade: '23-11-2026' })).headers['location'],
      '/sportello/richiesta',
      'its last day',
    )
    assert.equal((await clerk.get('/sportello/conferma')).headers['location'], '/sportello/richiesta')
    const unsigned = await clerk.send('/sportello/richiesta', { servizio, atto: 'issue' })
    assert.equal(unsigned.headers['location'], '/sportello/mostra')
    await clerk.send('/sportello/mostra', { servizio, mostra: 'which' })
    const absent = await clerk.send('/sportello/mandato', { servizio, nota: '', modulo: '' })
    assert.match(absent.body, /href="#presente">Confirm that the person is here/)
    // Nobody is served by proxy (docs/decisions/0030): who acts for another does so under their own login.
    assert.doesNotMatch(absent.body, /delegation/)
    assert.match(absent.body, /Whoever acts for them has pages of their own/)
    assert.match(absent.body, /href="#modulo">/)
    assert.match(absent.body, /href="#nota">/)
    const forged = await clerk.post('/sportello/conferma', { servizio, csrf: 'x' })
    assert.equal(forged.statusCode, 403)
  },
)

onBothEngines(
  'after each person the browser holds nothing: clear order, new cookie, and every former page leads to the start',
  async (_t, database) => {
    const { enter } = await counterWorld(database)
    const clerk = await enter()
    const { servizio } = await serve(clerk, 'issue')
    const former = clerk.cookies.get('attesta')
    const end = await clerk.send('/sportello/fine', { servizio })
    assert.equal(end.headers['location'], '/sportello')
    assert.equal(end.headers['clear-site-data'], '"cache", "storage"')
    assert.notEqual(clerk.cookies.get('attesta'), former)
    const paths = [
      'documento',
      'richiesta',
      'mostra',
      'mandato',
      'conferma',
      'fatto',
      'ricevuta',
      'foglio.pdf',
    ]
    for (const path of paths)
      assert.equal((await clerk.get(`/sportello/${path}`)).headers['location'], '/sportello', path)
    const start = await clerk.get('/sportello')
    assert.doesNotMatch(start.body, /Elvira|TSSLVR|CA 12345|M-2026/)
    for (const path of ['documento', 'conferma'])
      assert.equal((await clerk.send(`/sportello/${path}`, { servizio })).headers['location'], '/sportello')

    const [found, stopped] = [await lookUp(clerk), await clerk.get('/sportello/documento')]
    assert.equal(found.statusCode, 303)
    await clerk.send('/sportello/fine', { servizio: fieldsOf(stopped)['servizio'] ?? '' })
    assert.equal((await clerk.get('/sportello')).statusCode, 200, 'one can stop without doing anything')
    const colleague = await enter(IVANA, 'cns')
    await serve(clerk, 'print')
    assert.equal(
      (await colleague.get('/sportello/fatto')).headers['location'],
      '/sportello',
      'another session',
    )
  },
)

onBothEngines('what a clerk typed is nowhere in the clear', async (_t, database, { as }) => {
  const { enter } = await counterWorld(database)
  const clerk = await enter()
  await serve(clerk, 'issue')
  await clerk.get('/sportello/foglio.pdf')
  const words = ['CA 12345 AB', '12345', 'M-2026/117', ELVIRA, IVANA, 'Sartori', 'Tassoni']
  await as('superuser', async (session) => assert.deepEqual(await canariesIn(session, words), []))
})
