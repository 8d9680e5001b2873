import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { ELVIRA, identityWorld } from '../../../test/identity-world.js'
import { answerAt, reachProvider, sendAnswer, spidAnswer, type SpidFields } from '../../../test/visitor.js'
import { readRegistry } from './registry-document.gateway.js'
import { MOST_REFUSED } from './spid-request.js'
import { readXml } from './strict-xml.gateway.js'

/** One database for the whole file: a browser more is a row or two. */
const opened = embedded.open()
after(async () => {
  await (await opened).close()
  await closeIdleCopies()
})

const shared = opened.then(({ database }) => identityWorld(database))

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

function decode({ SAMLResponse }: SpidFields): string {
  return Buffer.from(SAMLResponse, 'base64').toString()
}

function encode(text: string, answer: SpidFields): SpidFields {
  return { ...answer, SAMLResponse: Buffer.from(text).toString('base64') }
}
