import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { formatInstant, type Instant } from '../../kernel/instant.js'
import { systemChance } from '../../kernel/system-chance.gateway.js'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { ELVIRA, identityWorld } from '../../../test/identity-world.js'
import { fieldsOf, logIn, sendAnswer, type TestVisitor } from '../../../test/visitor.js'
import { answerOf } from '../demo/spid-answer.gateway.js'
import { SPID_CASES } from '../demo/spid-cases.js'
import { entityOf } from '../demo/spid-demo.js'
import { writeProviderList } from '../demo/spid-metadata.js'
import { writeResponse } from '../demo/spid-template.js'
import { base64Of } from './key.gateway.js'
import { makeCertificate } from './make-certificate.gateway.js'
import { readPostedLogout } from './read-logout.gateway.js'
import { ENTITY_FORMAT, SAML, SAMLP } from './saml-names.js'
import { signXml, verifySigned } from './signature.gateway.js'
import { wireSpidOffice } from './spid-party.wire.js'
import { type SpidKeys, type SpidSettings } from './spid-settings.js'
import { readXml } from './strict-xml.gateway.js'

const BASE = 'http://localhost:3000'
const ALBA = entityOf(BASE, 'alba')
const now = Date.UTC(2026, 10, 1) as Instant

const newKeys = (commonName: string) =>
  makeCertificate(
    {
      commonName,
      organisation: 'Istituto di prova',
      ipaCode: 'i_prova',
      entityId: BASE,
      place: 'Roma',
      years: 3,
    },
    { now, chance: systemChance, bits: 2048 },
  )
const made = Promise.all(['ours', 'ournext', 'provider', 'providernext', 'registry', 'stranger'].map(newKeys))

/** A registry on a port of its own, which publishes what it is told to. */
let published: Buffer | undefined
const registry = createServer((_request, response) => {
  if (published) response.end(published)
  else response.writeHead(503).end()
})
const listening = new Promise<string>((resolve) => {
  registry.listen(0, '127.0.0.1', () => {
    resolve(`http://127.0.0.1:${String((registry.address() as AddressInfo).port)}/`)
  })
})

const opened = embedded.open()
after(async () => {
  registry.closeAllConnections()
  registry.close()
  await (await opened).close()
  await closeIdleCopies()
})

function publish(providers: SpidKeys[], signer: SpidKeys, change = (text: string) => text): void {
  const certificates = providers.map((keys) => base64Of(keys.certificates[0] ?? ''))
  const text = change(writeProviderList(BASE, [{ slug: 'alba', certificates }]))
  published = Buffer.from(signXml(text, signer, { afterIssuer: false }))
}

async function federation(keys: SpidKeys, signedBy: SpidKeys) {
  const settings: SpidSettings = {
    entityId: BASE,
    keys,
    organisation: { name: 'Istituto di prova', url: BASE },
    contact: { ipaCode: 'i_prova', email: 'spid@istituto.example', telephone: '+390612345678' },
    registry: { url: await listening, certificates: signedBy.certificates },
    eidas: undefined,
  }
  const { database } = await opened
  const world = await identityWorld(database, { spid: { kind: 'real', ...settings } })
  const office = wireSpidOffice({ ...world, baseUrl: BASE }, settings)
  if (published) await office.refresh()
  return { ...world, office }
}

/** Begins a login, and gives what the provider asked needs to answer it. */
async function begin(browser: TestVisitor): Promise<{ requestId: string; RelayState: string; text: string }> {
  await browser.post('/accedi', { per: 'titolare', metodo: 'spid' })
  const sent = fieldsOf(await browser.post('/accedi/spid', { fornitore: ALBA }))
  const text = Buffer.from(sent['SAMLRequest'] ?? '', 'base64').toString()
  return { requestId: / ID="([^"]+)"/.exec(text)?.[1] ?? '', RelayState: sent['RelayState'] ?? '', text }
}

function answerTo(
  { requestId, RelayState }: { requestId: string; RelayState: string },
  provider: SpidKeys,
  at: Instant,
): { SAMLResponse: string; RelayState: string } {
  const text = writeResponse({
    ...{ id: '_r1', assertionId: '_a1', nameId: '_n1', now: at, provider: ALBA, requestId },
    ...{ assertionConsumer: `${BASE}/spid/acs`, audience: BASE, level: 2 },
    attributes: { name: 'Elvira', familyName: 'Tassoni', fiscalNumber: `TINIT-${ELVIRA.codiceFiscale}` },
  })
  const answered = answerOf(SPID_CASES[0]!, { text, now: at, requestedAt: at, provider, stranger: provider })
  return { SAMLResponse: Buffer.from(answered).toString('base64'), RelayState }
}

void test('metadata: signed, all keys, the addresses, the public body, and level-2 attributes only', async () => {
  const [ours, next, provider, , signer] = await made
  publish([provider!], signer!)
  const both = { ...ours!, certificates: [...ours!.certificates, ...next!.certificates] }
  const { visitor, office } = await federation(both, signer!)
  const shown = await visitor().get('/spid/metadata')
  assert.match(String(shown.headers['content-type']), /application\/samlmetadata\+xml/)
  assert.equal(await office.metadata(), shown.body, 'the command and the page say the same')
  const read = readXml(Buffer.from(shown.body))
  assert.ok(read?.document.documentElement)
  assert.equal(verifySigned(read, read.document.documentElement, ours!.certificates).kind, 'verified')
  assert.equal(verifySigned(read, read.document.documentElement, next!.certificates).kind, 'wrong')
  for (const keys of [ours, next]) assert.ok(shown.body.includes(base64Of(keys!.certificates[0]!)))
  for (const part of [
    `entityID="${BASE}"`,
    'AuthnRequestsSigned="true"',
    'WantAssertionsSigned="true"',
    `HTTP-POST" Location="${BASE}/spid/acs" index="0" isDefault="true"`,
    `HTTP-POST" Location="${BASE}/spid/slo"`,
    '<spid:IPACode>i_prova</spid:IPACode><spid:Public/>',
    '<md:TelephoneNumber>+390612345678</md:TelephoneNumber>',
    'xml:lang="it">Istituto di prova<',
  ])
    assert.ok(shown.body.includes(part), part)
  const asked = [...shown.body.matchAll(/RequestedAttribute Name="(\w+)"/g)].map(([, name]) => name)
  assert.deepEqual(asked, ['spidCode', 'name', 'familyName', 'fiscalNumber'])
})

void test('the certificate has the profile of the federation', async () => {
  const [ours] = await made
  const certificate = new X509Certificate(ours!.certificates[0]!)
  assert.match(certificate.subject, /PA:IT-i_prova/)
  assert.match(certificate.subject, /http:\/\/localhost:3000/)
  assert.equal(certificate.ca, false)
  assert.equal(certificate.publicKey.asymmetricKeyType, 'rsa')
  const der = certificate.raw.toString('hex')
  // 1.3.76.16.6, 1.3.76.16.4.2.1 and digitalSignature with contentCommitment, as DER writes them.
  for (const piece of ['06042b4c1006', '06062b4c10040201', '030206c0']) assert.ok(der.includes(piece), piece)
})

void test('our request is signed, asks for level 2 at least, and proof anew', async () => {
  const [ours, , provider, , signer] = await made
  publish([provider!], signer!)
  const { visitor } = await federation(ours!, signer!)
  const { text } = await begin(visitor())
  const read = readXml(Buffer.from(text))
  assert.equal(verifySigned(read!, read!.document.documentElement!, ours!.certificates).kind, 'verified')
  assert.match(text, /^<samlp:AuthnRequest [^>]*><saml:Issuer [^>]*>[^<]*<\/saml:Issuer><ds:Signature/)
  for (const part of [
    'ForceAuthn="true"',
    'Comparison="minimum"',
    'SpidL2<',
    'AssertionConsumerServiceIndex="0"',
  ])
    assert.ok(text.includes(part), part)
  for (const part of ['IsPassive', 'AllowCreate']) assert.ok(!text.includes(part), part)
})

void test('a provider changes its key with logins in flight: none fails, and the old key goes when the list drops it', async () => {
  const [ours, , old, next, signer] = await made
  publish([old!], signer!)
  const { visitor, office, pass, now: time } = await federation(ours!, signer!)
  await office.refresh()
  const [first, second, third] = [visitor(), visitor(), visitor()]
  const [one, two] = [await begin(first), await begin(second)]
  publish([old!, next!], signer!)
  await office.refresh()
  pass(300_000)
  assert.equal((await sendAnswer(first, answerTo(one, old!, time()))).headers['location'], '/qr')
  assert.equal((await sendAnswer(second, answerTo(two, next!, time()))).headers['location'], '/qr')
  const three = await begin(third)
  publish([next!], signer!)
  await office.refresh()
  pass(300_000)
  assert.equal((await sendAnswer(third, answerTo(three, old!, time()))).statusCode, 403)
})

void test('our own key changes with a login in flight: the answer lets in, and both keys are published', async () => {
  const [ours, next, provider, , signer] = await made
  publish([provider!], signer!)
  const before = await federation(
    { ...ours!, certificates: [...ours!.certificates, ...next!.certificates] },
    signer!,
  )
  const browser = before.visitor()
  const begun = await begin(browser)
  const changed = { ...next!, certificates: [...next!.certificates, ...ours!.certificates] }
  const after = await federation(changed, signer!)
  const there = after.visitor()
  for (const [name, value] of browser.cookies) there.cookies.set(name, value)
  assert.equal((await sendAnswer(there, answerTo(begun, provider!, after.now()))).headers['location'], '/qr')
  const { text } = await begin(after.visitor())
  const read = readXml(Buffer.from(text))
  assert.equal(verifySigned(read!, read!.document.documentElement!, next!.certificates).kind, 'verified')
})

void test('a list that is away, forged, altered, expired or empty leaves the last good copy in force', async () => {
  const [ours, , provider, next, signer, stranger] = await made
  publish([provider!], signer!)
  const { office, lines } = await federation(ours!, signer!)
  assert.deepEqual(await office.refresh(), [{ source: 'spid', providers: 1, problem: undefined }])
  const wrong: [string, () => void][] = [
    ['unreachable', () => (published = undefined)],
    ['wrong', () => publish([next!], stranger!)],
    ['notXml', () => (published = Buffer.from('<html>'))],
    ['unsigned', () => (published = Buffer.from(writeProviderList(BASE, [])))],
    ['empty', () => publish([], signer!)],
    [
      'expired',
      () =>
        publish([next!], signer!, (text) =>
          text.replace(' Name=', ' validUntil="2026-01-01T00:00:00Z" Name='),
        ),
    ],
    [
      'wrong',
      () => {
        publish([provider!], signer!)
        published = Buffer.from(String(published).replace('SPID di prova Alba', 'SPID di prova Falba'))
      },
    ],
  ]
  for (const [problem, happen] of wrong) {
    happen()
    assert.deepEqual(await office.refresh(), [{ source: 'spid', providers: 1, problem }], problem)
  }
  assert.ok(lines.some(({ fields }) => fields?.warning === 'spidRegistry'))
  published = undefined
  const fresh = await federation(ours!, signer!)
  const browser = fresh.visitor()
  const begun = await begin(browser)
  assert.equal(
    (await sendAnswer(browser, answerTo(begun, provider!, fresh.now()))).headers['location'],
    '/qr',
  )
})

void test('with no list at all SPID says so, and the other ways stay open', async () => {
  const [ours, , , , , stranger] = await made
  published = undefined
  const { visitor } = await federation(ours!, stranger!)
  const browser = visitor()
  await browser.post('/accedi', { per: 'titolare', metodo: 'spid' })
  const page = await browser.get('/accedi/spid')
  assert.match(page.body, /Ora SPID non risponde/)
  assert.equal((await logIn(browser, { ...ELVIRA, metodo: 'cns' })).headers['location'], '/qr')
})

void test('a provider’s logout request ends the session and gets a signed answer; a forged one ends nothing', async () => {
  const [ours, , provider, , signer, stranger] = await made
  publish([provider!], signer!)
  const world = await federation(ours!, signer!)
  const browser = world.visitor()
  await sendAnswer(browser, answerTo(await begin(browser), provider!, world.now()))
  const ask = (keys: SpidKeys, destination = `${BASE}/spid/slo`) => {
    const text = `<samlp:LogoutRequest xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="_l1" Version="2.0" IssueInstant="${formatInstant(world.now())}" Destination="${destination}"><saml:Issuer Format="${ENTITY_FORMAT}">${ALBA}</saml:Issuer><saml:NameID>_n1</saml:NameID></samlp:LogoutRequest>`
    const message = signXml(text, keys, { afterIssuer: true })
    return { SAMLRequest: Buffer.from(message).toString('base64') }
  }
  for (const forged of [
    ask(stranger!),
    ask(provider!, 'https://altrove.example'),
    { SAMLRequest: 'PGEvPg==' },
  ])
    assert.equal((await browser.post('/spid/slo', forged)).statusCode, 400)
  assert.equal((await browser.get('/qr')).statusCode, 200)
  const between = await browser.post('/spid/slo', ask(provider!), { 'sec-fetch-site': 'cross-site' })
  const answered = await browser.post('/spid/slo', fieldsOf(between))
  const itself = [
    {
      entityId: BASE,
      name: '',
      kind: 'spid' as const,
      singleSignOn: {},
      singleLogout: {},
      certificates: ours!.certificates,
    },
  ]
  const response = readPostedLogout(fieldsOf(answered)['SAMLResponse'] ?? '', itself)
  assert.equal(response?.kind, 'LogoutResponse')
  assert.equal(response.destination, `${ALBA}/slo`)
  assert.match(response.text, /InResponseTo="_l1"/)
  assert.equal((await browser.get('/qr')).statusCode, 303)
})
