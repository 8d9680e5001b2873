import assert from 'node:assert/strict'
import { actingWorld, TERESA } from '../../test/acting.js'
import { onBothEngines } from '../../test/databases.js'
import { askOnPages } from '../../test/level-two-pages.js'
import { type Answer } from '../../test/visitor.js'
import { statement } from '../db/database.js'
import { findAttempt } from '../identity/login-attempt.store.js'
import { HOUR, MINUTE, SECOND } from '../kernel/instant.js'

const AUDITED = statement(
  'acting.audited',
  'select id, kind, person, acting_for, sealed_detail from audit_event where method is not null order by seq',
)
const title = ({ body }: Answer) => /<h1[^>]*>([^<]*)</.exec(body)?.[1]?.trim()

onBothEngines(
  'who may act for others says first for whom; every page says who acts, for whom and on what ground',
  async (_t, database) => {
    const { teresa } = await actingWorld(database)
    const visitor = await teresa()
    const asked = await visitor.get('/qr')
    assert.equal(asked.headers['location'], '/per-chi')
    const choice = await visitor.follow(asked)
    assert.match(choice.body, /Elvira Tassoni/)
    assert.match(choice.body, /Agisci come tutore\./)
    const persona = /name="persona"\s+value="([\da-f-]{36})"/.exec(choice.body)?.[1] ?? ''
    const chosen = await visitor.send('/per-chi', { persona })
    assert.equal(chosen.headers['location'], '/qr')
    for (const path of [
      '/qr',
      '/qr/fogli',
      '/controlli',
      '/giudizio',
      '/richiesta',
      '/qr/mostra',
      '/',
      '/aiuto',
    ]) {
      const page = await visitor.get(path)
      assert.equal(page.statusCode, 200, path)
      assert.match(page.body, /Agisci per Elvira Tassoni, come tutore\./, path)
      assert.match(page.body, /href="\/per-chi">Cambia persona/, path)
    }
    const english = await visitor.followAll(await visitor.get('/qr?lingua=en'))
    assert.match(english.body, /You act for Elvira Tassoni, as guardian\./)
  },
)

onBothEngines(
  'nothing on the pages of who acts for another says that it is theirs; on one’s own pages it does',
  async (_t, database) => {
    const { teresaForElvira, holder, operator } = await actingWorld(database)
    const elvira = await holder()
    assert.equal(title(await elvira.get('/qr')), 'Il mio QR')
    assert.match((await elvira.get('/controlli')).body, /href="\/qr"\s*>Il mio QR</)
    const teresa = await teresaForElvira()
    await askOnPages(await operator())
    const paths = ['/qr', '/controlli', '/giudizio', '/richiesta', '/qr/contatti', '/qr/fatto', '/qr/fogli']
    for (const language of ['it', 'en']) {
      await teresa.get(`/aiuto?lingua=${language}`)
      for (const path of [...paths, '/qr/schermo', '/qr/sostituisci', '/qr/revoca']) {
        const { statusCode, body } = await teresa.get(path)
        assert.equal(statusCode, 200, path)
        assert.doesNotMatch(
          body.replaceAll(/(I tuoi accessi|La tua risposta|Your answer|Your logins)/g, ''),
          /\b([IL][la]|I) (mi|tu)(o|a|ei|oi) |\bal mio|\bper te\b|\b(my|your) (QR|checks|data|pages|contacts)/i,
          path,
        )
      }
    }
    assert.equal(title(await teresa.get('/qr')), 'The QR')
  },
)

onBothEngines(
  'a page that is refused, and the list of one’s logins, still say who acts and for whom, with the way out',
  async (_t, database) => {
    const mandate = { titolo: 'amministratoreDiSostegno', ambito: ['titolarita'] }
    const { teresaForElvira, end } = await actingWorld(database, mandate)
    const teresa = await teresaForElvira()
    for (const [path, status] of [
      ['/qr/telefono', 403],
      ['/accessi', 200],
    ] as const) {
      const { statusCode, body } = await teresa.get(path)
      assert.equal(statusCode, status, path)
      assert.match(body, /Sei Teresa Alba\./, path)
      assert.match(body, /Agisci per Elvira Tassoni, come amministratore di sostegno\./, path)
      assert.match(body, /action="\/esci"/, path)
      assert.doesNotMatch(body, /href="\/accedi"/, path)
    }
    await end('2026-11-01')
    const over = await teresa.get('/qr')
    assert.equal(title(over), 'L’incarico è finito')
    assert.match(over.body, /Teresa Alba/)
    assert.match(over.body, /action="\/esci"/)
    assert.doesNotMatch(over.body, /Agisci per|Elvira|href="\/accedi"/)
  },
)

onBothEngines('for oneself nothing changes: nobody else’s person, and no question', async (_t, database) => {
  const { holder, teresa } = await actingWorld(database)
  const elvira = await holder()
  const own = await elvira.get('/qr')
  assert.equal(own.statusCode, 200)
  assert.doesNotMatch(own.body, /Agisci per/)
  const visitor = await teresa()
  await visitor.send('/per-chi', { persona: 'io' })
  const page = await visitor.followAll(await visitor.get('/qr'))
  assert.match(page.body, /Agisci per te\./)
  assert.equal(title(page), 'Per ora il QR non c’è')
})

onBothEngines(
  'every audit event of such a session names who acts, for whom and on what ground, and so does the holder’s list',
  async (_t, database) => {
    const world = await actingWorld(database)
    const teresa = await world.teresaForElvira()
    await teresa.get('/qr/codice.png')
    await teresa.send('/qr/mostra', { shows: 'which' })
    const once = /name="once" value="([^"]+)"/.exec((await teresa.get('/qr')).body)?.[1]
    if (once !== undefined) await teresa.send('/qr/email', { once })
    await teresa.send('/qr/sostituisci', {})
    await teresa.send('/qr/revoca', {})
    await teresa.send('/qr/nota', {})
    await teresa.send('/qr/scelta', { shows: 'only' })
    const rows = await database.query<{
      id: string
      kind: string
      person: string
      acting_for: string | null
      sealed_detail: Buffer
    }>(AUDITED)
    const told = rows.map(({ id, kind, person, acting_for: actingFor, sealed_detail: sealed }) => {
      assert.equal(actingFor, world.person, kind)
      assert.equal(person, world.person, kind)
      const detail = JSON.parse(world.vault.open({ table: 'audit_event', row: id }, sealed)) as object
      assert.deepEqual(detail, { actor: 'Teresa Alba', ground: 'tutor' }, kind)
      return kind
    })
    assert.deepEqual(told, [
      'representation.chosen',
      ...['printed', 'choiceChanged', 'replaced', 'revoked', 'issued'].map((one) => `attestation.${one}`),
    ])
    const list = (await (await world.holder()).get('/controlli')).body
    assert.equal(list.match(/Lo ha fatto Teresa Alba, come tutore\./g)?.length, told.length)
    assert.match(list, /QR sostituito\./)
    assert.doesNotMatch(list, /Hai sostituito/)
  },
)

onBothEngines(
  'the end of a mandate in the middle of a session is told at the next request, which changes nothing',
  async (_t, database) => {
    const world = await actingWorld(database)
    const teresa = await world.teresaForElvira()
    assert.equal((await teresa.get('/qr')).statusCode, 200)
    await world.end('2026-11-23')
    for (const answer of [await teresa.send('/qr/revoca', {}), await teresa.get('/qr')]) {
      assert.equal(answer.statusCode, 403)
      assert.equal(title(answer), 'L’incarico è finito')
      assert.match(answer.body, /href="\/per-chi"/)
      assert.match(answer.body, /800 000 123/)
    }
    assert.equal((await (await world.holder()).get('/qr')).statusCode, 200, 'the QR is still there')
    const list = await teresa.get('/per-chi')
    assert.doesNotMatch(list.body, /Elvira/)
    await teresa.send('/per-chi', { persona: 'io' })
    assert.equal((await teresa.followAll(await teresa.get('/qr'))).statusCode, 200)
  },
)

onBothEngines(
  'T47 a parent acts until midnight in Rome before the 18th birthday, and not a second longer',
  async (_t, database) => {
    const born = { dataNascita: '2008-11-24' }
    const world = await actingWorld(database, { titolo: 'genitore' }, born)
    world.pass(13 * HOUR + 29 * MINUTE + 58 * SECOND)
    const teresa = await world.teresaForElvira()
    const before = await teresa.get('/qr')
    assert.equal(before.statusCode, 200)
    assert.match(before.body, /Il tuo ultimo giorno è il 23 novembre 2026\. Poi ha 18 anni e agisce da sé\./)
    world.pass(SECOND)
    assert.equal((await teresa.get('/qr')).statusCode, 200, '23:59:59')
    world.pass(SECOND)
    const after = await teresa.get('/qr')
    assert.equal(after.statusCode, 403, '00:00:00')
    assert.equal(title(after), 'L’incarico è finito')
    const elvira = await world.holder()
    assert.equal((await elvira.get('/qr')).statusCode, 200)
  },
)

for (const [whose, code] of Object.entries({ 'the person': undefined, 'who acts for them': TERESA })) {
  onBothEngines(`T46 a death of ${whose} ends it at the next request`, async (_t, database) => {
    const world = await actingWorld(database, { titolo: 'curatore', ambito: ['titolarita', 'consensi'] })
    const teresa = await world.teresaForElvira()
    assert.equal((await teresa.get('/qr')).statusCode, 200)
    await world.feed('persona.deceduta', { data: '2026-11-22' }, '2026-11-22T10:00:00+01:00', code)
    for (const answer of [await teresa.get('/qr'), await teresa.send('/qr/revoca', {})]) {
      assert.equal(answer.statusCode, 403)
      assert.equal(title(answer), 'L’incarico è finito')
    }
    assert.doesNotMatch((await teresa.get('/per-chi')).body, /Elvira/)
  })
}

onBothEngines(
  'a support administrator does what the appointment covers, and is told plainly what it does not',
  async (_t, database) => {
    const administrator = { titolo: 'amministratoreDiSostegno' }
    const onlyQr = await actingWorld(database, { ...administrator, ambito: ['titolarita'] })
    const teresa = await onlyQr.teresaForElvira()
    assert.match((await teresa.get('/qr')).body, /come amministratore di sostegno/)
    assert.equal((await teresa.get('/qr/foglio')).statusCode, 200)
    const refused = await teresa.get('/qr/telefono')
    assert.equal(refused.statusCode, 403)
    assert.equal(title(refused), 'Il tuo incarico non arriva fin qui')
  },
)

onBothEngines('nobody acts for whom they were not appointed, whatever they send', async (_t, database) => {
  const world = await actingWorld(database)
  const stranger = await world.enter(TERESA, 'T', 'A', { kind: 'ownPages' })
  await world.end('2026-11-23')
  for (const persona of [world.person, world.chance.uuid()]) {
    const answer = await stranger.send('/per-chi', { persona })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Per questa persona non puoi agire/)
  }
  assert.equal((await stranger.send('/per-chi', { persona: 'x' })).statusCode, 400)
})

onBothEngines(
  'a form that another tab shows of the person before is refused: nobody’s QR is ended by mistake',
  async (_t, database) => {
    const world = await actingWorld(database)
    const before = await world.teresaForElvira()
    await before.send('/per-chi', { persona: 'io' })
    assert.equal((await before.send('/qr/revoca', {})).statusCode, 403)
    assert.equal((await (await world.holder()).get('/qr')).statusCode, 200)
  },
)

onBothEngines(
  'a form sent after the session ended is given back for whom it was written, and says so',
  async (_t, database) => {
    const world = await actingWorld(database)
    const teresa = await world.teresaForElvira()
    world.pass(16 * MINUTE)
    const lost = await teresa.send('/qr/mostra', { shows: 'which' })
    assert.equal(lost.headers['location'], '/sessione-finita')
    const attempt = teresa.cookies.get('attesta-login') ?? ''
    const returnTo = await findAttempt(database, world.vault, attempt, world.now())
    assert.ok(returnTo?.kind === 'resume')
    assert.deepEqual(returnTo.chosen, { kind: 'other', entry: world.person })
    const again = await world.enter(TERESA, 'Teresa', 'Alba', returnTo, returnTo.chosen)
    const page = await again.get('/riprendi')
    assert.match(page.body, /Agisci per Elvira Tassoni, come tutore\./)
    assert.match(page.body, /action="\/qr\/mostra"/)
    assert.equal((await again.send('/qr/mostra', { shows: 'which' })).headers['location'], '/qr')
  },
)

onBothEngines(
  'a mandate that comes in the middle of a session is seen after a minute at most',
  async (_t, database) => {
    const world = await actingWorld(database, { al: '2024-12-31' })
    const visitor = await world.teresa()
    assert.equal((await visitor.get('/qr')).headers['location'], '/qr/nota', 'nobody to choose')
    await world.record({ titolo: 'curatore', ambito: ['titolarita'] }, world.chance.uuid())
    assert.match((await visitor.get('/per-chi')).body, /Elvira Tassoni/, 'at once for who looks')
    world.pass(MINUTE)
    assert.equal((await visitor.get('/qr')).headers['location'], '/per-chi')
  },
)

onBothEngines(
  'who is for somebody for whom a request waits is told where they choose, while it waits; a delegate is not',
  async (_t, database) => {
    const world = await actingWorld(database, { titolo: 'curatore', ambito: ['titolarita', 'consensi'] })
    const teresa = await world.teresa()
    const waits = async () => (await teresa.get('/per-chi')).body.includes('Una richiesta aspetta.')
    assert.equal(await waits(), false)
    await askOnPages(await world.operator())
    assert.equal(await waits(), true)
    world.pass(10 * MINUTE)
    assert.equal(await waits(), false, 'it is over')
  },
)

onBothEngines('the old PIN opens one’s own pages only', async (_t, database) => {
  const world = await actingWorld(database)
  const own = await world.enter(TERESA, 'Teresa', 'Alba', { kind: 'ownPages' }, undefined, 'pin')
  assert.equal((await own.get('/qr')).headers['location'], '/qr/nota', 'nobody to choose')
  assert.equal((await own.send('/per-chi', { persona: world.person })).statusCode, 403)
})

onBothEngines(
  'who acts on two grounds does what either covers, by the stronger name',
  async (_t, database) => {
    const world = await actingWorld(database, { titolo: 'curatore', ambito: ['titolarita'] })
    const { chance, record } = world
    await record({ titolo: 'amministratoreDiSostegno', ambito: ['consensi'] }, chance.uuid())
    const teresa = await world.teresaForElvira()
    assert.equal(
      (await teresa.get('/per-chi')).body.match(/Elvira Tassoni/g)?.length,
      2,
      'once, by both readers',
    )
    assert.match((await teresa.get('/qr')).body, /come amministratore di sostegno/)
    assert.equal((await teresa.get('/qr/telefono')).statusCode, 200)
  },
)

onBothEngines(
  'who is appointed for the approval alone is led to it, and sees nothing else',
  async (_t, database) => {
    const world = await actingWorld(database, { titolo: 'curatore', ambito: ['consensi'] })
    const teresa = await world.teresaForElvira()
    assert.equal((await teresa.get('/richiesta')).statusCode, 200)
    for (const path of ['/qr', '/giudizio', '/controlli', '/qr/foglio.pdf'])
      assert.equal((await teresa.get(path)).statusCode, 403, path)
    const chosen = await teresa.send('/per-chi', { persona: world.person })
    assert.equal(chosen.headers['location'], '/richiesta')
  },
)

onBothEngines(
  'no link of a page of who is appointed for the approval alone is refused them, nor after a change of number',
  async (_t, database) => {
    const world = await actingWorld(database, { titolo: 'curatore', ambito: ['consensi'] })
    const teresa = await world.teresaForElvira()
    const pages = [await teresa.get('/richiesta'), await teresa.get('/qr/telefono')]
    await teresa.send('/qr/telefono', { cellulare: '347 000 0999' })
    const codice = /\d{6}/.exec((await world.messages())[0]?.text ?? '')?.[0] ?? ''
    const done = await teresa.send('/qr/telefono/codice', { codice, finisce: '999' })
    assert.match(done.body, /Il numero è confermato/)
    const same = await teresa.send('/qr/telefono', { cellulare: '347 000 0999' })
    assert.equal(same.headers['location'], '/richiesta')
    const late = await teresa.send('/richiesta', { reference: 'AB12CD', asks: '1', decision: 'refuse' })
    for (const { body } of [...pages, done, late]) {
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
      const links = [...main.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href)
      assert.ok(links.length > 0)
      for (const href of links) assert.equal((await teresa.get(href)).statusCode, 200, href)
    }
  },
)

onBothEngines(
  'what happens at 18 is told to the minor, too, from ninety days before',
  async (_t, database) => {
    const near = await actingWorld(database, { titolo: 'genitore' }, { dataNascita: '2009-02-21' })
    const page = (await (await near.holder()).get('/qr')).body
    assert.match(page, /Il 21 febbraio 2027 hai 18 anni\. Da quel giorno agisci tu/)
    await near.feed(
      'persona.registrata',
      { nome: 'Elvira', cognome: 'Tassoni', dataNascita: '2009-02-22' },
      '2026-01-11T09:00:00+01:00',
    )
    assert.doesNotMatch((await (await near.holder()).get('/qr')).body, /hai 18 anni/)
  },
)

onBothEngines('an operator’s pages are nobody’s but theirs', async (_t, database) => {
  const world = await actingWorld(database)
  const teresa = await world.teresaForElvira()
  const page = await teresa.get('/operatore')
  assert.equal(page.statusCode, 200)
  assert.doesNotMatch(page.body, /Agisci per/)
})
