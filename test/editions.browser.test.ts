import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Browser, type BrowserContext, type Download, type Page } from 'playwright-core'
import { axe, openBrowser } from './browser.js'
import { logIn } from './journey.js'
import { readAloud, readPage } from './read-aloud.js'
import { readByTwo } from './read-qr-by-two.js'
import { openPdf } from './render-pdf.js'
import { type RunningDemo, runDemo } from './service.js'

let service: RunningDemo
let browser: Browser
let context: BrowserContext
let page: Page
/** What the QR of this holder says. */
let address: string

before(async () => {
  service = await runDemo()
  browser = await openBrowser()
  context = await browser.newContext({ baseURL: service.baseUrl, viewport: { width: 360, height: 740 } })
  page = await context.newPage()
  await page.goto('/qr')
  await logIn(page, 'Elvira Tassoni')
  await page.getByRole('button', { name: 'Ho letto la nota' }).click()
  await page.getByRole('link', { name: 'Continua' }).click()
  await page.getByRole('radio', { name: /Solo che una condizione/ }).check({ force: true })
  await page.getByRole('button', { name: 'Ottieni il QR' }).click()
  await page.goto('/qr')
  address = await codeOn(page)
})
after(async () => {
  await browser.close()
  await service.close()
})

async function codeOn(page: Page): Promise<string> {
  const code = (await page.locator('.code-groups').first().innerText()).replace(/\s/g, '')
  return `${service.baseUrl}/v#${code}`
}

async function save(name: string | RegExp, nth = 0): Promise<{ file: Buffer; download: Download }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).nth(nth).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return { file: Buffer.concat(chunks), download }
}

async function titleOf(pdf: Buffer): Promise<string> {
  const task = openPdf(pdf)
  try {
    const { info } = await (await task.promise).getMetadata()
    return String((info as Record<string, unknown>)['Title'])
  } finally {
    await task.destroy()
  }
}

/** What the device keeps: the names of its stores, and its workers. */
function keptOn(page: Page): Promise<{ stores: string[]; workers: number }> {
  return page.evaluate(async () => {
    const { caches, navigator } = globalThis as unknown as {
      caches: { keys: () => Promise<string[]> }
      navigator: { serviceWorker: { getRegistrations: () => Promise<unknown[]> } }
    }
    const workers = await navigator.serviceWorker.getRegistrations()
    return { stores: await caches.keys(), workers: workers.length }
  })
}

const NOTHING = { stores: [], workers: 0 }

describe('The editions on the holder’s own pages', () => {
  it('T63: are chosen on one page, A4 first, and saved under a name that says neither whose nor which', async () => {
    await page.goto('/qr')
    await page.getByRole('link', { name: 'Altri fogli' }).click()
    assert.equal(await page.locator('.btn-primary').count(), 1, 'one main choice')
    const said = []
    for (const nth of [0, 1, 2]) {
      const { file, download } = await save(/Scarica il foglio/, nth)
      assert.equal(download.suggestedFilename(), 'attesta-qr.pdf')
      assert.equal(await titleOf(file), 'QR di Elvira T.')
      said.push((await readAloud(file)).length)
    }
    assert.equal(new Set(said).size, 3, 'three editions')
  })

  it('are read as a page that says what the PDF says, and keep their edition when the language is switched', async () => {
    for (const edition of ['a4', 'grande', 'facile']) {
      await page.goto('/qr/fogli')
      const links = await page.getByRole('link', { name: /Leggi il foglio come pagina/ }).all()
      await links[['a4', 'grande', 'facile'].indexOf(edition)]?.click()
      for (const other of ['English', 'Italiano']) {
        const pdf = await (await page.request.get(`/qr/foglio.pdf?edizione=${edition}`)).body()
        const said = await readAloud(pdf)
        // A page has no seal: it is the last that the PDF says, and all that it says more.
        assert.match(said.at(-1) ?? '', /^Form: /)
        assert.deepEqual(readPage(await page.locator('.twin').innerHTML()), said.slice(0, -1))
        await page.getByRole('link', { name: other }).click()
        assert.equal(new URL(page.url()).search, `?edizione=${edition}`)
      }
    }
  })

  it('D4, T63: lead from the page and from the PDF to the check, where the code stands already and the address says none', async () => {
    const token = address.split('#')[1] ?? ''
    await page.goto('/qr/foglio?edizione=facile')
    await page.getByRole('link', { name: `${new URL(address).host}/v`, exact: true }).click()
    await page.waitForURL('**/v')
    const typed = await page.locator('[name=token]').inputValue()
    assert.equal(typed.replace(/\s/g, ''), token)
    assert.equal(page.url(), `${service.baseUrl}/v`)
    const pdf = await (await page.request.get('/qr/foglio.pdf?edizione=facile')).body()
    assert.equal(pdf.toString('latin1').split(`/URI (${address})`).length, 2)
  })

  it('print as a sheet, without what stands around it', async () => {
    for (const [edition, pages] of [
      ['a4', 1],
      ['grande', 2],
      ['facile', 2],
    ] as const) {
      await page.goto(`/qr/foglio?edizione=${edition}`)
      const task = openPdf(await page.pdf({ preferCSSPageSize: true }))
      assert.equal((await task.promise).numPages, pages, edition)
      await task.destroy()
    }
    await page.emulateMedia({ media: 'print' })
    for (const around of ['.top', '.mine', '.foot', '.twin-acts'])
      assert.equal(await page.locator(around).isVisible(), false, around)
    await page.emulateMedia({ media: null })
  })

  it('are not found under a word that is none of theirs', async () => {
    for (const path of ['/qr/foglio', '/qr/foglio.pdf'])
      assert.equal((await page.request.get(`${path}?edizione=altro`)).status(), 404)
  })

  it('break no rule of axe-core at 360 px and at 1280 px', async () => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      for (const path of [
        'fogli',
        'foglio?edizione=a4',
        'foglio?edizione=grande',
        'foglio?edizione=facile',
      ]) {
        await page.goto(`/qr/${path}`)
        assert.deepEqual(await axe(page), [], `${path} at ${String(width)}`)
      }
    }
    await page.setViewportSize({ width: 360, height: 740 })
  })
})

describe('The QR as a file', () => {
  for (const [name, type] of [
    ['Salva come immagine (PNG)', 'png'],
    ['Salva come disegno (SVG)', 'svg'],
  ] as const) {
    it(`T61, T63: is saved as ${type}, read by two readers, under a name without a name`, async () => {
      await page.goto('/qr/schermo')
      const { file, download } = await save(name)
      assert.equal(download.suggestedFilename(), `attesta-qr.${type}`)
      assert.deepEqual(await readByTwo(file), { zxing: [address], jsqr: address })
      const text = file.toString('latin1')
      for (const secret of [address.split('#')[1] ?? '', 'Elvira', 'TSSLVR61B54A944Q'])
        assert.ok(!text.includes(secret))
    })
  }
})

const LOOKS = {
  upright: { width: 360, height: 740 },
  turned: { width: 740, height: 360 },
  'on a desk': { width: 1280, height: 800 },
}

describe('The QR on the screen', () => {
  for (const [how, viewport] of Object.entries(LOOKS)) {
    for (const colours of ['light', 'dark', 'forced'] as const) {
      it(`T61: is as large as the screen, black on white, read by two readers: ${how}, ${colours} colours`, async () => {
        await page.setViewportSize(viewport)
        await page.emulateMedia({
          colorScheme: colours === 'light' ? 'light' : 'dark',
          forcedColors: colours === 'forced' ? 'active' : 'none',
        })
        await page.goto('/qr/schermo')
        const box = await page.locator('.qr').boundingBox()
        const room = Math.min(viewport.height, how === 'on a desk' ? viewport.width * 0.62 : viewport.width)
        assert.ok(box && box.width >= room - 1 && box.y < 1, JSON.stringify(box))
        const shot = await page.screenshot()
        assert.deepEqual(await readByTwo(shot), { zxing: [address], jsqr: address })
        const ground = await page
          .locator('.qr-screen')
          .evaluate((element) =>
            (
              globalThis as unknown as { getComputedStyle: (of: unknown) => Record<string, string> }
            ).getComputedStyle(element),
          )
          .then((style) => [style['backgroundColor'], style['color']])
        assert.deepEqual(ground, ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'])
        // Of forced colours the engine sees the ground that is drawn and the letters that we asked for.
        const broken = (await axe(page)).filter(({ id }) => colours !== 'forced' || id !== 'color-contrast')
        assert.deepEqual(broken, [])
        assert.ok(
          (await page.locator('main').innerText()).includes(`${service.baseUrl.replace('http://', '')}/v`),
        )
      })
    }
  }

  it('asks the device to stay awake where it can', async () => {
    await page.emulateMedia({ colorScheme: null, forcedColors: null })
    await page.setViewportSize(LOOKS.upright)
    const asked = await page.context().newPage()
    await asked.addInitScript(() => {
      const world = globalThis as unknown as { navigator: object; asked: string[] }
      world.asked = []
      const wakeLock = {
        request(kind: string) {
          world.asked.push(kind)
          return Promise.resolve({})
        },
      }
      Object.defineProperty(world.navigator, 'wakeLock', { value: wakeLock })
    })
    await asked.goto('/qr/schermo')
    assert.deepEqual(await asked.evaluate(() => (globalThis as unknown as { asked: string[] }).asked), [
      'screen',
    ])
    await asked.close()
  })
})

describe('The QR without network', () => {
  const keep = () => page.getByRole('button', { name: 'Tieni il QR su questo telefono' })
  const remove = () => page.getByRole('button', { name: 'Togli il QR dal telefono' })

  /** Opens an address without network: what a device in a cinema's cellar shows. */
  async function offline<T>(work: () => Promise<T>): Promise<T> {
    await context.setOffline(true)
    try {
      return await work()
    } finally {
      await context.setOffline(false)
    }
  }

  it('is kept nowhere until its holder asks for it', async () => {
    await page.goto('/qr/schermo')
    await keep().waitFor()
    assert.deepEqual(await keptOn(page), NOTHING)
    await assert.rejects(offline(() => page.goto('/qr/schermo')))
  })

  it('opens without network once asked for: the QR, its code and the help line, and no name', async () => {
    await page.goto('/qr/schermo')
    await keep().click()
    await remove().waitFor()
    assert.equal(await page.getByRole('status').innerText(), 'Il QR è su questo telefono.')
    assert.deepEqual(await keptOn(page), { stores: ['attesta-qr'], workers: 1 })
    await offline(async () => {
      for (const path of ['/qr/schermo', '/qr/schermo/copia']) {
        await page.goto(path)
        assert.deepEqual(await readByTwo(await page.screenshot()), { zxing: [address], jsqr: address })
        assert.equal(await codeOn(page), address)
        const text = await page.locator('body').innerText()
        assert.match(text, /800 000 123/)
        assert.doesNotMatch(await page.content(), /Elvira|Tassoni|TSSLVR|csrf/)
        assert.ok(
          await page.evaluate(() =>
            (globalThis as unknown as Fonts).document.fonts.check('16px "Titillium Web"'),
          ),
        )
        assert.deepEqual(await axe(page), [])
      }
    })
  })

  it('opens where the network takes the request and never answers', async () => {
    await service.stalled(async () => {
      await page.goto('/qr/schermo')
      assert.equal(await codeOn(page), address)
      assert.deepEqual(await readByTwo(await page.screenshot()), { zxing: [address], jsqr: address })
      assert.doesNotMatch(await page.content(), /Elvira|csrf/)
    })
  })

  it('is taken away there, without network too, by the one who kept it', async () => {
    await offline(async () => {
      await page.goto('/qr/schermo/copia')
      await remove().click()
      await keep().waitFor()
      assert.equal(await page.getByRole('status').innerText(), 'Il QR non è più su questo telefono.')
      await assert.rejects(page.goto('/qr/schermo/copia'))
    })
    await page.goto('/qr')
    assert.deepEqual(await keptOn(page), NOTHING)
  })

  it('goes when the QR is replaced: a copy would be refused', async () => {
    await page.goto('/qr/schermo')
    await keep().click()
    await remove().waitFor()
    await page.goto('/qr/sostituisci')
    await page.getByRole('button', { name: 'Sì, sostituisci' }).click()
    await page.waitForURL(/fatto/)
    await page.waitForLoadState('networkidle')
    assert.deepEqual(await keptOn(page), NOTHING)
    address = await codeOn(page)
  })

  it('says so where another QR is kept, after a replacement elsewhere, and takes this one in its place', async () => {
    await page.goto('/qr/schermo')
    await keep().click()
    await remove().waitFor()
    const elsewhere = await (await browser.newContext({ baseURL: service.baseUrl })).newPage()
    await elsewhere.goto('/qr')
    await logIn(elsewhere, 'Elvira Tassoni')
    // The way back from a login goes over several pages.
    await elsewhere.waitForURL('**/qr')
    await elsewhere.goto('/qr/sostituisci')
    await elsewhere.getByRole('button', { name: 'Sì, sostituisci' }).click()
    await elsewhere.waitForURL(/fatto/)
    address = await codeOn(elsewhere)
    await page.goto('/qr/schermo')
    await page.getByText('Su questo telefono c’è un altro QR.').waitFor()
    await page.getByRole('button', { name: 'Tieni questo al suo posto' }).click()
    await page.getByText('Il QR è su questo telefono.').waitFor()
    await offline(async () => {
      await page.goto('/qr/schermo/copia')
      assert.equal(await codeOn(page), address)
    })
  })

  it('goes with the logout, and is not shown to who comes next', async () => {
    await page.goto('/qr/schermo')
    await remove().waitFor()
    assert.deepEqual(await keptOn(page), { stores: ['attesta-qr'], workers: 1 })
    await page.getByRole('button', { name: 'Esci' }).click()
    await page.waitForURL(/uscito/)
    await page.waitForLoadState('networkidle')
    assert.deepEqual(await keptOn(page), NOTHING)
    await assert.rejects(offline(() => page.goto('/qr/schermo/copia')))
    await page.goto('/qr/schermo/copia')
    assert.match(page.url(), /accedi/)
  })
})

interface Fonts {
  document: { fonts: { check: (font: string) => boolean } }
}
