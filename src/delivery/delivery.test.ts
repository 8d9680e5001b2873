import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { onBothEngines } from '../../test/databases.js'
import { ELVIRA, levelTwo } from '../../test/level-two.js'
import { mailServer, type MailServer, openLetter } from '../../test/mail-server.js'
import { readQrs } from '../../test/read-qr.js'
import { renderPage } from '../../test/render-pdf.js'
import { type App, wireApp } from '../app.js'
import { type Database, statement } from '../db/database.js'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/instant.js'
import { LOCALES } from '../messages/locale.js'
import { type MailSettings } from '../notification/mail.wire.js'
import { letterEn } from './letter.texts.en.js'
import { letterIt } from './letter.texts.it.js'

const EMAIL = 'elvira.tassoni@posta.example'
const FROM = 'non-rispondere@istituto.example'

/** Words that tell of health, of disability or of the benefits for it, as beginnings; also the service's own. */
const HEALTH_WORDS =
  /disab|invalid|handicap|minoraz|cec(o|a|it)|ciec|ipoved|sord|malat|salut|sanitar|medic|diagnos|patolog|clinic|ospedal|menoma|percentual|verbale|giudizi|accompagn|pension|assegno|agevolaz|l\. ?104|health|impair|blind|deaf|ill(ness)?\b|disease|hospital|doctor|patient|allowance|benefit|carer|condizion|condition|status|riconosc|recogni/i

function smtpTo(
  server: MailServer,
  more: Partial<Extract<MailSettings, { kind: 'smtp' }>> = {},
): MailSettings {
  const { port, authority } = server
  const tls = { implicitTls: false, requireTls: true }
  return { kind: 'smtp', host: 'localhost', port, authority, login: undefined, from: FROM, ...tls, ...more }
}

async function serverOf(t: TestContext, choices: Parameters<typeof mailServer>[0] = {}): Promise<MailServer> {
  const server = await mailServer(choices)
  t.after(() => server.close())
  return server
}

/** Elvira with her QR and an e-mail address, and the service that sends by these settings. */
async function worldOf(database: Database, mail: MailSettings, register: object = { email: EMAIL }) {
  const world = await levelTwo(database, { register })
  const app: App = wireApp({ ...world, mail })
  const { delivery } = app
  const acting = { method: 'spid', level: 2 }
  return {
    ...world,
    app,
    delivery,
    ask: (once = world.chance.uuid(), locale: 'it' | 'en' = 'it') =>
      delivery.askForSheet({ codiceFiscale: ELVIRA, acting, locale, once }),
    last: async () => (await delivery.findLast(await entries(app)))?.fate,
  }
}

async function entries(app: App): Promise<string[]> {
  const { start } = await app.registry.findDossierByCode(ELVIRA)
  return start === undefined ? [] : [start]
}

const OUTBOX = statement(
  'test.letters',
  "select sealed_payload, attempts, last_failure, delivered_at, abandoned_at from outbox where channel = 'email'",
)
const MAILED = statement(
  'test.mailed',
  "select attestation, person, method, level from audit_event where kind = 'attestation.mailed'",
)

for (const locale of LOCALES) {
  onBothEngines(
    `the sheet (${locale}) goes to the address of the register alone, over TLS, its PDF read back`,
    async (t, database) => {
      const server = await serverOf(t)
      const { ask, delivery, last, app, chance } = await worldOf(database, smtpTo(server))
      assert.deepEqual(await ask(chance.uuid(), locale), { kind: 'asked' })
      assert.equal(await last(), 'leaving')
      assert.equal(await delivery.deliverOnce(), 1)
      const [letter] = server.received
      assert.ok(letter)
      assert.deepEqual([letter.from, letter.to, letter.secure], [FROM, [EMAIL], true])
      const { headers, text, file, partHeaders } = openLetter(letter)
      assert.match(headers, /^Auto-Submitted: auto-generated\r?$/m)
      assert.match(headers, new RegExp(`^Content-Language: ${locale}\r?$`, 'm'))
      assert.match(text, locale === 'it' ? /il foglio che hai chiesto/ : /the sheet you asked for/)
      assert.match(partHeaders, /application\/pdf/)
      const attestation = await app.attestation.findActive(await entries(app))
      const found = (await readQrs(await renderPage(file, 150))).map((qr) => qr.text)
      assert.deepEqual(found, Array(2).fill(`http://localhost:3000/v#${attestation?.token ?? ''}`))
      assert.equal(await last(), 'left')
    },
  )
}

onBothEngines(
  'the outbox holds a sealed reference, never the document, and is emptied',
  async (t, database) => {
    const server = await serverOf(t)
    const { ask, delivery } = await worldOf(database, smtpTo(server))
    await ask()
    const [waiting] = await database.query<{ sealed_payload: Buffer }>(OUTBOX)
    assert.ok(waiting && waiting.sealed_payload.length < 600, 'a reference, not a document')
    assert.doesNotMatch(waiting.sealed_payload.toString('latin1'), /%PDF|TSSLVR|posta\.example/)
    await delivery.deliverOnce()
    const [sent] = await database.query<{ sealed_payload: null; delivered_at: number }>(OUTBOX)
    assert.equal(sent?.sealed_payload, null)
    assert.ok(sent.delivered_at)
  },
)

onBothEngines('one form is one letter, and the holder’s list says it once', async (t, database) => {
  const server = await serverOf(t)
  const { ask, delivery, chance, attestation } = await worldOf(database, smtpTo(server))
  const once = chance.uuid()
  const outcomes = await Promise.all([ask(once), ask(once), ask(once)])
  assert.deepEqual(outcomes, Array(3).fill({ kind: 'asked' }))
  await delivery.deliverOnce()
  assert.equal(server.received.length, 1)
  const audited = await database.query<{ attestation: string; method: string }>(MAILED)
  assert.deepEqual(
    audited.map((row) => [row.attestation, row.method]),
    [[attestation, 'spid']],
  )
})

onBothEngines('three letters a day, asked for one after the other or all at once', async (t, database) => {
  const server = await serverOf(t)
  const { ask, pass, now } = await worldOf(database, smtpTo(server))
  const first = now()
  const kinds = (await Promise.all([ask(), ask(), ask(), ask(), ask()])).map(({ kind }) => kind)
  assert.deepEqual(kinds.sort(), ['asked', 'asked', 'asked', 'tooMany', 'tooMany'])
  assert.deepEqual(await ask(), { kind: 'tooMany', until: first + DAY })
  pass(DAY)
  assert.deepEqual(await ask(), { kind: 'asked' })
})

onBothEngines(
  'a QR replaced, an address changed or a death in between: the letter does not leave',
  async (t, database) => {
    const server = await serverOf(t)
    const { ask, app, delivery, pass, feed, last } = await worldOf(database, smtpTo(server))
    const request = { codiceFiscale: ELVIRA, acting: { method: 'spid', level: 2 } }
    await ask()
    await app.attestation.replace(request)
    await delivery.deliverOnce()
    assert.equal(await last(), 'lost')

    pass(MINUTE)
    await ask()
    const person = { nome: 'Elvira', cognome: 'Tassoni', dataNascita: '1961-02-14' }
    await feed('persona.registrata', { ...person, email: 'nuova@posta.example' }, '2026-11-23T10:00:00+01:00')
    await delivery.deliverOnce()

    pass(MINUTE)
    await ask()
    await feed('persona.deceduta', { data: '2026-11-22' }, '2026-11-23T10:05:00+01:00')
    await delivery.deliverOnce()
    assert.deepEqual(server.received, [])
  },
)

onBothEngines(
  'an address that is refused for good is told to the holder, and not tried again',
  async (t, database) => {
    const server = await serverOf(t)
    const { ask, delivery, last, pass } = await worldOf(database, smtpTo(server))
    server.answerWith(550, '5.1.1 no such user')
    await ask()
    await delivery.deliverOnce()
    assert.equal(await last(), 'refused')
    pass(HOUR)
    assert.equal(await delivery.deliverOnce(), 0)
  },
)

onBothEngines(
  'a server that is away or says "later" is tried again, then the letter leaves',
  async (t, database) => {
    const gone = await mailServer()
    await gone.close()
    const settings = smtpTo(gone)
    const { ask, delivery, last, pass } = await worldOf(database, settings)
    await ask()
    await delivery.deliverOnce()
    assert.equal(await last(), 'leaving')
    const [row] = await database.query<{ last_failure: string; attempts: number }>(OUTBOX)
    assert.equal(row?.attempts, 1)
    assert.doesNotMatch(row.last_failure, /posta|tassoni/)

    const back = await serverOf(t, { port: gone.port })
    back.answerWith(450, '4.2.1 greylisted')
    pass(3 * SECOND)
    await delivery.deliverOnce()
    assert.equal(await last(), 'leaving')
    back.answerWith(250)
    pass(10 * SECOND)
    await delivery.deliverOnce()
    assert.equal(await last(), 'left')
    assert.equal(back.received.length, 1)
  },
)

onBothEngines('T54: after five failures the circuit opens, and letters wait', async (_t, database) => {
  const gone = await mailServer()
  await gone.close()
  const { ask, delivery, pass, lines } = await worldOf(database, smtpTo(gone))
  await ask()
  for (let attempt = 0; attempt < 5; attempt++) {
    pass(59 * SECOND)
    await delivery.deliverOnce()
  }
  assert.ok(lines.some(({ code }) => code === 'outbox.circuitOpened'))
  await ask()
  await delivery.deliverOnce()
  const letters = await database.query<{ attempts: number; last_failure: string | null }>(OUTBOX)
  assert.deepEqual(
    letters.map(({ attempts, last_failure }) => [attempts, last_failure !== null]).sort(),
    [
      [0, false],
      [5, true],
    ],
    'the second is held back, not tried',
  )
})

onBothEngines('without an address in the register there is no letter', async (t, database) => {
  const server = await serverOf(t)
  const { ask } = await worldOf(database, smtpTo(server), {})
  assert.deepEqual(await ask(), { kind: 'noAddress' })
})

onBothEngines(
  'a name that cannot be written is no letter, and takes nothing of the day: with a new name all three may go',
  async (_t, database) => {
    const register = { email: EMAIL, nome: '漢字' }
    const { ask, delivery, last, feed } = await worldOf(database, { kind: 'demoMailbox' }, register)
    for (let time = 0; time < 4; time++) assert.deepEqual(await ask(), { kind: 'letterMissing' })
    assert.equal(await last(), undefined)
    assert.equal(await delivery.deliverOnce(), 0)
    assert.deepEqual(await database.query(MAILED), [])
    const person = { nome: 'Elvira', cognome: 'Tassoni', dataNascita: '1961-02-14', email: EMAIL }
    await feed('persona.registrata', person, '2026-11-23T10:00:00+01:00')
    const kinds = [await ask(), await ask(), await ask(), await ask()].map(({ kind }) => kind)
    assert.deepEqual(kinds, ['asked', 'asked', 'asked', 'tooMany'])
  },
)

void test('no health word in either language, in subject, text or file name', () => {
  for (const { subject, text, fileName } of [letterIt, letterEn])
    assert.doesNotMatch([subject, text('800 000 123'), fileName].join('\n'), HEALTH_WORDS)
  assert.match('una condizione di disabilità', HEALTH_WORDS, 'the list finds what it is for')
})

onBothEngines('no health word, name or codice fiscale in any header of the letter', async (t, database) => {
  const server = await serverOf(t)
  const { ask, delivery } = await worldOf(database, smtpTo(server))
  await ask()
  await delivery.deliverOnce()
  const [letter] = server.received
  assert.ok(letter)
  const { headers, text, partHeaders } = openLetter(letter)
  const others = headers.replace(/^To: .*$/m, '')
  for (const said of [others, text, partHeaders]) {
    assert.doesNotMatch(said, HEALTH_WORDS)
    assert.doesNotMatch(said, /elvira|tassoni|TSSLVR/i)
  }
})
