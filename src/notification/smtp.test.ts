import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import tls from 'node:tls'
import { mailServer, type MailServer, type MailServerChoices, openLetter } from '../../test/mail-server.js'
import { clockOf } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { type Letter, type MailAddress, parseMailAddress } from './mail.js'
import { smtpGateway, type SmtpSettings } from './smtp.gateway.js'

const clock = clockOf(() => 1_700_000_000_000 as Instant)

function letter(): Promise<Letter> {
  return Promise.resolve({
    to: 'a@posta.example' as MailAddress,
    locale: 'it',
    subject: 'Oggetto però',
    text: 'Però.',
    file: { name: 'f.pdf', type: 'application/pdf', content: Buffer.from('one two') },
  })
}

async function serverOf(t: TestContext, choices: MailServerChoices): Promise<MailServer> {
  const server = await mailServer(choices)
  t.after(() => server.close())
  return server
}

function gatewayTo({ port, authority }: MailServer, more: Partial<SmtpSettings> = {}) {
  const settings = {
    host: 'localhost',
    port,
    authority,
    implicitTls: false,
    requireTls: true,
    login: undefined,
  }
  const from = { name: 'Istituto, di "prova"', address: 'da@istituto.example' }
  return smtpGateway({ ...settings, from, ...more }, { clock, log: () => undefined })
}

void test('by TLS from the first byte and with a login, a letter arrives whole', async (t) => {
  const login = { user: 'attesta', password: 'a:b@c/ù' }
  const server = await serverOf(t, { tls: 'implicit', login })
  const post = gatewayTo(server, { implicitTls: true, login })
  assert.deepEqual(await post('id-1', letter), { kind: 'delivered' })
  const [received] = server.received
  assert.ok(received)
  const { headers, text, file } = openLetter(received)
  assert.match(headers, /^Message-ID: <id-1@istituto\.example>\r?$/m)
  assert.match(headers, /^Date: Tue, 14 Nov 2023 /m)
  assert.match(headers, /^To: <?a@posta\.example>?\r?$/m)
  assert.equal(text.trim(), 'Però.')
  assert.equal(file.toString(), 'one two')
})

void test('a server that offers no TLS is told neither recipient nor letter', async (t) => {
  const server = await serverOf(t, { tls: 'none' })
  assert.equal((await gatewayTo(server)('id-1', letter)).kind, 'failed')
  assert.deepEqual(server.received, [])
  const open = gatewayTo(server, { requireTls: false })
  assert.deepEqual(await open('id-1', letter), { kind: 'delivered' }, 'outside production only')
})

void test('a server whose certificate nobody vouches for is told nothing', async (t) => {
  const server = await serverOf(t, {})
  const post = gatewayTo({ ...server, authority: tls.rootCertificates[0] ?? '' })
  assert.equal((await post('id-1', letter)).kind, 'failed')
  assert.deepEqual(server.received, [])
})

void test('only what is said of the address or the letter for good is a refusal', async (t) => {
  const server = await serverOf(t, {})
  const post = gatewayTo(server)
  const outcomes: [number, string, string][] = [
    [550, '5.1.1 no such user', 'refused'],
    [552, '5.2.2 mailbox full', 'refused'],
    [550, '5.7.1 relaying denied', 'failed'],
    [530, '5.5.1 log in first', 'failed'],
    [450, '4.2.1 greylisted', 'failed'],
    [421, '4.3.2 shutting down', 'failed'],
  ]
  for (const [code, text, kind] of outcomes) {
    server.answerWith(code, text)
    const outcome = await post('id-1', letter)
    assert.equal(outcome.kind, kind, `${String(code)} ${text}`)
    assert.ok(kind === 'failed' || ('failure' in outcome && outcome.failure === `smtp${String(code)}`))
  }
})

void test('a wrong login is ours to mend: the letter waits', async (t) => {
  const login = { user: 'attesta', password: 'right' }
  const server = await serverOf(t, { login })
  const post = gatewayTo(server, { login: { ...login, password: 'wrong' } })
  assert.deepEqual(await post('id-1', letter), { kind: 'failed', failure: 'EAUTH' })
})

void test('a letter that should not leave any more is not posted', async (t) => {
  const server = await serverOf(t, {})
  const outcome = await gatewayTo(server)('id-1', () => Promise.resolve(undefined))
  assert.deepEqual(outcome, { kind: 'refused', failure: 'noLonger' })
  assert.deepEqual(server.received, [])
})

void test('an address is one address: no list, no name, no line end', () => {
  for (const right of ['elvira.tassoni@posta.example', "o'brien+x@a-b.example"])
    assert.equal(parseMailAddress(` ${right} `), right)
  for (const wrong of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'Elvira <a@b.example>',
    '"a b"@c.example',
    'a@b.example;c@d.example',
    'a@@b',
    '@b',
    `${'a'.repeat(300)}@b.example`,
    '',
    undefined,
  ])
    assert.equal(parseMailAddress(wrong), undefined, wrong)
})
