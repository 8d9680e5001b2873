import assert from 'node:assert/strict'
import { actingWorld, TERESA } from '../../test/acting.js'
import { onBothEngines } from '../../test/databases.js'
import { ELVIRA, MOBILE } from '../../test/level-two.js'
import { askOnPages, type PageVisitor } from '../../test/level-two-pages.js'
import { type Database } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { DAY } from '../kernel/instant.js'

const TYPED = { nome: 'Teresa Alba', codiceFiscale: 'ctt clD 63R09 F205N', fino: '' }

/** Elvira, for whom nobody is appointed any more, on her page of delegates. */
async function worldOf(database: Database, register: object = {}) {
  const world = await actingWorld(database, { al: '2024-12-31' }, register)
  const elvira = await world.holder()
  return {
    ...world,
    elvira,
    name: async (typed: object = {}) => {
      await elvira.send('/delega', { ...TYPED, ...typed })
      return elvira.send('/delega/conferma', { ...TYPED, ...typed })
    },
    revoke: async () => {
      const { body } = await elvira.get('/delega')
      return elvira.send('/delega/revoca', { delega: /name="delega" value="([^"]+)"/.exec(body)?.[1] ?? '' })
    },
  }
}

const see = async (visitor: PageVisitor) => (await visitor.get('/qr')).statusCode

onBothEngines(
  'a holder names a delegate by codice fiscale, reads it again, and the delegate acts from then on',
  async (_t, database) => {
    const { elvira, teresa, teresaForElvira } = await worldOf(database)
    assert.equal((await (await teresa()).get('/qr')).headers['location'], '/qr/nota', 'nobody to act for')
    const again = await elvira.send('/delega', TYPED)
    assert.match(again.body, /Vuoi delegare questa persona\?/)
    assert.match(again.body, new RegExp(TERESA))
    const named = await elvira.send('/delega/conferma', TYPED)
    assert.match((await elvira.follow(named)).body, /La delega vale da ora\./)
    const delegate = await teresaForElvira()
    const page = await delegate.get('/qr')
    assert.match(page.body, /Agisci per Elvira Tassoni, come persona delegata\./)
    assert.equal((await delegate.get('/qr/codice.png')).statusCode, 200)
    assert.equal((await delegate.send('/qr/sostituisci', {})).statusCode, 303)
    for (const path of [
      '/qr/revoca',
      '/qr/mostra',
      '/qr/telefono',
      '/delega',
      '/richiesta',
      '/giudizio',
      '/controlli',
    ])
      assert.equal((await delegate.get(path)).statusCode, 403, path)
    assert.doesNotMatch(page.body, /\/qr\/revoca|\/qr\/mostra|\/delega|\/giudizio|\/controlli/)
    const list = (await elvira.get('/controlli')).body
    assert.match(list, /Hai nominato una persona delegata\./)
    assert.match(list, /Lo ha fatto Teresa Alba, come persona delegata\./)
  },
)

onBothEngines(
  'a delegate has the QR with the least it can show, is asked nothing else, and reads neither categories nor contacts',
  async (_t, database) => {
    const { elvira, name, teresaForElvira } = await worldOf(database, { email: 'elvira@example.org' })
    const { body: mine } = await elvira.get('/qr/revoca')
    await elvira.send('/qr/revoca', { seen: /name="seen" value="([^"]+)"/.exec(mine)?.[1] ?? '' })
    await name()
    const delegate = await teresaForElvira()
    const note = await delegate.get('/qr/nota')
    assert.match(note.body, /lo sceglie solo la persona/)
    assert.doesNotMatch(note.body, /Passo/)
    for (const path of ['/qr/contatti', '/qr/scelta', '/qr/fatto'])
      assert.equal((await delegate.followAll(await delegate.get(path))).body, note.body, path)
    assert.equal((await delegate.send('/qr/scelta', { shows: 'which' })).statusCode, 403)
    assert.equal((await delegate.send('/qr/nota', {})).headers['location'], '/qr/fatto')
    const CATEGORY = /invalid|cieco|handicap|80%/i
    const choice = await elvira.get('/qr/mostra')
    assert.match(choice.body, CATEGORY, 'this is what a delegate must not read')
    assert.match(choice.body, /value="only"[^>]* checked/)
    await elvira.send('/qr/mostra', { shows: 'which' })
    const own = (await elvira.get('/qr')).body
    assert.match(own, CATEGORY)
    assert.match(own, /\/qr\/email/)
    const { body } = await delegate.get('/qr')
    assert.doesNotMatch(body, CATEGORY)
    assert.doesNotMatch(body, /@|\/qr\/email|Finisce con/)
    assert.equal((await delegate.send('/qr/email', {})).statusCode, 403)
  },
)

onBothEngines(
  'where there is no QR, a delegate is told no reason, and led to nothing that is refused them',
  async (_t, database) => {
    const { elvira, name, teresaForElvira, feed } = await worldOf(database)
    const { body: mine } = await elvira.get('/qr/revoca')
    await elvira.send('/qr/revoca', { seen: /name="seen" value="([^"]+)"/.exec(mine)?.[1] ?? '' })
    await name()
    const ended = { protocollo: 'P-1', decorrenza: '2026-11-22' }
    await feed('beneficio.revocato', ended, '2026-11-22T09:00:00+01:00')
    assert.match((await elvira.get('/qr/nota')).body, /I verbali oggi .*href="\/giudizio"/s)
    const { body } = await (await teresaForElvira()).get('/qr/nota')
    assert.match(body, /Per ora il QR non c’è/)
    assert.match(body, /Il motivo lo legge lei/)
    assert.doesNotMatch(body, /\/giudizio|verbal/)
  },
)

onBothEngines(
  'T47 with a delegate, codes still go to the holder’s number, and the holder approves',
  async (_t, database) => {
    const { name, teresaForElvira, operator, messages, elvira } = await worldOf(database)
    await name()
    const { reference } = await askOnPages(await operator())
    const choice = await (await teresaForElvira()).get('/per-chi')
    assert.match(choice.body, /Elvira Tassoni/)
    assert.doesNotMatch(choice.body, /Una richiesta aspetta/)
    assert.equal((await messages())[0]?.to, MOBILE)
    const approve = { reference, asks: '1', decision: 'approve' }
    assert.equal((await (await teresaForElvira()).send('/richiesta', approve)).statusCode, 403)
    assert.match((await elvira.send('/richiesta', approve)).body, /Hai autorizzato/)
  },
)

onBothEngines(
  'revoked, the delegation is over at the delegate’s next request, and told in both lists',
  async (_t, database) => {
    const { name, revoke, teresaForElvira, elvira } = await worldOf(database)
    await name()
    const delegate = await teresaForElvira()
    assert.equal(await see(delegate), 200)
    assert.match((await elvira.follow(await revoke())).body, /La delega è revocata\./)
    assert.equal(await see(delegate), 403)
    assert.equal((await delegate.send('/qr/sostituisci', {})).statusCode, 403)
    const page = (await elvira.get('/delega')).body
    assert.match(page, /Teresa Alba: dal 23 novembre 2026 al 23 novembre 2026\./)
    assert.match((await elvira.get('/controlli')).body, /Hai revocato la delega\./)
  },
)

onBothEngines('a delegation ends after its last day', async (_t, database) => {
  const { name, teresaForElvira, pass } = await worldOf(database)
  assert.equal((await name({ fino: '24/11/2026' })).statusCode, 303)
  pass(DAY)
  assert.equal(await see(await teresaForElvira()), 200)
  pass(DAY)
  const late = await teresaForElvira()
  assert.doesNotMatch((await late.get('/per-chi')).body, /Elvira/)
})

onBothEngines('one delegate a holder; the same said again is said once', async (_t, database) => {
  const { name } = await worldOf(database)
  await name()
  assert.equal((await name()).statusCode, 303)
  const other = await name({ codiceFiscale: 'DLMDNL57L62D969A' })
  assert.equal(other.statusCode, 409)
  assert.match(other.body, /Hai già una persona delegata/)
})

onBothEngines('five holders a delegate, and whoever died is not counted', async (_t, database) => {
  const world = await worldOf(database)
  const { registry, representation } = world.wired
  const acting = { method: 'spid', level: 2 }
  const holders = [
    ...['BLLGNS72C58A944L', 'DLMDNL57L62D969A', 'MRRMRC80A01H501B', 'MNTDRA80D12A944S'],
    ...['BNTNRO12D44F205D', ELVIRA],
  ] as CodiceFiscale[]
  const line = (codiceFiscale: string, type: string, data: object) => ({
    line: 1,
    text: JSON.stringify({
      id: world.chance.uuid(),
      type,
      occurredAt: '2020-01-10T09:00:00Z',
      codiceFiscale,
      data,
    }),
  })
  const outcomes: string[] = []
  for (const codiceFiscale of holders) {
    const born = { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' }
    await registry.recordFeed([line(codiceFiscale, 'persona.registrata', born)])
    const naming = { codiceFiscale, delegate: TERESA, name: 'Teresa Alba', until: undefined, acting }
    outcomes.push((await representation.nameDelegate(naming)).kind)
  }
  assert.deepEqual(outcomes, ['named', 'named', 'named', 'named', 'named', 'tooMany'])
  await registry.recordFeed([line(holders[0] ?? '', 'persona.deceduta', { data: '2020-01-01' })])
  assert.equal((await world.name()).statusCode, 303)
})

onBothEngines('what was mistyped is told beside its field, and nothing is lost', async (_t, database) => {
  const { elvira } = await worldOf(database)
  const page = await elvira.send('/delega', {
    nome: 'Teresa',
    codiceFiscale: 'CTTCLD63R09F205X',
    fino: '1/1/2020',
  })
  assert.equal(page.statusCode, 400)
  assert.match(page.body, /Ricopia il codice dalla tessera/)
  assert.match(page.body, /Scrivi un giorno da oggi in poi/)
  assert.match(page.body, /value="CTTCLD63R09F205X"/)
  const own = await elvira.send('/delega/conferma', { ...TYPED, codiceFiscale: ELVIRA })
  assert.equal(own.statusCode, 409)
})

onBothEngines(
  'neither a minor nor who has a tutor names a delegate, and a delegation given before counts no more',
  async (_t, database) => {
    const { name, record, teresaForElvira, chance } = await worldOf(database)
    await name()
    const delegate = await teresaForElvira()
    assert.equal(await see(delegate), 200)
    const tutor = { rappresentante: 'DLMDNL57L62D969A', dal: '2026-11-01' }
    await record(tutor, chance.uuid())
    assert.equal(await see(delegate), 403)
    const again = await name()
    assert.equal(again.statusCode, 409)
    assert.match(again.body, /Non puoi delegare/)
  },
)

onBothEngines('a minor names nobody', async (_t, database) => {
  const { name } = await worldOf(database, { dataNascita: '2009-01-01' })
  assert.equal((await name()).statusCode, 409)
})

onBothEngines('T46 a death ends the delegation at the next request', async (_t, database) => {
  const { name, feed, teresaForElvira } = await worldOf(database)
  await name()
  const delegate = await teresaForElvira()
  assert.equal(await see(delegate), 200)
  await feed('persona.deceduta', { data: '2026-11-22' }, '2026-11-22T10:00:00+01:00')
  assert.equal(await see(delegate), 403)
})

onBothEngines(
  'T46 a delegate whose code changes is the same delegate under the new one',
  async (_t, database) => {
    const { name, feed, enter } = await worldOf(database)
    await name()
    const change = { nuovoCodiceFiscale: 'MRRMRC80A01H501B' }
    await feed('persona.codiceFiscaleVariato', change, '2026-11-22T10:00:00+01:00', TERESA)
    const delegate = await enter('MRRMRC80A01H501B' as CodiceFiscale, 'Teresa', 'Alba', { kind: 'ownPages' })
    assert.match((await delegate.get('/per-chi')).body, /Elvira Tassoni/)
  },
)
