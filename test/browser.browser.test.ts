import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Browser } from 'playwright-core'
import { axe, openBrowser } from './browser.js'

const PAGE = `<!doctype html><html lang="it"><head><title>Prova</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Una pagina con un difetto</h1><p>La condizione è riconosciuta.</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></body></html>`

let server: Server
let browser: Browser
let address: string
before(async () => {
  browser = await openBrowser()
  server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8')
    reply.setHeader('content-security-policy', "default-src 'none'; script-src 'self'; img-src 'self' data:")
    reply.end(PAGE)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
})
after(async () => {
  await browser.close()
  server.close()
})

void test('a defect is found in spite of a strict content policy', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
  await page.goto(address)
  assert.equal(await page.locator('h1').innerText(), 'Una pagina con un difetto')
  assert.deepEqual(
    (await axe(page)).map(({ id }) => id),
    ['image-alt'],
  )
})

void test('pages can be seen without JavaScript too', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(address)
  assert.equal(await page.title(), 'Prova')
})

void test('a page that asks another host for something does not get it', async () => {
  const page = await browser.newPage()
  await assert.rejects(page.goto('http://attesta.example/'), /ERR_NAME_NOT_RESOLVED/)
})
