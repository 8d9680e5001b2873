import assert from 'node:assert/strict'
import { counterWorld, DOCUMENT, ELVIRA, IVANA, lookUp, MANDATE, serve } from '../../test/counter-world.js'
import { onBothEngines } from '../../test/databases.js'
import { fieldsOf } from '../../test/visitor.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'

const RECOGNISED = {
  procedura: 'primaIstanza',
  dataVisita: '2021-03-01',
  dataDefinizione: '2021-03-15',
  giudizi: [{ area: 'handicap', codice: 'H-3', dal: '2021-03-01' }],
}

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
    await feed('verbale.definito', { ...RECOGNISED, protocollo: 'P-3' }, CHILD)
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
    await feed('verbale.definito', { ...RECOGNISED, protocollo: 'P-4' }, GINO)
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
