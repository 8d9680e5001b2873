import assert from 'node:assert/strict'
import { type Database } from '../db/database.js'
import { onBothEngines } from '../../test/databases.js'
import { askOnPages, levelTwoPages } from '../../test/level-two-pages.js'
import { MINUTE } from '../kernel/instant.js'

async function approvedOnPages(database: Database) {
  const world = await levelTwoPages(database)
  const visitor = await world.operator()
  const { reference } = await askOnPages(visitor)
  const sent = await visitor.send('/grado/codice', { reference, code: await world.code() })
  return { ...world, visitor, reference, sent, path: `/grado/dati/${reference}` }
}

onBothEngines(
  'the right code leads to the degree in words, with law, dates, notes and the number for the file',
  async (_t, database) => {
    const { visitor, sent, path, reference } = await approvedOnPages(database)
    assert.equal(sent.headers['location'], path)
    const { body, headers, statusCode } = await visitor.get(path)
    assert.equal(statusCode, 200)
    for (const part of [
      'I dati di Elvira T.',
      'Capacità di lavoro ridotta dal 74 al 99%',
      '80%',
      'Artt. 2 e 13 L. 118/1971, art. 9 D.Lgs. 509/1988',
      'Aggravamento, definito il 15 marzo 2021',
      '1° marzo 2024',
      'La data di revisione è passata, ma il giudizio vale ancora.',
      'Condizione di disabilità con sostegno intensivo',
      'Cammino impedito o molto ridotto: solo il contrassegno per la sosta.',
      'Dario Montali, Comune di Vallechiara',
      reference,
      '10:40',
    ])
      assert.ok(body.includes(part), part)
    assert.doesNotMatch(body, /Tassoni|TSSLVR|P-1/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(body, /class="not-printable"/)
  },
)

onBothEngines(
  'T82: the browser asks again by itself when the time is over, and then nothing is shown',
  async (_t, database) => {
    const { visitor, path, pass, reference } = await approvedOnPages(database)
    assert.equal((await visitor.get(path)).headers['refresh'], `600; url=${path}`)
    pass(9 * MINUTE)
    assert.equal((await visitor.get(path)).headers['refresh'], `60; url=${path}`)
    pass(MINUTE)
    const gone = await visitor.get(path)
    assert.doesNotMatch(gone.body, /80%|L\. 104|Elvira/)
    assert.match(gone.body, /Puoi mostrarli ancora due volte, fino alle 11:00/)
    assert.equal((await visitor.send('/grado/dati', { reference })).headers['location'], path)
    assert.match((await visitor.get(path)).body, /Puoi mostrarli ancora una volta/)
    pass(10 * MINUTE)
    await visitor.send('/grado/dati', { reference })
    pass(10 * MINUTE)
    const over = await visitor.get(path)
    assert.equal(over.statusCode, 410)
    assert.match(over.body, /Il tempo è finito/)
    assert.doesNotMatch(over.body, /80%|Elvira/)
  },
)

onBothEngines('"I have finished" leads to the own list, and the data are gone', async (_t, database) => {
  const { visitor, path, reference } = await approvedOnPages(database)
  assert.equal((await visitor.send('/grado/chiudi', { reference })).headers['location'], '/operatore')
  assert.doesNotMatch((await visitor.get(path)).body, /80%/)
})

onBothEngines(
  'T33: without approval, and for anybody else, the degree is answered 403 and the attempt is written',
  async (_t, database) => {
    const { operator, audited, visitor, path, reference } = await approvedOnPages(database)
    const other = await operator()
    assert.equal((await other.get(path)).statusCode, 403)
    assert.equal((await other.send('/grado/dati', { reference })).statusCode, 403)
    assert.equal((await other.send('/grado/chiudi', { reference })).statusCode, 403)
    assert.equal((await visitor.get('/grado/dati/AT-26-0000-0000')).statusCode, 404)
    const denied = (await audited()).filter(({ kind }) => kind === 'disclosure.denied')
    assert.equal(denied.length, 3)
  },
)

onBothEngines(
  'the degree is there in English too, with the names of law in Italian',
  async (_t, database) => {
    const { visitor, path } = await approvedOnPages(database)
    visitor.cookies.set('lingua', 'en')
    const { body } = await visitor.get(path)
    for (const part of [
      'The data of Elvira T.',
      'Work capacity reduced by 74 to 99%',
      '<span lang="it">Invalido</span>',
      '1 March 2021',
    ])
      assert.ok(body.includes(part), part)
  },
)
