import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { cardWorld, NOW } from '../../../test/card-world.js'
import { withEmbedded } from '../../../test/databases.js'
import { ELVIRA } from '../../../test/identity-world.js'
import { type TestVisitor } from '../../../test/visitor.js'
import { statement } from '../../db/database.js'
import { checkCharacter } from '../../kernel/codice-fiscale.js'
import { listKey, signedList, unsignedList } from '../demo/cns-list.gateway.js'
import { DAY, later, MINUTE } from '../../kernel/instant.js'
import { type CardRefusal } from './card.js'

const OMOCODIA = `TSSLVR61B54A94Q${checkCharacter('TSSLVR61B54A94Q')}`
const COPIES = statement('test.listCopies', 'select count(*) as n from trusted_list')
const REASONS = statement(
  'test.cardReasons',
  'select kind, method, level from audit_event order by seq desc limit 1',
)

void test('a card that the handshake proves lets its holder in, and anything less does not', async (t) => {
  await withEmbedded(async ({ database }) => {
    const world = await cardWorld(database)
    const { issue, logInWith, visitor, authority } = world
    const lastEvent = async () => (await database.query<{ kind: string; method: string }>(REASONS))[0]

    const refuses = async (why: CardRefusal, card: Parameters<typeof logInWith>[1]) => {
      const browser = visitor()
      const page = await logInWith(browser, card)
      assert.equal(page.statusCode, 403)
      assert.match(page.body, new RegExp(`name="motivo" value="${why}"`))
      assert.match(page.body, /href="\/accedi"/, 'the other ways are offered')
      assert.ok(!page.body.includes(ELVIRA.codiceFiscale))
      assert.deepEqual(
        { ...(await lastEvent()), level: undefined },
        { kind: 'login.refused', method: 'cns', level: undefined },
      )
      assert.equal((await browser.get('/qr')).statusCode, 303, 'nobody is in')
      const english = await browser.post('/accedi/cns/rifiuto', { motivo: why, lingua: 'en' })
      assert.equal(english.statusCode, 403)
      assert.match(english.body, /lang="en"/)
    }

    await t.test('whoever holds a good card is in, at level 3, and no code is in an address', async () => {
      const browser = visitor()
      const url = await world.begin(browser)
      const back = await world.show(url, await issue())
      assert.match(back, /^http:\/\/localhost:3000\/accedi\/cns\/risposta\?risposta=[\w-]{43}$/)
      const page = await browser.get(back.slice('http://localhost:3000'.length))
      assert.equal(page.headers['location'], '/qr')
      assert.equal((await browser.get('/qr')).json<{ name: string }>().name, 'Elvira Tassoni')
      assert.deepEqual(await lastEvent(), { kind: 'login.succeeded', method: 'cns', level: 3 })
    })
    await t.test('an omocodia code and the policy of the identity card are good', async () => {
      const page = await logInWith(
        visitor(),
        await issue({ policies: ['1.3.76.47.4'], subject: { '2.5.4.3': `${OMOCODIA}/1.x` } }),
      )
      assert.equal(page.headers['location'], '/qr')
    })

    await t.test('no card', () => refuses('noCard', undefined))
    await t.test('an authority that is not on the list', async () =>
      refuses('unknownAuthority', await issue({}, world.stranger)),
    )
    await t.test('expired', async () => refuses('expired', await issue({ until: later(NOW, -MINUTE) })))
    await t.test('not yet in force', async () =>
      refuses('expired', await issue({ from: later(NOW, MINUTE * 5) })),
    )
    await t.test('no extended key usage', async () =>
      refuses('wrongUse', await issue({ extendedKeyUsages: [] })),
    )
    await t.test('a key that does not sign handshakes', async () =>
      refuses('wrongUse', await issue({ keyUsage: 0x40 })),
    )
    await t.test('an authority’s own certificate', async () =>
      refuses('wrongUse', await issue({ isAuthority: true })),
    )
    await t.test('another policy', async () =>
      refuses('wrongPolicy', await issue({ policies: ['1.3.76.16.4.2.1'] })),
    )
    await t.test('a check character that does not belong', async () =>
      refuses('wrongCode', await issue({ subject: { '2.5.4.3': 'TSSLVR61B54A944R/1.x' } })),
    )
    await t.test('a revoked card, by the responder', async () => {
      const card = await issue()
      authority.revoke(card)
      await refuses('revoked', card)
    })
    await t.test('a revoked card, by the list where no responder is named', async () => {
      const card = await issue({ ocspUrl: undefined })
      authority.revoke(card)
      await refuses('revoked', card)
    })

    await t.test('an answer serves one login, once: not another browser’s, not twice', async () => {
      const [elvira, thief] = [visitor(), visitor()]
      const back = new URL(await world.show(await world.begin(elvira), await issue()))
      await world.begin(thief)
      assert.equal((await thief.get(back.pathname + back.search)).statusCode, 403)
      assert.equal((await thief.get('/qr')).statusCode, 303)
      assert.equal((await elvira.get(back.pathname + back.search)).headers['location'], '/qr')
      await world.begin(elvira)
      assert.equal((await elvira.get(back.pathname + back.search)).statusCode, 403)
    })
    await t.test('a login that nobody began gets no answer, and says start again', async () => {
      const back = await world.show(
        `https://localhost:${String(world.port)}/?richiesta=${'a'.repeat(43)}`,
        await issue(),
      )
      assert.equal(back, 'http://localhost:3000/accedi/cns/risposta')
      assert.match((await visitor().get('/accedi/cns/risposta')).body, /Questo accesso non vale più/)
    })
    await t.test('the link to the other language keeps the login', async () => {
      const browser = visitor()
      const page = await browser.follow(await browser.post('/accedi', { per: 'titolare', metodo: 'cns' }))
      const link = /href="\?([^"]*lingua=en)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const english = await browser.followAll(await browser.get(`/accedi/cns?${link}`))
      assert.equal(english.statusCode, 200)
      assert.match(english.body, /lang="en"/)
      const listener = /href="(https:[^"]+)"/
      assert.equal(listener.exec(english.body)?.[1], listener.exec(page.body)?.[1])
    })
    await t.test(
      'an answer that comes too late leads, after a new login, where the old one would have',
      async () => {
        const going = async () => {
          const browser = visitor()
          await browser.post('/v/grado', {})
          return { browser, url: await world.begin(browser, 'operatore') }
        }
        const pathOf = (address: string) => address.slice('http://localhost:3000'.length)
        const isKept = async (browser: TestVisitor, address: string) => {
          assert.match((await browser.get(address)).body, /Questo accesso non vale più/)
          assert.equal((await browser.get('/grado')).statusCode, 303, 'nobody is in')
          const back = await world.show(await world.begin(browser, 'operatore'), await issue())
          assert.equal((await browser.get(pathOf(back))).headers['location'], '/grado')
        }
        const lost = await going()
        const answered = pathOf(await world.show(lost.url, await issue()))
        lost.browser.cookies.delete('attesta-login')
        await isKept(lost.browser, answered)
        const slow = await going()
        world.pass(11 * MINUTE)
        const asked = authority.asked.ocsp
        const late = pathOf(await world.show(slow.url, await issue()))
        assert.equal(authority.asked.ocsp, asked, 'the card is not looked at')
        await isKept(slow.browser, late)
      },
    )
    await t.test('nothing personal was logged', () => {
      assert.doesNotMatch(JSON.stringify(world.lines), new RegExp(`${ELVIRA.codiceFiscale}|Tassoni`))
    })
    await world.close()
  })
})

void test('a revocation that nobody can vouch for fails closed, in time, and the other ways stay', async (t) => {
  await withEmbedded(async ({ database }) => {
    const world = await cardWorld(database)
    const { issue, logInWith, visitor, authority } = world
    const ends = async (location: string | undefined) =>
      assert.equal((await logInWith(visitor(), await issue())).headers['location'], location)

    for (const mood of ['away', 'rubbish', 'stale', 'stranger', 'impostor'] as const) {
      await t.test(`a responder that is ${mood} says nothing, and the list decides`, async () => {
        authority.ocsp = mood
        await ends('/qr')
      })
    }
    await t.test('a responder that the authority made may answer for it', async () => {
      authority.ocsp = 'delegate'
      authority.crl = 'away'
      await ends('/qr')
    })
    await t.test('a responder that is silent is not waited for', async () => {
      authority.ocsp = 'silent'
      authority.crl = 'good'
      await ends('/qr')
    })
    authority.ocsp = 'away'
    for (const mood of ['away', 'rubbish', 'stale', 'stranger'] as const) {
      await t.test(`no responder, and a list that is ${mood}: closed`, async () => {
        world.pass(2 * MINUTE)
        authority.crl = mood
        // Another address of the list, so that what is kept of the one before does not answer.
        const card = await issue({ crlUrl: (await crlUrlOf(world)) + `?${mood}` })
        const page = await logInWith(visitor(), card)
        assert.equal(page.statusCode, 403)
        assert.match(page.body, /value="revocationUnknown"/)
      })
    }
    await t.test('a card that names nobody to ask is refused', async () => {
      const page = await logInWith(visitor(), await issue({ ocspUrl: undefined, crlUrl: undefined }))
      assert.match(page.body, /value="revocationUnknown"/)
    })
    await t.test('an answer is kept for ten minutes, and asked for again afterwards', async () => {
      authority.ocsp = 'good'
      const card = await issue()
      const before = authority.asked.ocsp
      await logInWith(visitor(), card)
      await logInWith(visitor(), card)
      assert.equal(authority.asked.ocsp, before + 1)
      world.pass(11 * MINUTE)
      authority.revoke(card)
      assert.match((await logInWith(visitor(), card)).body, /value="revoked"/)
    })
    await world.close()
  })
})

function crlUrlOf({ issue }: Awaited<ReturnType<typeof cardWorld>>): Promise<string> {
  return issue().then(
    ({ certificate }) => /http:\/\/[\d.:]+\/crl/.exec(Buffer.from(certificate).toString('latin1'))?.[0] ?? '',
  )
}

void test('the trusted list decides whom cards are believed from', async (t) => {
  await withEmbedded(async ({ database }) => {
    const world = await cardWorld(database)
    const { published, authority, signer, issue, logInWith, visitor } = world
    const refreshed = async () => {
      const job = world.identity.start()
      await job.stop()
    }
    const isIn = async () => (await logInWith(visitor(), await issue())).headers['location'] === '/qr'
    const nextDay = async (services: typeof published.services) => {
      world.pass(DAY)
      published.sequence += 1
      published.services = services
      await refreshed()
    }
    const { certificate } = authority.pair
    assert.ok(await isIn())
    const good = [{ certificate }]
    for (const [title, service] of [
      ['of signatures only', { certificate, type: 'CA/QC', status: 'granted' }],
      ['that was struck off', { certificate, status: 'deprecatedatnationallevel' }],
      ['whose time has not come', { certificate, since: later(NOW, 30_000 * DAY) }],
    ] as const) {
      await t.test(`an authority ${title} is kept out`, async () => {
        await nextDay([service, { certificate: world.stranger.pair.certificate }])
        assert.ok(!(await isIn()))
        await nextDay(good)
        assert.ok(await isIn())
      })
    }
    const signed = (services: typeof good, sequence: number, key = signer.privateKey) =>
      signedList({ services, sequence, now: world.now() }, key)
    const other = [{ certificate: world.stranger.pair.certificate }]
    for (const [title, xml] of [
      ['that somebody else signed', () => signed(other, 50, listKey().privateKey)],
      ['that nobody signed', () => unsignedList({ services: other, now: world.now(), sequence: 50 })],
      ['that was altered', () => signed(good, 50).replace('>50<', '>51<')],
      ['with an older number', () => signed(other, 1)],
      [
        'whose time is over',
        () => signedList({ services: other, sequence: 50, now: NOW, life: MINUTE }, signer.privateKey),
      ],
      ['with a document type', () => signed(good, 50).replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')],
      [
        'with a service beside what was signed',
        () => beside(signed(good, 50), signed(other, 50, listKey().privateKey)),
      ],
      ['that is no list', () => 'rubbish'],
    ] as const) {
      await t.test(`a list ${title} changes nothing: the last good copy stays`, async () => {
        published.xml = xml()
        await nextDay(published.services)
        assert.ok(await isIn())
        assert.match(
          JSON.stringify(world.lines.filter(({ code }) => code.startsWith('cns')).slice(-2)),
          /cns\.listKept/,
        )
      })
    }
    await t.test('the last good copy outlives a restart while the list is away', async () => {
      const [kept] = await database.query<{ n: number }>(COPIES)
      assert.equal(kept?.n, 1)
      const again = await cardWorld(database, { listAway: true, like: world })
      again.pass(world.now() - NOW)
      assert.equal((await again.logInWith(again.visitor(), await issue())).headers['location'], '/qr')
      await again.close()
    })
    await t.test('a copy whose time is over is believed no more', async () => {
      world.pass(60 * DAY)
      await refreshed()
      assert.ok(!(await isIn()))
    })
    await world.close()
  })
})

/** Wraps a signed list into another that is signed by nobody we know (XML signature wrapping). */
function beside(good: string, other: string): string {
  const inner = good.replace(/^<\?xml[^>]*\?>/, '')
  const signature = /<Signature[\s\S]*<\/Signature>/.exec(inner)?.[0] ?? ''
  return other
    .replace(/<Signature[\s\S]*<\/Signature>/, '')
    .replace(
      '</tsl:TrustServiceStatusList>',
      `<tsl:Extra>${inner}</tsl:Extra>${signature}</tsl:TrustServiceStatusList>`,
    )
}

void test('behind a proxy, what its headers say is believed from nobody but the proxy', async () => {
  await withEmbedded(async ({ database }) => {
    const secret = 's'.repeat(40)
    const world = await cardWorld(database, {
      door: (port) => ({ kind: 'proxyPort', port, host: '127.0.0.1', secret }),
    })
    const card = await world.issue()
    const certificate = encodeURIComponent(new X509Certificate(card.certificate).toString())
    const ask = async (headers: Record<string, string>) => {
      const browser = world.visitor()
      const { search } = new URL(await world.begin(browser))
      const url = `http://127.0.0.1:${String(world.port)}/${search}`
      const answer = await fetch(url, { headers, redirect: 'manual' })
      const back = answer.headers.get('location')
      return {
        browser,
        status: answer.status,
        page: back === null ? undefined : await browser.get(back.slice(21)),
      }
    }
    const shown = { 'x-cns-verify': 'SUCCESS', 'x-cns-certificate': certificate }
    for (const told of [{}, { 'x-cns-secret': 'wrong' }, { 'x-cns-secret': '' }])
      assert.equal((await ask({ ...shown, ...told })).status, 403, 'set by a stranger')
    const { page } = await ask({ ...shown, 'x-cns-secret': secret })
    assert.equal(page?.headers['location'], '/qr')
    const without = await ask({ 'x-cns-verify': 'NONE', 'x-cns-certificate': '', 'x-cns-secret': secret })
    assert.match(without.page?.body ?? '', /value="noCard"/)
    const stranger = world.visitor()
    await world.begin(stranger)
    const main = await stranger.get('/accedi/cns/risposta', { ...shown, 'x-cns-secret': secret })
    assert.equal(main.statusCode, 403, 'the pages know no such headers')
    await world.close()
  })
})
