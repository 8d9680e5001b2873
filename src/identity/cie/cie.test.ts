import assert from 'node:assert/strict'
import { onBothEngines } from '../../../test/databases.js'
import { DARIO, ELVIRA, identityWorld, rightNow } from '../../../test/identity-world.js'
import { answerFor, fieldsOf, logIn, type TestVisitor } from '../../../test/visitor.js'
import { statement } from '../../db/database.js'
import { MINUTE } from '../../kernel/instant.js'
import { type CieDemoKeys } from '../demo/cie-demo.js'
import { type CieFault } from '../demo/cie-fault.js'
import { demoKeys } from '../demo/cie-keys.gateway.js'
import { type CieReason } from './cie-refused.js'
import { drawKey } from './draw-key.gateway.js'
import { type Jwk, publicJwk } from './jwk.js'

const AS_ELVIRA = { codiceFiscale: ELVIRA.codiceFiscale, metodo: 'cie' }

onBothEngines('a login with CIE goes through the federation, and ends in a session', async (_t, database) => {
  const { visitor, audited } = await identityWorld(database, { at: rightNow() })
  const elvira = visitor()
  assert.equal((await logIn(elvira, AS_ELVIRA)).headers['location'], '/qr')
  assert.equal((await elvira.get('/qr')).json<{ name: string }>().name, 'Elvira Tassoni')
  assert.deepEqual(await audited(), [{ kind: 'login.succeeded', method: 'cie', level: 3 }])
})

onBothEngines(
  'the demonstration’s provider has a button for each broken answer that a person can try',
  async (_t, database) => {
    const { visitor, recorded } = await identityWorld(database, { at: rightNow() })
    const offered = new Set<string>()
    for (const lingua of ['it', 'en']) {
      const elvira = visitor()
      elvira.cookies.set('lingua', lingua)
      const begun = await elvira.post('/accedi', { per: 'titolare', metodo: 'cie' })
      const { richiesta = '' } = fieldsOf(await elvira.followAll(begun))
      const consent = await elvira.post('/demo/identita/dati', { ...AS_ELVIRA, richiesta })
      for (const [, esito = ''] of consent.body.matchAll(/value="(errore-\w+)"/g)) offered.add(esito)
      assert.match(consent.body, lingua === 'it' ? /La firma è falsa/ : /The signature is false/)
    }
    assert.deepEqual(
      [...offered],
      ['expired', 'signature', 'audience', 'level', 'rubbish'].map((one) => `errore-${one}`),
    )
    for (const esito of offered) {
      const elvira = visitor()
      assert.equal(
        (await elvira.get(await answerFor(elvira, { ...AS_ELVIRA, esito }))).statusCode,
        403,
        esito,
      )
      assert.equal(recorded.at(-1)?.kind, 'login.refused')
    }
  },
)

const REASON: Record<CieFault, CieReason> = {
  issuer: 'idTokenIssuer',
  audience: 'idTokenAudience',
  nonce: 'idTokenNonce',
  expired: 'idTokenExpired',
  early: 'idTokenIssuedAt',
  algorithm: 'idTokenAlgorithm',
  signature: 'idTokenSignature',
  unknownKey: 'idTokenSignature',
  accessToken: 'idTokenAccessToken',
  level: 'level',
  plainUserinfo: 'userinfoEncryption',
  userinfoSignature: 'userinfoSignature',
  otherSubject: 'userinfoSubject',
  noCodiceFiscale: 'noCodiceFiscale',
  noName: 'noName',
  rubbish: 'tokenEndpoint',
  tokenError: 'tokenEndpoint',
}

/** What a person is told, where it is not that something failed. */
const PAGES: Record<string, [string, RegExp]> = {
  level: ['noCredential', /livello più alto/],
  noCodiceFiscale: ['noCodiceFiscale', /Manca il codice fiscale/],
}

onBothEngines(
  'T40 T38 each thing that the provider can do wrong is refused by itself, audited, and lets nobody in',
  async (_t, database) => {
    const { visitor, recorded, lines } = await identityWorld(database, { at: rightNow() })
    for (const [fault, code] of Object.entries(REASON)) {
      const elvira = visitor()
      const page = await elvira.get(await answerFor(elvira, { ...AS_ELVIRA, esito: `errore-${fault}` }))
      assert.equal(page.statusCode, 403, fault)
      const [why, words] = PAGES[fault] ?? ['failure', /Non è colpa tua/]
      assert.match(page.body, words, fault)
      assert.deepEqual(
        recorded.at(-1),
        { kind: 'login.refused', method: 'cie', detail: { why, code } },
        fault,
      )
      assert.equal((await elvira.get('/qr')).statusCode, 303, fault)
    }
    assert.doesNotMatch(JSON.stringify(lines), /Elvira|Tassoni|TSSLVR/)
  },
)

onBothEngines(
  'T40 an answer with another state or issuer, of another browser, or used before, is refused',
  async (_t, database) => {
    const { visitor, recorded, pass } = await identityWorld(database, { at: rightNow() })
    const refused = async (browser: TestVisitor, url: string, code: CieReason) => {
      assert.equal((await browser.get(url)).statusCode, 403, code)
      assert.equal(recorded.at(-1)?.detail?.['code'], code)
    }
    const changed = (url: string, name: string, value: string | undefined) => {
      const address = new URL(url, 'http://localhost')
      if (value === undefined) address.searchParams.delete(name)
      else address.searchParams.set(name, value)
      return address.pathname + address.search
    }
    const elvira = visitor()
    const answer = await answerFor(elvira, AS_ELVIRA)
    await refused(elvira, changed(answer, 'state', 'a'.repeat(43)), 'state')
    await refused(elvira, changed(answer, 'iss', 'https://altro.example'), 'issuer')
    const again = await answerFor(elvira, AS_ELVIRA)
    await refused(elvira, changed(again, 'iss', undefined), 'issuer')
    const stranger = visitor()
    await stranger.post('/accedi', { per: 'titolare', metodo: 'cie' })
    const hers = await answerFor(elvira, AS_ELVIRA)
    await refused(stranger, hers, 'state')
    assert.equal((await elvira.get(hers)).headers['location'], '/qr')
    await elvira.post('/accedi', { per: 'titolare', metodo: 'cie' })
    await refused(elvira, hers, 'state')
    const late = await answerFor(elvira, AS_ELVIRA)
    pass(11 * MINUTE)
    const page = await elvira.get(late)
    assert.equal(page.statusCode, 403)
    assert.match(page.body, /Questo accesso non vale più/)
  },
)

onBothEngines(
  'an answer of CIE that comes too late says “start again”, and the new login leads where the old one would have',
  async (_t, database) => {
    const { visitor, pass, recorded } = await identityWorld(database, { at: rightNow() })
    const asked = { codiceFiscale: DARIO.codiceFiscale, metodo: 'cie', per: 'operatore' }
    const lose = [
      (browser: TestVisitor) => browser.cookies.delete('attesta-login'),
      () => {
        pass(11 * MINUTE)
      },
    ]
    for (const losing of lose) {
      const browser = visitor()
      await browser.post('/v/grado', {})
      const answer = await answerFor(browser, asked)
      losing(browser)
      const late = await browser.get(answer)
      assert.equal(late.statusCode, 403)
      assert.match(late.body, /Questo accesso non vale più/)
      assert.deepEqual(recorded.at(-1), {
        kind: 'login.refused',
        method: 'cie',
        detail: { why: 'noAttempt' },
      })
      assert.equal((await browser.get('/grado')).statusCode, 303, 'nobody is in')
      assert.match((await browser.get('/accedi')).body, /name="per" value="operatore"/, 'Riprova')
      const { codiceFiscale } = DARIO
      assert.equal((await logIn(browser, { codiceFiscale })).headers['location'], '/grado', 'by any door')
    }
    const stranger = await visitor().get(`/accedi/cie/risposta?state=${'a'.repeat(43)}&code=x`)
    assert.equal(stranger.cookies.length, 0, 'an unknown key leads nowhere')
  },
)

onBothEngines('what CIE says no with has a page in words, and the login stays open', async (_t, database) => {
  const { visitor, recorded } = await identityWorld(database, { at: rightNow() })
  const elvira = visitor()
  for (const esito of ['cancelled', 'consentDenied', 'timeout', 'noCredential', 'failure']) {
    assert.equal((await elvira.get(await answerFor(elvira, { ...AS_ELVIRA, esito }))).statusCode, 403)
    assert.deepEqual(recorded.at(-1)?.detail, { why: esito, code: 'saidNo' })
  }
  assert.equal((await logIn(elvira, AS_ELVIRA)).headers['location'], '/qr')
})

onBothEngines(
  'T40 a key that changes while logins are under way fails none of them',
  async (_t, database) => {
    let keys = await demoKeys()
    const { visitor } = await identityWorld(database, {
      at: rightNow(),
      cie: { keys: () => Promise.resolve(keys) },
    })
    const next = await Promise.all(Array.from({ length: 5 }, () => drawKey({ bits: 2048 })))
    const [federation, core, ourFederation, signing, encryption] = next as [Jwk, Jwk, Jwk, Jwk, Jwk]
    const changes: (() => CieDemoKeys)[] = [
      () => ({ ...keys, providerCore: [core, ...keys.providerCore] }),
      () => ({ ...keys, providerFederation: [federation, ...keys.providerFederation] }),
      () => ({ ...keys, ours: { ...keys.ours, federation: [ourFederation, ...keys.ours.federation] } }),
      () => ({ ...keys, ours: { ...keys.ours, signing: [signing, ...keys.ours.signing] } }),
      () => ({ ...keys, ours: { ...keys.ours, encryption: [encryption, ...keys.ours.encryption] } }),
    ]
    for (const change of changes) {
      const [before, atProvider] = [visitor(), visitor()]
      const answer = await answerFor(before, AS_ELVIRA)
      const begun = await atProvider.post('/accedi', { per: 'titolare', metodo: 'cie' })
      const { richiesta = '' } = fieldsOf(await atProvider.followAll(begun))
      keys = change()
      assert.equal((await before.get(answer)).headers['location'], '/qr', 'the answer was on its way')
      const agreed = { ...AS_ELVIRA, richiesta, esito: 'consenso' }
      const sent = await atProvider.post('/demo/identita/risposta', agreed)
      assert.equal(
        (await atProvider.followAll(sent, '/qr')).headers['location'],
        '/qr',
        'still at the provider',
      )
      assert.equal((await logIn(visitor(), AS_ELVIRA)).headers['location'], '/qr', 'begun afterwards')
    }
  },
)

onBothEngines('the token goes back to the provider at the logout, once', async (_t, database) => {
  const { visitor } = await identityWorld(database, { at: rightNow() })
  const left = () =>
    database.query<{ open: number }>(
      statement('test.cieTokens', 'select count(*)::int as open from cie_token where taken_at is null'),
    )
  const elvira = visitor()
  await logIn(elvira, AS_ELVIRA)
  assert.deepEqual(await left(), [{ open: 1 }])
  const { csrf } = (await elvira.get('/qr')).json<{ csrf: string }>()
  assert.equal((await elvira.post('/esci', { csrf })).statusCode, 303)
  assert.deepEqual(await left(), [{ open: 0 }])
})

onBothEngines(
  'no name, token, state or nonce of a CIE login lies open in the tables',
  async (_t, database, { as }) => {
    const { visitor } = await identityWorld(database, { at: rightNow() })
    const elvira = visitor()
    const answer = new URL(await answerFor(elvira, AS_ELVIRA), 'http://localhost')
    await elvira.get(answer.pathname + answer.search)
    const dump = statement(
      'test.dumpCie',
      `select (select string_agg(l::text, '') from cie_login l) || (select string_agg(t::text, '') from cie_token t) as text`,
    )
    const [row] = await as('superuser', (session) => session.query<{ text: string }>(dump))
    for (const secret of [
      'Elvira',
      ELVIRA.codiceFiscale,
      answer.searchParams.get('state') ?? '',
      'accessToken',
    ])
      for (const form of [secret, Buffer.from(secret).toString('hex')])
        assert.ok(row && !row.text.includes(form))
  },
)

onBothEngines(
  'a provider that is away is said in the person’s language, and shuts no other door',
  async (_t, database) => {
    const { ours, anchor } = await demoKeys()
    const nowhere = 'http://127.0.0.1:9'
    const { visitor, recorded } = await identityWorld(database, {
      federation: {
        clientId: 'http://localhost:3000',
        trustAnchor: nowhere,
        trustAnchorKeys: anchor.map(publicJwk),
        provider: `${nowhere}/op`,
        trustMarks: [],
        contact: 'pec@istituto.example',
        keys: ours,
      },
    })
    const elvira = visitor()
    elvira.cookies.set('lingua', 'en')
    const policy = (await elvira.get('/accedi')).headers['content-security-policy']
    assert.match(String(policy), /form-action 'self' http:\/\/127\.0\.0\.1:9;/)
    const page = await elvira.followAll(await elvira.post('/accedi', { per: 'titolare', metodo: 'cie' }))
    assert.equal(page.statusCode, 403)
    assert.match(page.body, /It is not your fault/)
    assert.deepEqual(recorded, [
      { kind: 'login.refused', method: 'cie', detail: { why: 'failure', code: 'providerAway' } },
    ])
    assert.equal((await logIn(elvira, { ...ELVIRA, metodo: 'spid' })).headers['location'], '/qr')
  },
)

onBothEngines('whoever only comes by the addresses of the CIE login writes nothing', async (_t, database) => {
  const { visitor, recorded } = await identityWorld(database)
  for (const url of [
    '/accedi/cie/risposta',
    '/accedi/cie/risposta?code=x&state=y',
    '/accedi/cie/non-risponde',
  ])
    assert.equal((await visitor().get(url)).statusCode, 403)
  assert.deepEqual(recorded, [])
})
