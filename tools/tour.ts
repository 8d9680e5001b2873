import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../test/browser.js'
import { journey } from '../test/journey.js'
import { runDemo } from '../test/service.js'

/** `npm run tour`: the whole journey in real browsers; leaves its pictures in docs/tour, those of the editions in docs/editions. */
const folder = fileURLToPath(new URL('../docs/tour/', import.meta.url))
mkdirSync(folder, { recursive: true })

const service = await runDemo()
const browser = await openBrowser()
try {
  await journey(browser, service, {
    page: async (name, page) => {
      await page.evaluate('document.fonts.ready')
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
      console.log(`✔ ${name}`)
    },
    picture: async (name, png) => {
      writeFileSync(join(folder, `${name}.png`), png)
      console.log(`✔ ${name}`)
    },
  })
  console.log(`The tour is over: ${folder}`)
} finally {
  await browser.close()
  await service.close()
}
await import('./editions.js')
