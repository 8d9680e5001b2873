import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Browser, type Page } from 'playwright-core'
import { axe, openBrowser } from '../../test/browser.js'
import { runDemo } from '../../test/service.js'

const ELVIRA = 'TSSLVR61B54A944Q'

void test('the card in a real browser, the trial reader and the old PIN lead in; the way out says to take the card', async (t) => {
  const service = await runDemo()
  const browser = await openBrowser()
  const { baseUrl } = service
  try {
    await t.test('a downloaded card that the browser shows in the handshake', async () => {
      const office = await pageOf(browser, baseUrl)
      await toOffice(office)
      const [download] = await Promise.all([office.waitForEvent('download'), takeFile(office)])
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      const origin = new URL(baseUrl)
      const listener = `https://${origin.hostname}:${String(Number(origin.port) + 20_000)}`
      const context = await browser.newContext({
        baseURL: baseUrl,
        locale: 'it-IT',
        ignoreHTTPSErrors: true,
        clientCertificates: [{ origin: listener, pfx: Buffer.concat(chunks), passphrase: 'prova' }],
      })
      const page = await context.newPage()
      await page.goto('/accedi')
      await page.getByRole('button', { name: 'Entra con CNS' }).click()
      assert.deepEqual(await axe(page), [])
      await page.getByRole('link', { name: 'Continua' }).click()
      await page.waitForURL(`${baseUrl}/**`)
      assert.match(await page.locator('body').innerText(), /Elvira Tassoni/)
      assert.doesNotMatch(page.url(), new RegExp(ELVIRA))
      await page.getByRole('button', { name: 'Esci' }).first().click()
      await page.waitForURL('**/uscito')
      assert.match(await page.locator('main').innerText(), /Togli la carta/)
    })

    await t.test('the trial reader, for who imports nothing', async () => {
      const page = await pageOf(browser, baseUrl)
      await toOffice(page)
      assert.deepEqual(await axe(page), [])
      await page.getByRole('radio', { name: 'Elvira Tassoni' }).check({ force: true })
      await page.getByRole('button', { name: 'Usala nel lettore di prova' }).click()
      await page.waitForSelector('text=Elvira Tassoni')
    })

    await t.test('a revoked card is told so, with the other ways', async () => {
      const page = await pageOf(browser, baseUrl)
      await toOffice(page)
      await page.getByRole('radio', { name: 'Elvira Tassoni' }).check({ force: true })
      await page.getByText('Prova un errore').click()
      await page.getByRole('button', { name: 'Tessera bloccata' }).click()
      assert.match(await page.locator('h1').innerText(), /La tessera non vale più/)
      assert.deepEqual(await axe(page), [])
      await page.getByRole('link', { name: 'Riprova o scegli un altro modo' }).click()
      assert.match(await page.locator('h1').innerText(), /Come vuoi entrare/)
    })

    await t.test('the list of SPID providers, by keyboard alone', async () => {
      const page = await pageOf(browser, baseUrl)
      await page.goto('/accedi')
      await page.getByRole('button', { name: 'Entra con SPID' }).click()
      const providers = page.getByRole('button', { name: /di prova/ })
      assert.equal(await providers.count(), 2)
      assert.ok(await page.getByRole('button', { name: /eIDAS/ }).isVisible())
      assert.deepEqual(await axe(page), [])
      await page.setViewportSize({ width: 320, height: 640 })
      assert.deepEqual(await axe(page), [], 'and at 400 % (WCAG 2.2 §1.4.10)')
      await providers.first().focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/demo/spid/**')
    })

    await t.test('the PIN of the one who may still have it', async () => {
      const page = await pageOf(browser, baseUrl)
      await page.goto('/accedi')
      await page.getByRole('button', { name: 'Entra con il PIN' }).click()
      assert.deepEqual(await axe(page), [])
      const shown = await page.locator('.notice').innerText()
      const [, codiceFiscale = '', pin = ''] = /([A-Z0-9]{16}),\s+(\w+)/.exec(shown) ?? []
      await page.getByLabel('Il tuo codice fiscale').fill(codiceFiscale)
      await page.getByLabel('PIN', { exact: true }).fill(pin)
      await page.keyboard.press('Enter')
      await page.waitForSelector('text=Bonetti')
    })
  } finally {
    await browser.close()
    await service.close()
  }
})

async function pageOf(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL, locale: 'it-IT', acceptDownloads: true })).newPage()
}

async function toOffice(page: Page): Promise<void> {
  await page.goto('/accedi')
  await page.getByRole('button', { name: 'Entra con CNS' }).click()
  await page.getByRole('link', { name: /Prendine una di prova/ }).click()
}

async function takeFile(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Elvira Tassoni' }).check({ force: true })
  await page.getByText('Come si usa il file?').click()
  await page.getByRole('button', { name: 'Scarica la tessera' }).click()
}
