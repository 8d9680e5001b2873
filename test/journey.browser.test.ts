import { test } from 'node:test'
import { openBrowser } from './browser.js'
import { journey } from './journey.js'
import { runDemo } from './service.js'

void test('T69 the nine sentences, from a verbale to a refused old QR, in real browsers that ask nobody else for anything', async () => {
  const service = await runDemo()
  const browser = await openBrowser()
  try {
    await journey(browser, service, { page: async () => undefined, picture: async () => undefined })
  } finally {
    await browser.close()
    await service.close()
  }
})
