import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Page } from 'playwright-core'
import { axe, openBrowser } from '../../test/browser.js'
import { runAs } from '../../test/acting-browser.js'
import { logIn } from '../../test/journey.js'

void test('who acts for two hundred finds one by keyboard, and every page then says for whom', async () => {
  const { service, livia } = await runAs(200)
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ baseURL: service.baseUrl, locale: 'it-IT' })
    const page = await context.newPage()
    await page.goto('/accedi')
    await logIn(page, livia)
    await page.waitForURL('**/per-chi')
    assert.deepEqual(await axe(page), [])
    assert.equal(await page.getByRole('button', { name: /^Scegli/ }).count(), 21, 'not all at once')
    await tabTo(page, 'cerca')
    await page.keyboard.type('zanàrdi')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=Una persona trovata')
    assert.deepEqual(await axe(page), [])
    assert.doesNotMatch(page.url(), /zan/i, 'no name in the address')
    const one = page.getByRole('button', { name: /Norma Zanardi/ })
    await one.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/qr/nota')
    const says = page.getByRole('region', { name: 'Per chi agisci' })
    assert.match(await says.innerText(), /Agisci per Norma Zanardi, come amministratore di sostegno\./)
    assert.doesNotMatch(await says.innerText(), /Sei /, 'the name stands in the line above')
    await page.setViewportSize({ width: 320, height: 640 })
    assert.match(await says.innerText(), /Sei Livia [^.]+\. Agisci per Norma Zanardi/)
    assert.deepEqual(await axe(page), [])
    await says.getByRole('link', { name: 'Cambia persona' }).click()
    await page.waitForURL('**/per-chi')
  } finally {
    await browser.close()
    await service.close()
  }
})

/** By the keyboard alone, as long as it takes. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const { id: focused } = await page.evaluate(() => {
      const { document } = globalThis as unknown as { document: { activeElement: { id: string } } }
      return { id: document.activeElement.id }
    })
    if (focused === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${id} by keyboard`)
}
