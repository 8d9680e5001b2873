import assert from 'node:assert/strict'
import { counterWorld, DOCUMENT, ELVIRA, IVANA, lookUp, MANDATE, serve } from '../../test/counter-world.js'
import { onBothEngines } from '../../test/databases.js'
import { fieldsOf } from '../../test/visitor.js'
import { RECEIPT } from './receipt.js'

/** What would tell a clerk, or whoever finds a receipt, about somebody's health. */
const HEALTH = /accompagn|invalid|100\s?%|CIV-|handic|percentual[ei] del|\bP-1\b/i

onBothEngines(
  'a clerk gets somebody their QR, one question a page, and prints it at once',
  async (_t, database) => {
    const { enter, inUse } = await counterWorld(database)
    const clerk = await enter()
    const found = await lookUp(clerk, ` ${ELVIRA.toLowerCase()} `)
    assert.equal(found.headers['location'], '/sportello')
    const document = await clerk.follow(await clerk.follow(found))
    assert.match(document.body, /Il nome deve essere Elvira T\./)
    const { servizio = '' } = fieldsOf(document)
    const request = await clerk.follow(await clerk.send('/sportello/documento', { servizio, ...DOCUMENT }))
    assert.match(request.body, /Avere il QR/)
    assert.doesNotMatch(request.body, /Revocare/, 'there is nothing to revoke')
    assert.equal((await clerk.send('/sportello/richiesta', { servizio, atto: 'revoke' })).statusCode, 400)
    const shows = await clerk.follow(await clerk.send('/sportello/richiesta', { servizio, atto: 'issue' }))
    assert.match(shows.body, /Lo decide la persona/)
    assert.doesNotMatch(shows.body, / checked/, 'nothing is chosen for anybody')
    const mandate = await clerk.follow(await clerk.send('/sportello/mostra', { servizio, mostra: 'only' }))
    assert.match(mandate.body, /Numero del modulo firmato/)
    assert.match(
      mandate.body,
      /href="\/nota" target="_blank" rel="noopener">Apri la nota[^<]* in un’altra scheda/,
    )
    const confirm = await clerk.follow(await clerk.send('/sportello/mandato', { servizio, ...MANDATE }))
    assert.match(confirm.body, /CA 12345 AB/)
    assert.equal(await inUse(), undefined, 'nothing is done before the last press')
    const done = await clerk.follow(await clerk.send('/sportello/conferma', { servizio }))
    assert.match(done.body, /Il QR è pronto/)
    assert.equal((await inUse())?.shows, 'only')
    for (const page of [document, request, mandate, confirm, done]) {
      assert.doesNotMatch(page.body, HEALTH, 'a clerk learns that a QR can be issued, and nothing else')
      assert.doesNotMatch(page.body, /Tassoni|TSSLVR/)
      assert.equal(page.headers['cache-control'], 'no-store')
      assert.doesNotMatch(page.body, /autocomplete="(?!off)/)
    }
    for (const edition of ['', '?edizione=grande', '?edizione=facile']) {
      const sheet = await clerk.get(`/sportello/foglio.pdf${edition}`)
      assert.equal(sheet.headers['content-type'], 'application/pdf')
      assert.equal(sheet.headers['content-disposition'], 'inline; filename="attesta-qr.pdf"')
      assert.equal(sheet.headers['cache-control'], 'no-store')
      assert.match(sheet.rawPayload.toString('latin1', 0, 8), /^%PDF-/)
    }
  },
)

onBothEngines(
  'what was done is in the audit and in the holder’s list, once each, however often it is sent or printed',
  async (_t, database) => {
    const { enter, audited, inUse } = await counterWorld(database)
    const clerk = await enter(IVANA, 'cns')
    const { servizio, end } = await serve(clerk, 'issue')
    assert.equal(end.headers['location'], '/sportello/fatto')
    const issued = await inUse()
    const again = await clerk.send('/sportello/conferma', { servizio })
    assert.equal(again.headers['location'], '/sportello/fatto')
    assert.equal((await inUse())?.id, issued?.id)
    for (const edition of ['', '', '?edizione=grande', '?edizione=grande'])
      await clerk.get(`/sportello/foglio.pdf${edition}`)
    const rows = await audited()
    const kinds = ['counter.lookedUp', 'attestation.issued', 'attestation.printed', 'attestation.printed']
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      kinds,
    )
    for (const { organisation, purpose, method, level, detail } of rows) {
      assert.deepEqual([organisation, purpose, method, level], ['patronato', 'counter', 'cns', 3])
      assert.equal(detail['operator'], 'Ivana Sartori')
    }
    const { reference = '', document } = rows[1]?.detail ?? {}
    assert.match(reference, RECEIPT)
    assert.equal(document, 'identityCard')
    assert.doesNotMatch(JSON.stringify(rows), /CA 12345|TSSLVR/)

    await clerk.send('/sportello/fine', { servizio })
    for (const [atto, title] of [
      ['print', /Il foglio è pronto/],
      ['replace', /Il nuovo QR è pronto/],
      ['revoke', /Il QR è revocato/],
    ] as const) {
      const served = await serve(clerk, atto)
      assert.match((await clerk.follow(served.end)).body, title)
      if (atto === 'print') await clerk.get('/sportello/foglio.pdf')
      if (atto === 'revoke')
        assert.equal((await clerk.get('/sportello/foglio.pdf')).headers['location'], '/sportello/fatto')
      await clerk.send('/sportello/fine', { servizio: served.servizio })
    }
    assert.equal(await inUse(), undefined)
    const { body } = await (await enter(ELVIRA)).get('/controlli')
    const told = [...body.matchAll(/Lo sportello di Patronato di Vallechiara ([\p{L} ]+)/gu)].map(
      ([, what]) => what,
    )
    assert.deepEqual(
      [...told].sort(),
      [
        ...Array<string>(3).fill('ha stampato il foglio'),
        'ha revocato il QR',
        'ha sostituito il QR',
        ...Array<string>(4).fill('ha fatto una ricerca con il codice fiscale'),
        'ha creato un nuovo QR',
      ].sort(),
    )
    assert.match(body, new RegExp(reference))
  },
)

onBothEngines(
  'what the holder changed meanwhile is not done twice: nothing happens, in words',
  async (_t, database) => {
    const { enter, wired, inUse } = await counterWorld(database)
    const clerk = await enter()
    const { servizio } = await serve(clerk, 'issue')
    await clerk.send('/sportello/fine', { servizio })
    await lookUp(clerk)
    const { servizio: second = '' } = fieldsOf(await clerk.get('/sportello/documento'))
    await clerk.send('/sportello/documento', { servizio: second, ...DOCUMENT })
    await clerk.send('/sportello/richiesta', { servizio: second, atto: 'revoke' })
    await clerk.send('/sportello/mandato', { servizio: second, ...MANDATE })
    await wired.attestation.replace({ codiceFiscale: ELVIRA, acting: { method: 'spid', level: 2 } })
    const fresh = await inUse()
    const changed = await clerk.send('/sportello/conferma', { servizio: second })
    assert.equal(changed.statusCode, 409)
    assert.match(changed.body, /Non è stato fatto nulla/)
    assert.equal((await inUse())?.id, fresh?.id)
  },
)

onBothEngines(
  'the receipt has a copy for each, with day, counter, act, number and where to complain; nothing about health',
  async (_t, database) => {
    const { enter } = await counterWorld(database)
    const clerk = await enter()
    await serve(clerk, 'issue')
    const { body } = await clerk.get('/sportello/ricevuta')
    const [holder = '', office = ''] = body.match(/<section class="receipt"[\s\S]*?<\/section>/g) ?? []
    const receipts = [holder, office].map((copy) => /RS-26-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(copy)?.[0])
    assert.ok(receipts[0])
    assert.equal(receipts[0], receipts[1])
    for (const copy of [holder, office]) {
      assert.match(copy, /23 novembre 2026, 10:30/)
      assert.match(copy, /Patronato di Vallechiara/)
      assert.match(copy, /Creato e stampato un QR/)
      assert.match(copy, /Carta d’identità/)
      assert.doesNotMatch(copy, HEALTH)
      assert.doesNotMatch(copy, /disab|TSSLVR|Tassoni|CA 12345/i)
    }
    assert.match(holder, /800 000 123/)
    assert.match(office, /Firma della persona/)
  },
)
