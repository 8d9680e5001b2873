import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { statement } from '../../db/database.js'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { DARIO, ELVIRA, identityWorld } from '../../../test/identity-world.js'
import { logIn, sendAnswer, spidAnswer, reachProvider } from '../../../test/visitor.js'
import { FORGED_NAME } from '../demo/spid-forgery.gateway.js'
import { SPID_CASES } from '../demo/spid-cases.js'
import { en as words } from '../demo/spid-faults.texts.en.js'
import { it as parole } from '../demo/spid-faults.texts.it.js'
import { DEMO_PROVIDERS } from '../demo/spid-demo.js'

/** One database for the whole file: a browser more is a row or two. */
const opened = embedded.open()
after(async () => {
  await (await opened).close()
  await closeIdleCopies()
})

const shared = opened.then(({ database }) => identityWorld(database))

/** Which rule refuses a case: a case that is refused for something else proves nothing. */
const RULES: Record<string, RegExp> = {
  '2': /assertion\.unsigned/,
  '3': /assertion\.unsigned/,
  '4': /signature/,
  '5': /signature/,
  '8': /response\.id/,
  '10': /response\.version/,
  '13': /response\.issueInstant/,
  '14': /response\.issueInstant/,
  '15': /response\.issueInstant/,
  '21': /response\.destination/,
  '23': /response\.status/,
  '29': /response\.issuer$/,
  '30': /response\.issuerFormat/,
  '32': /assertion\.missing/,
  '34': /assertion\.id/,
  '40': /assertion\.issueInstant/,
  '44': /assertion\.nameId$/,
  '47': /assertion\.nameIdFormat/,
  '49': /assertion\.nameQualifier/,
  '52': /assertion\.confirmation/,
  '55': /assertion\.method/,
  '59': /assertion\.recipient/,
  '62': /assertion\.inResponseTo/,
  '66': /assertion\.notOnOrAfter/,
  '69': /assertion\.issuer$/,
  '71': /assertion\.issuerFormat/,
  '74': /conditions$/,
  '78': /conditions\.notBefore/,
  '82': /conditions\.notOnOrAfter/,
  '87': /conditions\.audience/,
  '89': /authnStatement/,
  '93': /level/,
  '94': /level/,
  '99': /attributes/,
  '100': /assertion\.wrong/,
  '112': /assertion|signature/,
  '113': /assertion|signature/,
  xsw1: /signature|several/,
  xsw2: /signature|several/,
  xsw3: /several/,
  xsw4: /several/,
  xsw5: /several/,
  xsw6: /several/,
  xsw7: /several/,
  xsw8: /several/,
  xslt: /assertion\.wrong/,
}

const REFUSED = statement(
  'test.refusedLogins',
  `select id, sealed_detail from audit_event where kind = 'login.refused' order by seq desc limit 1`,
)

const PROVIDER_OF_EIDAS = DEMO_PROVIDERS.find(({ kind }) => kind === 'eidas')?.name
const SESSIONS_OF = statement('test.sessionsOf', 'select id from session where identity_mac = $1')

/** What the audit says of the last refusal: the rule, and nothing of the answer. */
async function lastRule(): Promise<string> {
  const { database, vault } = await shared
  const last = (await database.query<{ id: string; sealed_detail: Buffer }>(REFUSED))[0]
  const detail = last ? vault.open({ table: 'audit_event', row: last.id }, last.sealed_detail) : '{}'
  for (const secret of [ELVIRA.codiceFiscale, 'Elvira', 'Tassoni']) assert.ok(!detail.includes(secret))
  return (JSON.parse(detail) as { rule?: string }).rule ?? ''
}

/** The federation's suites give these numbers to no case, so that no provider can send them. */
const NO_CASES = [6, 7, 50, 101, 102]

void test('T35 every number of the federation’s cases is tried, but those that have no case', () => {
  const numbers = Array.from({ length: 113 }, (_none, index) => index + 1)
  const tried = new Set(SPID_CASES.map(({ id }) => id))
  assert.deepEqual(
    numbers.filter((number) => !tried.has(String(number))),
    NO_CASES,
  )
})

void test('every case has words in Italian and in English, and no words are left over', () => {
  const ids = SPID_CASES.map(({ id }) => id).sort()
  for (const { cases } of [words, parole]) {
    assert.deepEqual(Object.keys(cases).sort(), ids)
    assert.ok(Object.values(cases).every((text) => text !== ''))
  }
})

/** Case by case, by the number that the federation's tests know; on one world, each in a browser of its own. */
for (const { id, isLetIn } of SPID_CASES) {
  void test(`T35 case ${id}, ${words.cases[id] ?? ''}: ${isLetIn ? 'in' : 'refused, and told why'}`, async () => {
    const { visitor } = await shared
    const browser = visitor()
    const answered = await sendAnswer(browser, await spidAnswer(browser, { ...ELVIRA, caso: id }))
    if (isLetIn) {
      assert.equal(answered.headers['location'], '/qr')
      const page = await browser.get('/qr')
      assert.equal(page.statusCode, 200)
      assert.equal(page.json<{ name: string }>().name, 'Elvira Tassoni')
      return
    }
    assert.equal(answered.statusCode, 403)
    assert.match(answered.body, /<h1[^>]*>[^<]+/)
    assert.match(answered.body, /Numero da citare/)
    assert.equal(browser.cookies.get('attesta'), undefined)
    assert.ok(!answered.body.includes(FORGED_NAME))
    const rule = RULES[id]
    if (rule) assert.match(await lastRule(), rule)
  })
}

void test('each anomaly has a page of its own, in both languages, and leaves the login open', async () => {
  const { visitor } = await shared
  for (const [language, cases] of [
    ['it', ['104', '105', '106', '107', '108', '111', 'nr30', 'nr12']],
    ['en', ['104', '105', '106', '107', '108', '111', 'nr30', 'nr12']],
  ] as const) {
    const titles = new Set<string>()
    for (const caso of cases) {
      const browser = visitor()
      browser.cookies.set('lingua', language)
      const page = await sendAnswer(browser, await spidAnswer(browser, { ...ELVIRA, caso }))
      assert.equal(page.statusCode, 403)
      const [, title = '', say = ''] =
        /<h1[^>]*>([^<]+)<\/h1>\s*<p class="lead">([^<]+)/.exec(page.body) ?? []
      titles.add(title + say)
      if (caso === '111') assert.equal((await logIn(browser, ELVIRA)).headers['location'], '/qr')
    }
    assert.equal(titles.size, cases.length, language)
  }
})

void test('a mistake of ours in the request raises an alarm', async () => {
  const { visitor, lines } = await shared
  const browser = visitor()
  await sendAnswer(browser, await spidAnswer(browser, { ...ELVIRA, caso: 'nr12' }))
  assert.ok(lines.some(({ fields }) => fields?.warning === 'spidRefusesUs' && fields.cause === 'anomaly.12'))
})

void test('a provider that is asked by redirect lets in as well', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answered = await sendAnswer(browser, await spidAnswer(browser, { ...ELVIRA, slug: 'brezza' }))
  assert.equal(answered.headers['location'], '/qr')
})

/** Of another state, by the Italian node, which knows no codice fiscale of theirs. */
const FOREIGNER = { ...DARIO, slug: 'eidas', esito: 'noCodiceFiscale' }

void test('eIDAS: by the Italian node one is in with a codice fiscale; without, the holder’s door tells why not', async () => {
  const { visitor, recorded } = await shared
  const known = visitor()
  const answered = await sendAnswer(known, await spidAnswer(known, { ...ELVIRA, slug: 'eidas' }))
  assert.equal(answered.headers['location'], '/qr')
  const foreigner = visitor()
  const refused = await sendAnswer(foreigner, await spidAnswer(foreigner, FOREIGNER))
  assert.equal(refused.statusCode, 403)
  assert.match(refused.body, /Manca il codice fiscale/)
  assert.equal(foreigner.cookies.get('attesta'), undefined)
  const { kind, method, level, detail } = recorded.at(-1)!
  assert.deepEqual([kind, method, level], ['login.refused', 'spid', 2])
  assert.deepEqual(detail, { provider: PROVIDER_OF_EIDAS, why: 'noCodiceFiscale' })
})

void test('the demo’s node says that it is eIDAS on each page, and its list of broken answers is in the language of the page', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const richiesta = await reachProvider(browser, 'eidas')
  const list = await browser.post('/demo/spid/dati', { richiesta, metodo: 'spid' })
  assert.match(list.body, /<h1[^>]*>\s*eIDAS di prova/)
  const chosen = { richiesta, metodo: 'spid', codiceFiscale: ELVIRA.codiceFiscale }
  const consent = await browser.post('/demo/spid/dati', chosen)
  assert.match(consent.body, /Nodo eIDAS di prova/)
  assert.match(consent.body, /<option value="4">4 · firmata da un estraneo · KO</)
  assert.doesNotMatch(list.body + consent.body, /SPID di prova|>SPID<|stranger|undefined/)
  const english = await browser.post('/demo/spid/risposta', { ...chosen, lingua: 'en' })
  assert.match(english.body, /Nodo eIDAS di prova/)
  assert.match(english.body, /<option value="4">4 · signed by a stranger · KO</)
})

void test('eIDAS: without a codice fiscale one is in as an operator, is no holder, and a SPID provider’s code is no such identity', async () => {
  const { visitor, recorded, vault, database } = await shared
  const foreigner = visitor()
  const asked = { ...FOREIGNER, per: 'operatore' }
  const answered = await sendAnswer(foreigner, await spidAnswer(foreigner, asked))
  assert.equal(answered.headers['location'], '/operatore')
  const { kind, method, level, detail } = recorded.at(-1)!
  assert.deepEqual([kind, method, level], ['login.succeeded', 'spid', 2])
  assert.deepEqual(detail, { provider: PROVIDER_OF_EIDAS })
  assert.equal((await foreigner.get('/grado')).statusCode, 200)
  const own = await foreigner.get('/qr')
  assert.equal(own.statusCode, 403)
  assert.match(own.body, /Manca il codice fiscale/)
  const sessionsOf = (identity: string) => database.query(SESSIONS_OF, [vault.mac('identity', identity)])
  assert.equal((await sessionsOf('eidas:ES/IT/MNTDRA')).length, 1, 'found in a namespace of its own')
  assert.equal((await sessionsOf('ES/IT/MNTDRA')).length, 0)
  const pretender = visitor()
  const elsewhere = { ...asked, slug: 'alba' }
  assert.equal((await sendAnswer(pretender, await spidAnswer(pretender, elsewhere))).statusCode, 403)
  assert.equal(await lastRule(), 'attributes.person')
})
