import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { ELVIRA, identityWorld } from '../../../test/identity-world.js'
import { logIn } from '../../../test/visitor.js'
import { demoKeys } from '../demo/cie-keys.gateway.js'
import { fetchDocument } from '../spid/fetch-document.gateway.js'
import { askOverHttp } from './ask.gateway.js'
import { publicJwk } from './jwk.js'

/** What a server that is asked may do instead of answering. */
const MISDEEDS: Record<string, (response: ServerResponse) => void> = {
  '/silent': () => undefined,
  '/drips': (response) => {
    response.write('a little, and the rest never')
  },
  '/large': (response) => {
    response.end(Buffer.alloc(300 * 1024, 'x'))
  },
  '/endless': (response) => {
    const more = (error?: Error | null): void => {
      if (!error && !response.destroyed) response.write(Buffer.alloc(64 * 1024, 'x'), more)
    }
    more()
  },
  '/leads-on': (response) => {
    response.writeHead(302, { location: '/elsewhere' }).end()
  },
  '/hangs-up': (response) => {
    response.destroy()
  },
}

const asked: string[] = []
const server = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(path)
  const misdeed = Object.keys(MISDEEDS).find((name) => path.startsWith(name))
  if (misdeed === undefined) response.end('{"rubbish": [')
  else MISDEEDS[misdeed]?.(response)
})
const address = new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
  })
})
const opened = embedded.open()
after(async () => {
  server.closeAllConnections()
  server.close()
  await (await opened).close()
  await closeIdleCopies()
})

const LIMITS = { time: 250, size: 256 * 1024 }

void test('a server that is silent, slow, wordy, leads elsewhere or hangs up has not answered, and nobody waits on', async () => {
  const base = await address
  const ask = askOverHttp(LIMITS)
  for (const path of Object.keys(MISDEEDS)) {
    const got = await ask({ url: `${base}${path}`, form: { code: 'a secret' }, bearer: 'a secret' })
    assert.equal(got.kind, 'away', path)
    assert.doesNotMatch(JSON.stringify(got), /secret|127\.0\.0\.1/, path)
  }
  assert.ok(!asked.includes('/elsewhere'), 'a redirection is not followed')
  // Of a server that answers, however busy this machine is.
  const answered = await askOverHttp({ ...LIMITS, time: 20_000 })({ url: `${base}/rubbish` })
  assert.deepEqual(answered, { kind: 'answered', status: 200, body: '{"rubbish": [' })
})

void test('a list that is silent, slow, endless, leads elsewhere or hangs up is not had, and nobody waits on', async () => {
  const base = await address
  for (const path of Object.keys(MISDEEDS).filter((name) => name !== '/large'))
    await assert.rejects(fetchDocument(`${base}${path}`, { time: 250, size: 1024 * 1024 }), path)
  assert.ok(!asked.includes('/elsewhere'))
})

void test('a CIE federation that leads elsewhere, says too much, hangs up or talks rubbish is told in words, and the other ways stay', async () => {
  const base = await address
  const { ours, anchor } = await demoKeys()
  for (const path of ['/leads-on', '/large', '/hangs-up', '/rubbish']) {
    const { visitor, recorded } = await identityWorld((await opened).database, {
      federation: {
        clientId: 'http://localhost:3000',
        trustAnchor: `${base}${path}`,
        trustAnchorKeys: anchor.map(publicJwk),
        provider: `${base}${path}/op`,
        trustMarks: [],
        contact: 'pec@istituto.example',
        keys: ours,
      },
    })
    const elvira = visitor()
    const page = await elvira.followAll(await elvira.post('/accedi', { per: 'titolare', metodo: 'cie' }))
    assert.equal(page.statusCode, 403, path)
    assert.match(page.body, /Non è colpa tua/, path)
    assert.equal(recorded.at(-1)?.kind, 'login.refused', path)
    assert.equal((await logIn(elvira, { ...ELVIRA, metodo: 'spid' })).headers['location'], '/qr', path)
  }
})
