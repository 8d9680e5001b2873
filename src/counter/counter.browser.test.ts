import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page } from 'playwright-core'
import { axe, openBrowser } from '../../test/browser.js'
import { logIn } from '../../test/journey.js'
import { runDemo } from '../../test/service.js'

const ELVIRA = 'TSSLVR61B54A944Q'
const CLERK = 'Ivana Sartori'
/** Whatever of the person could be left on a screen. */
const PERSON = /Elvira|TSSLVR|CA12345AB|M-2026/

const titleOf = async (page: Page) => (await page.locator('h1').first().innerText()).trim()

void test('at a counter, in a real browser: card, document, mandate, QR, receipt; then nothing of the person, not even by going back', async () => {
  const service = await runDemo()
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ baseURL: service.baseUrl, locale: 'it-IT' })
    const page = await context.newPage()
    const next = () => page.getByRole('button', { name: 'Continua' }).click()
    await page.goto('/sportello')
    assert.equal(await page.getByRole('button', { name: 'Entra con SPID' }).count(), 0)
    await logIn(page, CLERK, 'Entra con CIE')
    await page.waitForURL('**/sportello')
    assert.deepEqual(await axe(page), [])
    await page.getByLabel('Codice fiscale della persona').fill(ELVIRA)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sportello/documento')
    await page.getByRole('radio', { name: 'Carta d’identità' }).check({ force: true })
    await page.getByLabel('Numero').fill('CA12345AB')
    await page.getByLabel('Chi lo ha dato').fill('Comune di Vallechiara')
    await page.getByLabel('Scade il').fill('31/12/2030')
    assert.deepEqual(await axe(page), [])
    await next()
    await page.getByRole('radio', { name: 'Avere il QR' }).check({ force: true })
    await next()
    await page.getByRole('radio', { name: /Solo che una condizione/ }).check({ force: true })
    await next()
    await page.getByRole('radio', { name: 'L’ha letta da sola' }).check({ force: true })
    await page.getByLabel('Numero del modulo firmato').fill('M-2026/117')
    await page.getByRole('checkbox').check({ force: true })
    await next()
    await page.getByRole('button', { name: 'Crea il QR' }).click()
    assert.equal(await titleOf(page), 'Il QR è pronto')
    assert.deepEqual(await axe(page), [])
    const sheet = await context.request.get('/sportello/foglio.pdf?edizione=grande')
    assert.equal(sheet.headers()['cache-control'], 'no-store')
    assert.equal((await sheet.body()).subarray(0, 5).toString(), '%PDF-')
    await page.getByRole('link', { name: 'Stampa la ricevuta' }).click()
    assert.match(await page.locator('.receipt').first().innerText(), /RS-\d\d-/)
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    assert.equal(paper.match(/\/Type \/Page\b/g)?.length, 1, 'both copies stand on one sheet of paper')
    assert.deepEqual(await axe(page), [])
    await page.getByRole('link', { name: 'Indietro' }).click()
    await page.getByRole('button', { name: 'Ho finito con questa persona' }).click()
    await page.waitForURL('**/sportello')
    for (let times = 0; times < 5; times++) {
      await page.goBack()
      assert.doesNotMatch(await page.locator('body').innerText(), PERSON, 'the way back shows nobody')
    }
    await context.close()

    const holder = await (await browser.newContext({ baseURL: service.baseUrl, locale: 'it-IT' })).newPage()
    await holder.goto('/controlli')
    await logIn(holder, 'Elvira Tassoni')
    await holder.waitForURL('**/qr')
    await holder.goto('/controlli')
    const told = await holder.locator('main').innerText()
    assert.match(told, /Lo sportello di Patronato di Vallechiara ha creato un nuovo QR/)
    assert.match(told, /Lo sportello di Patronato di Vallechiara ha stampato il foglio/)
    await holder.goto('/accessi')
    assert.deepEqual(await axe(holder), [])
  } finally {
    await browser.close()
    await service.close()
  }
})
