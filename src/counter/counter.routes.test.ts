import assert from 'node:assert/strict'
import {
  canariesIn,
  counterWorld,
  DOCUMENT,
  ELVIRA,
  IVANA,
  lookUp,
  MANDATE,
  serve,
} from '../../test/counter-world.js'
import { onBothEngines } from '../../test/databases.js'
import { fieldsOf } from '../../test/visitor.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
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
  'SPID and PIN open no counter, nor does a card alone: each is told the way',
  async (_t, database) => {
    const { enter, app } = await counterWorld(database)
    for (const method of ['spid', 'pin'] as const) {
      const refused = await (await enter(IVANA, method)).get('/sportello')
      assert.equal(refused.statusCode, 403)
      assert.match(refused.body, /Serve la CIE o la CNS/)
      assert.match(refused.body, /href="\/accedi\?per=sportello"/)
    }
    const stranger = await enter('MNTDRA80D12A944S' as CodiceFiscale, 'cie')
    for (const answer of [
      await stranger.get('/sportello'),
      await stranger.send('/sportello', { codiceFiscale: ELVIRA }),
    ]) {
      assert.equal(answer.statusCode, 403)
      assert.match(answer.body, /Non sei fra gli addetti/)
    }
    const out = await app.inject({ url: '/sportello', headers: { accept: 'text/html' } })
    assert.equal(out.headers['location'], '/accedi?per=sportello')
    const doors = await app.inject({ url: '/accedi?per=sportello', headers: { accept: 'text/html' } })
    assert.doesNotMatch(doors.body, /value="(spid|pin)"/)
  },
)

onBothEngines(
  'nothing is issued without a definitive judgement, to the dead, to nobody, to the clerk; and the clerk learns no reason',
  async (_t, database) => {
    const { enter, feed, audited } = await counterWorld(database)
    const NICOLA = 'SRRNCL79P17B354F' as CodiceFiscale
    const NOBODY = 'DGSLCU74R10L378G' as CodiceFiscale
    await feed('persona.registrata', { nome: 'Nicola', cognome: 'Serra', dataNascita: '1979-09-17' }, NICOLA)
    const act = {
      protocollo: 'P-2',
      procedura: 'provvisorio',
      dataVisita: '2021-01-01',
      dataDefinizione: '2021-01-02',
    }
    await feed(
      'verbale.definito',
      { ...act, giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2021-01-01' }] },
      NICOLA,
    )
    const clerk = await enter()
    const [provisional, unknown] = [await lookUp(clerk, NICOLA), await lookUp(clerk, NOBODY)]
    assert.match(provisional.body, /Per ora il QR non si può fare/)
    assert.equal(provisional.body, unknown.body, 'why there is none is the person’s to know')
    assert.doesNotMatch(provisional.body, /Nicola|Serra/)
    await feed('persona.deceduta', { data: '2022-01-01' }, ELVIRA, '2022-01-02T10:00:00+01:00')
    assert.match((await lookUp(clerk, ELVIRA)).body, /la persona non è più in vita/)
    const own = await lookUp(clerk, IVANA)
    assert.equal(own.statusCode, 403)
    assert.match(own.body, /Non puoi servire te stesso/)
    assert.equal((await clerk.get('/sportello/documento')).headers['location'], '/sportello')
    assert.deepEqual(
      (await audited()).map(({ kind, detail }) => [kind, detail['found']]),
      [
        ['counter.lookedUp', 'nothingToIssue'],
        ['counter.lookedUp', 'nothingToIssue'],
        ['counter.lookedUp', 'deceased'],
        ['counter.lookedUp', 'self'],
      ],
    )
  },
)

onBothEngines(
  'nobody is served who cannot give a mandate: a minor, or who has somebody appointed for the QR; not even midway',
  async (_t, database) => {
    const { enter, feed, audited, inUse } = await counterWorld(database)
    const CHILD = 'MRLPLA17C48B354L' as CodiceFiscale
    await feed('persona.registrata', { nome: 'Paola', cognome: 'Murli', dataNascita: '2017-03-08' }, CHILD)
    await feed(
      'verbale.definito',
      {
        protocollo: 'P-3',
        procedura: 'primaIstanza',
        dataVisita: '2021-03-01',
        dataDefinizione: '2021-03-15',
        giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2021-03-01' }],
      },
      CHILD,
    )
    const parent = { rappresentante: 'MRLRCR80H10A944U', nome: 'Riccardo', cognome: 'Murli' }
    await feed('rappresentanza.registrata', { ...parent, titolo: 'genitore', dal: '2017-03-08' }, CHILD)
    const clerk = await enter()
    const minor = await lookUp(clerk, CHILD)
    assert.match(minor.body, /Per un minore decide chi lo rappresenta/)
    assert.doesNotMatch(minor.body, /Riccardo|Murli|Paola/)

    const begun = await serve(clerk, 'issue')
    assert.equal(begun.end.headers['location'], '/sportello/fatto')
    await clerk.send('/sportello/fine', { servizio: begun.servizio })
    await lookUp(clerk)
    const { servizio = '' } = fieldsOf(await clerk.get('/sportello/documento'))
    await clerk.send('/sportello/documento', { servizio, ...DOCUMENT })
    await clerk.send('/sportello/richiesta', { servizio, atto: 'revoke' })
    await clerk.send('/sportello/mandato', { servizio, ...MANDATE })
    const tutor = { ...parent, titolo: 'tutore', dal: '2026-01-01' }
    await feed('rappresentanza.registrata', tutor, ELVIRA, '2026-01-01T10:00:00+01:00')
    assert.equal((await clerk.send('/sportello/conferma', { servizio })).statusCode, 409)
    assert.ok(await inUse(), 'the appointment came before the last press')
    const represented = await lookUp(clerk)
    assert.match(represented.body, /Per questa persona decide chi la rappresenta/)
    assert.doesNotMatch(represented.body, /Riccardo|Elvira|tutor/i)
    assert.equal((await clerk.get('/sportello/documento')).headers['location'], '/sportello')
    assert.deepEqual(
      (await audited()).flatMap(({ detail }) => detail['found'] ?? []),
      ['minor', 'served', 'served', 'represented'],
    )
    assert.match((await clerk.get('/sportello')).body, /Oggi: 4 persone su/)
  },
)

onBothEngines(
  'a form used once and sent again with another code serves whom it names, and is counted',
  async (_t, database) => {
    const { enter, feed } = await counterWorld(database)
    const GINO = 'MRLRCR80H10A944U' as CodiceFiscale
    await feed('persona.registrata', { nome: 'Gino', cognome: 'Morelli', dataNascita: '1980-06-10' }, GINO)
    await feed(
      'verbale.definito',
      {
        protocollo: 'P-4',
        procedura: 'primaIstanza',
        dataVisita: '2021-03-01',
        dataDefinizione: '2021-03-15',
        giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2021-03-01' }],
      },
      GINO,
    )
    const clerk = await enter()
    const { once = '' } = fieldsOf(await clerk.get('/sportello'))
    await clerk.send('/sportello', { once, codiceFiscale: ELVIRA })
    const sent = await clerk.send('/sportello', { once, codiceFiscale: GINO })
    const { body } = await clerk.follow(await clerk.follow(sent))
    assert.match(body, /Il nome deve essere Gino M\./)
    assert.doesNotMatch(body, /Elvira/)
    const { servizio = '' } = fieldsOf(await clerk.get('/sportello/documento'))
    await clerk.send('/sportello/fine', { servizio })
    const nobody = await clerk.send('/sportello', { once, codiceFiscale: 'DGSLCU74R10L378G' })
    assert.match(nobody.body, /Per ora il QR non si può fare/)
    const other = await (await enter(IVANA, 'cns')).send('/sportello', { once, codiceFiscale: ELVIRA })
    assert.equal(other.headers['location'], '/sportello')
    assert.match((await clerk.get('/sportello')).body, /Oggi: 4 persone su/)
  },
)

onBothEngines('a clerk cannot serve themself by another code of theirs', async (_t, database) => {
  const { enter, feed } = await counterWorld(database)
  await feed('persona.codiceFiscaleVariato', { nuovoCodiceFiscale: IVANA })
  const clerk = await enter()
  assert.match((await lookUp(clerk, ELVIRA)).body, /Non puoi servire te stesso/)
})

onBothEngines(
  'T34 the limit of a day counts every look-up once, ends at midnight in Rome, and is audited',
  async (_t, database) => {
    const { enter, audited, pass } = await counterWorld(database, { dailyLimit: 3 })
    const clerk = await enter()
    const { once = '' } = fieldsOf(await clerk.get('/sportello'))
    for (let sent = 0; sent < 5; sent++) await clerk.send('/sportello', { once, codiceFiscale: ELVIRA })
    const { servizio = '' } = fieldsOf(await clerk.get('/sportello/documento'))
    await clerk.send('/sportello/fine', { servizio })
    assert.match((await clerk.get('/sportello')).body, /Oggi: 1 persone su 3/)
    for (const code of ['DGSLCU74R10L378G', 'SRRNCL79P17B354F'])
      assert.equal((await lookUp(clerk, code)).statusCode, 200)
    const refused = await lookUp(clerk, ELVIRA)
    assert.equal(refused.statusCode, 429)
    assert.match(refused.body, /Oggi hai già cercato 3 persone/)
    assert.equal((await audited()).at(-1)?.kind, 'counter.limitReached')
    // From half past ten to 23:59:59, then to midnight: each by a login of its own.
    pass(13.5 * 3_600_000 - 1000)
    assert.equal((await lookUp(await enter(), ELVIRA)).statusCode, 429)
    pass(1000)
    assert.equal((await lookUp(await enter(), ELVIRA)).statusCode, 303)
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

onBothEngines('who works at several counters says at which', async (_t, database) => {
  const { enter, wired, audited } = await counterWorld(database)
  const bodies = ['uno', 'due'].map((id) => ({ id, name: `Sportello ${id}`, smsLabel: id, clerks: [IVANA] }))
  await wired.organisation.importFile(JSON.stringify({ bodies }))
  const clerk = await enter()
  assert.match((await clerk.get('/sportello')).body, /Per quale sportello lavori oggi/)
  assert.equal((await clerk.send('/sportello/ente', { sportello: 'tre' })).statusCode, 400)
  const chosen = await clerk.send('/sportello/ente', { sportello: 'due' })
  assert.match((await clerk.follow(chosen)).body, /Sportello: Sportello due/)
  await serve(clerk, 'issue')
  assert.deepEqual([...new Set((await audited()).map(({ organisation }) => organisation))], ['due'])
})

onBothEngines(
  'T34 of two requests at once one passes the limit, and one press acts',
  async (_t, database) => {
    const { enter, audited } = await counterWorld(database, { dailyLimit: 2 })
    const clerk = await enter()
    const other = await enter(IVANA, 'cns')
    const { servizio } = await (async () => {
      await lookUp(clerk)
      const fields = fieldsOf(await clerk.get('/sportello/documento'))
      const { servizio: id = '' } = fields
      await clerk.send('/sportello/documento', { servizio: id, ...DOCUMENT })
      await clerk.send('/sportello/richiesta', { servizio: id, atto: 'issue' })
      await clerk.send('/sportello/mostra', { servizio: id, mostra: 'only' })
      await clerk.send('/sportello/mandato', { servizio: id, ...MANDATE })
      return { servizio: id }
    })()
    await Promise.all([1, 2, 3].map(() => clerk.send('/sportello/conferma', { servizio })))
    assert.equal((await audited()).filter(({ kind }) => kind === 'attestation.issued').length, 1)
    const forms = [fieldsOf(await other.get('/sportello')), fieldsOf(await other.get('/sportello'))]
    const answers = await Promise.all(
      forms.map(({ once = '' }) => other.send('/sportello', { once, codiceFiscale: 'DGSLCU74R10L378G' })),
    )
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 429])
  },
)
