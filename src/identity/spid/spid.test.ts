import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { statement } from '../../db/database.js'
import { MINUTE, SECOND } from '../../kernel/instant.js'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { DARIO, ELVIRA, identityWorld } from '../../../test/identity-world.js'
import {
  answerAt,
  logIn,
  reachProvider,
  sendAnswer,
  spidAnswer,
  type SpidFields,
} from '../../../test/visitor.js'
import { FORGED_NAME } from '../demo/spid-forgery.gateway.js'
import { SPID_CASES } from '../demo/spid-cases.js'
import { en as words } from '../demo/spid-faults.texts.en.js'
import { it as parole } from '../demo/spid-faults.texts.it.js'
import { DEMO_PROVIDERS } from '../demo/spid-demo.js'
import { ATTEMPT_LIFE } from '../login-attempt.js'
import { readRegistry } from './registry-document.gateway.js'
import { MOST_REFUSED } from './spid-request.js'
import { readXml } from './strict-xml.gateway.js'

/** One database for the whole file: a browser more is a row or two. */
const opened = embedded.open()
after(async () => {
  await (await opened).close()
  await closeIdleCopies()
})

const world = async () => identityWorld((await opened).database)

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

const shared = world()

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

void test('T37 an answer that let somebody in lets nobody in again, in its own browser or another', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  const login = browser.cookies.get('attesta-login') ?? ''
  assert.equal((await sendAnswer(browser, answer)).statusCode, 303)
  browser.cookies.set('attesta-login', login)
  assert.equal((await sendAnswer(browser, answer)).statusCode, 403)
  const other = visitor()
  await reachProvider(other)
  assert.equal((await sendAnswer(other, answer)).statusCode, 403)
  assert.equal(other.cookies.get('attesta'), undefined)
})

void test('an answer of another provider than the one that was asked lets nobody in', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const fromAlba = await spidAnswer(browser, ELVIRA)
  const richiesta = await reachProvider(browser, 'brezza')
  const fromBrezza = await answerAt(browser, { richiesta, codiceFiscale: ELVIRA.codiceFiscale })
  const asAlba = decode(fromBrezza).replaceAll('/demo/spid/brezza', '/demo/spid/alba')
  assert.equal((await sendAnswer(browser, encode(asAlba, fromBrezza))).statusCode, 403)
  assert.equal((await sendAnswer(browser, fromAlba)).statusCode, 403)
  assert.equal((await sendAnswer(browser, fromBrezza)).statusCode, 303)
})

void test('T39 entities, document types, comments and depth are refused within 50 ms, before any parser', async () => {
  const { visitor } = await shared
  const text = decode(await spidAnswer(visitor(), ELVIRA))
  const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 60 }, (_, i) => `<!ENTITY a${String(i)} "&a;&a;&a;">`).join('')}]>`
  const hostile = [
    bomb + text,
    `<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd">${text}`,
    `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${text.replace('Elvira', '&x;')}`,
    text.replace('Elvira', 'El<!-- -->vira'),
    text.replace('Elvira', '<![CDATA[Elvira]]>'),
    text
      .replace('<samlp:Status>', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}<samlp:Status>`)
      .slice(0, 30_000),
    text.replace('<samlp:Status>', `<?xml-stylesheet href="x"?><samlp:Status>`),
    'a'.repeat(32_000),
    '<'.repeat(32_000),
  ]
  for (const one of hostile) {
    const started = performance.now()
    assert.equal(readXml(Buffer.from(one)), undefined)
    const taken = performance.now() - started
    assert.ok(taken < 50, `${one.slice(0, 30)} within 50 ms: ${String(taken)}`)
  }
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  for (const one of hostile.slice(0, 5))
    assert.equal((await sendAnswer(browser, encode(one, answer))).statusCode, 403)
  assert.equal((await sendAnswer(browser, answer)).statusCode, 303, 'what cannot be read spends nothing')
})

void test('T39 what names another machine in a message, at the endpoint or in a list, brings nobody to that machine', async () => {
  const { visitor } = await shared
  let reached = 0
  const listener = createServer((socket) => {
    reached += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const there = `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`
  try {
    const schema = `xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="urn:x ${there}/x.xsd"`
    const fetching: ((text: string) => string)[] = [
      (text) => `<!DOCTYPE r SYSTEM "${there}/x.dtd">${text}`,
      (text) => `<!DOCTYPE r PUBLIC "-//x" "${there}/x.dtd">${text}`,
      (text) => `<!DOCTYPE r [<!ENTITY x SYSTEM "${there}/x">]>${text.replace('Elvira', '&x;')}`,
      (text) => `<!DOCTYPE r [<!ENTITY % x SYSTEM "${there}/x"> %x;]>${text}`,
      (text) => `<?xml-stylesheet href="${there}/x.xsl"?>${text}`,
      (text) => text.replace('<samlp:Response ', `<samlp:Response ${schema} `),
      (text) => text.replace(/URI="#[^"]*"/, `URI="${there}/x"`),
    ]
    for (const change of fetching) {
      const browser = visitor()
      const answer = await spidAnswer(browser, ELVIRA)
      const changed = change(decode(answer))
      assert.ok(changed.includes(there))
      assert.equal(
        (await sendAnswer(browser, encode(changed, answer))).statusCode,
        403,
        changed.slice(0, 120),
      )
      assert.equal(readRegistry(Buffer.from(changed), [], 'spid').kind, 'refused')
    }
    assert.equal(reached, 0)
  } finally {
    listener.close()
  }
})

void test('a message larger than 32 KiB, or no message at all, is refused as a bad request or in words', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  assert.equal((await sendAnswer(browser, { ...answer, SAMLResponse: 'A'.repeat(100_000) })).statusCode, 413)
  assert.equal((await sendAnswer(browser, { ...answer, SAMLResponse: 'A'.repeat(50_000) })).statusCode, 400)
  for (const field of ['', '%%%', 'PD94bWw+', Buffer.from('<a/>').toString('base64')])
    assert.equal((await sendAnswer(browser, { ...answer, SAMLResponse: field })).statusCode, 403)
})

void test('after some wrong answers a request is good for nothing', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  const wrong = encode(decode(answer).replace('>Elvira<', '>Elvis<'), answer)
  for (let count = 0; count < MOST_REFUSED; count += 1)
    assert.equal((await sendAnswer(browser, wrong)).statusCode, 403)
  assert.match((await sendAnswer(browser, answer)).body, /Questo accesso non vale più/)
})

void test('T58 a provider’s clock may be a minute off, not three', async () => {
  for (const [off, isLetIn] of [
    [55 * SECOND, true],
    [-55 * SECOND, true],
    [185 * SECOND, false],
    [-185 * SECOND, false],
  ] as const) {
    const { visitor, pass } = await world()
    const browser = visitor()
    const richiesta = await reachProvider(browser)
    pass(off)
    const answer = await answerAt(browser, { richiesta, codiceFiscale: ELVIRA.codiceFiscale })
    pass(-off)
    const { statusCode } = await sendAnswer(browser, answer)
    assert.equal(statusCode, isLetIn ? 303 : 403, `${String(off / SECOND)} s`)
  }
})

void test('T32 over https the login’s cookie alone is None, for ten minutes, and gone after the login', async () => {
  const { app } = await identityWorld((await opened).database, { baseUrl: 'https://attesta.example' })
  const begun = await app.inject({
    method: 'POST',
    url: '/accedi',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: 'per=titolare&metodo=spid',
  })
  const cookie = String(begun.headers['set-cookie'])
  for (const part of [
    '__Host-attesta-login=',
    'Max-Age=600',
    'Path=/',
    'HttpOnly',
    'Secure',
    'SameSite=None',
  ])
    assert.ok(cookie.includes(part), part)
})

void test('a browser that held the cookie back sends the answer again, from our own page', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  const login = browser.cookies.get('attesta-login') ?? ''
  browser.cookies.delete('attesta-login')
  const between = await sendAnswer(browser, answer)
  assert.equal(between.statusCode, 200)
  assert.match(between.body, /name="ripetuto" value="1"/)
  browser.cookies.set('attesta-login', login)
  const again = await browser.post('/spid/acs', { ...answer, ripetuto: '1' })
  assert.equal(again.headers['location'], '/qr')
  const stranger = await visitor().post(
    '/spid/acs',
    { ...answer, ripetuto: '1' },
    { 'sec-fetch-site': 'cross-site' },
  )
  assert.equal(stranger.statusCode, 403)
})

void test('an answer that comes too late says “start again”, and the new login leads where the old one would have', async () => {
  const { visitor, pass } = await world()
  const browser = visitor()
  await browser.post('/v/grado', {})
  const answer = await spidAnswer(browser, { ...DARIO, per: 'operatore' })
  pass(ATTEMPT_LIFE + MINUTE)
  browser.cookies.delete('attesta-login')
  const late = await browser.post('/spid/acs', { ...answer, ripetuto: '1' })
  assert.equal(late.statusCode, 403)
  assert.match(late.body, /Entra di nuovo/)
  assert.equal((await logIn(browser, { ...DARIO, per: 'operatore' })).headers['location'], '/grado')
  const stranger = await visitor().post('/spid/acs', { ...answer, RelayState: 'x', ripetuto: '1' })
  assert.equal(stranger.cookies.length, 0, 'an unknown key leads nowhere')
})

void test('only the answer’s address takes posts from other sites', async () => {
  const { visitor } = await shared
  const cross = { 'sec-fetch-site': 'cross-site' }
  assert.equal((await visitor().post('/accedi/spid', { fornitore: 'x' }, cross)).statusCode, 403)
  assert.equal((await visitor().post('/accedi', { metodo: 'spid' }, cross)).statusCode, 403)
})

void test('the providers come in another order each time, each by a button of its own', async () => {
  const { visitor } = await shared
  const orders = new Set<string>()
  for (let count = 0; count < 40 && orders.size < 2; count += 1) {
    const browser = visitor()
    await browser.post('/accedi', { per: 'titolare', metodo: 'spid' })
    const page = await browser.get('/accedi/spid')
    const names = [...page.body.matchAll(/name="fornitore" value="[^"]+">([^<]+)</g)].map(([, name]) => name)
    assert.equal(names.length, 3)
    orders.add(names.join())
  }
  assert.equal(orders.size, 2)
})

void test('a link leads straight to a provider of the registry, and to nobody else', async () => {
  const { visitor } = await shared
  const idp = encodeURIComponent('http://localhost:3000/demo/spid/alba')
  const sent = await visitor().get(`/spid/entra?idp=${idp}`)
  assert.match(sent.body, /name="SAMLRequest"/)
  assert.match(String(sent.headers['content-security-policy']), /form-action 'self' http:\/\/localhost:3000;/)
  assert.equal((await visitor().get('/spid/entra?idp=https%3A%2F%2Fevil.example')).statusCode, 404)
})

void test('what was said is kept sealed, question and answer', async () => {
  const { visitor, database } = await shared
  const browser = visitor()
  await logIn(browser, ELVIRA)
  const messages = statement(
    'test.spidMessages',
    `select kind, sealed_message from spid_message where request_id =
      (select request_id from spid_message order by recorded_at desc, kind limit 1) order by kind`,
  )
  const rows = await database.query<{ kind: string; sealed_message: Buffer }>(messages)
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['request', 'response'],
  )
  for (const { sealed_message } of rows) assert.ok(!sealed_message.includes('AuthnContext'))
})

function decode({ SAMLResponse }: SpidFields): string {
  return Buffer.from(SAMLResponse, 'base64').toString()
}

function encode(text: string, answer: SpidFields): SpidFields {
  return { ...answer, SAMLResponse: Buffer.from(text).toString('base64') }
}
