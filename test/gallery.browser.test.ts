import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Browser, type BrowserContext, type Page } from 'playwright-core'
import { readTypedCodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { GALLERY, openGallery } from '../tools/gallery.js'
import { axe, openBrowser } from './browser.js'

type Opened = Awaited<ReturnType<typeof openGallery>>

/** What a script reads from the page, without the types of a browser. */
interface Dom {
  documentElement: { scrollWidth: number }
  activeElement: { id: string; tagName: string; className: string }
}

let gallery: Opened
let browser: Browser
before(async () => {
  gallery = await openGallery()
  browser = await openBrowser()
})
after(async () => {
  await browser.close()
  gallery.close()
})

/** A page of the gallery in a browser of its own; whatever the browser complains about is collected. */
async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context: BrowserContext = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${gallery.url}/${path}`)
  return { page, complaints, close: () => context.close() }
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { document, innerWidth } = globalThis as unknown as { document: Dom; innerWidth: number }
    return Math.max(0, document.documentElement.scrollWidth - innerWidth)
  })
}

/** Text whose contrast is below 7:1, or 4.5:1 where it is large (WCAG 2.2 §1.4.6). The engine is in the page already. */
function faint(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    interface Axe {
      run: (options: object) => Promise<{ violations: { nodes: { target: string[] }[] }[] }>
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: { type: 'rule', values: ['color-contrast-enhanced'] },
    })
    return violations.flatMap(({ nodes }) => nodes.map(({ target }) => target))
  })
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = (globalThis as unknown as { document: Dom }).document
    return activeElement.id === '' ? activeElement.tagName : activeElement.id
  })
}

const PHONE = { viewport: { width: 320, height: 640 } }
const DESK = { viewport: { width: 1280, height: 800 } }

describe('every page and part, in a real browser', () => {
  for (const [look, options, locale] of [
    ['on a phone of 320 px, in Italian', PHONE, 'it'],
    ['on a phone of 320 px, in English', PHONE, 'en'],
    ['on a desk, in Italian', DESK, 'it'],
    ['in forced colours', { ...DESK, forcedColors: 'active' as const }, 'it'],
  ] as const) {
    it(`breaks no rule of axe-core, our content policy or reflow ${look}`, async () => {
      const { page, complaints, close } = await open('', options)
      for (const name of Object.keys(GALLERY)) {
        await page.goto(`${gallery.url}/${name}?lingua=${locale}`)
        const broken = (await axe(page)).map(({ id, nodes }) => ({
          id,
          where: nodes.map(({ target }) => target),
        }))
        assert.deepEqual(broken, [], name)
        assert.deepEqual(await faint(page), [], `${name} has text below 7:1`)
        assert.equal(await sidewaysScroll(page), 0, `${name} scrolls sideways`)
      }
      assert.deepEqual(complaints, [])
      await close()
    })
  }

  it('reflows letters of twice the size and the text spacing of WCAG 1.4.12', async () => {
    const { page, close } = await open('', { viewport: { width: 360, height: 740 } })
    for (const style of [
      'html { font-size: 200% !important }',
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    ]) {
      for (const name of Object.keys(GALLERY)) {
        await page.goto(`${gallery.url}/${name}`)
        // A constructed sheet: our policy refuses a style element.
        await page.evaluate((text) => {
          const { document, CSSStyleSheet } = globalThis as unknown as {
            document: { adoptedStyleSheets: unknown[] }
            CSSStyleSheet: new () => { replaceSync: (text: string) => void }
          }
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(text)
          document.adoptedStyleSheets = [sheet]
        }, style)
        assert.equal(await sidewaysScroll(page), 0, `${name} with ${style}`)
      }
    }
    await close()
  })

  it('gives each target a height of 44 px, but for links inside a sentence', async () => {
    const { page, close } = await open('', PHONE)
    for (const name of Object.keys(GALLERY)) {
      await page.goto(`${gallery.url}/${name}`)
      const heights = await page
        .locator(
          'a:not(p a, dd a, .visually-hidden-focusable), button:not(.visually-hidden), input.form-control, textarea, summary',
        )
        .evaluateAll((targets) =>
          targets
            .map(
              (target) =>
                target as unknown as { textContent: string; getBoundingClientRect: () => { height: number } },
            )
            .map((target) => ({
              text: target.textContent.trim(),
              height: target.getBoundingClientRect().height,
            }))
            .filter(({ height }) => height > 0 && height < 43.5),
        )
      assert.deepEqual(heights, [], name)
    }
    await close()
  })

  it('prints one sentence instead of what must not be kept', async () => {
    const { page, close } = await open('not-printable')
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('main').isVisible(), false)
    assert.equal(await page.locator('.printed-instead').isVisible(), true)
    await close()
  })
})

const TOKEN = 'GRNK6KPXHAS766WX49XKQZGVPFYPBJWM'
const IN_GROUPS = 'GRNK 6KPX HAS7 66WX\n49XK QZGV PFYP BJWM'
const CODICE_FISCALE = 'TSSLVR61B54A944Q'

describe('the page of a check, with its script', () => {
  const valueOf = (page: Page, name: string) => page.locator(`[name=${name}]`).inputValue()

  /** The fields of the next form that is sent. */
  async function sent(page: Page, act: () => Promise<unknown>): Promise<Record<string, string>> {
    const [request] = await Promise.all([page.waitForRequest((asked) => asked.method() === 'POST'), act()])
    return Object.fromEntries(new URLSearchParams(request.postData() ?? ''))
  }

  it('moves the token of a scan to its field, cleans the address and goes on to the codice fiscale', async () => {
    const { page, close } = await open(`verify#${TOKEN}.later`)
    assert.equal(await valueOf(page, 'token'), IN_GROUPS)
    assert.equal(page.url(), `${gallery.url}/verify`)
    assert.equal(await focused(page), 'codiceFiscale')
    assert.match(await valueOf(page, 'once'), /^[0-9a-f-]{36}$/)
    await close()
  })

  it('leaves what is typed as it is, caret and all, and says whether the sixteen characters hold together', async () => {
    const { page, close } = await open(`verify#${TOKEN}`)
    await page.keyboard.type('tss lvr 61b54a944r')
    assert.equal(await valueOf(page, 'codiceFiscale'), 'tss lvr 61b54a944r')
    assert.match((await page.locator('.err').textContent()) ?? '', /errore/)
    await page.keyboard.press('Backspace')
    await page.keyboard.type('q')
    assert.match((await page.locator('.ok').textContent()) ?? '', /scritto bene/)
    await page.keyboard.press('Home')
    await page.keyboard.type('x')
    const caret = await page
      .locator('#codiceFiscale')
      .evaluate((field) => (field as unknown as { selectionStart: number }).selectionStart)
    assert.equal(caret, 1)
    await page.fill('#codiceFiscale', 'ＴＳＳＬＶＲ６１Ｂ５４Ａ９４４Ｑ')
    assert.match((await page.locator('.ok').textContent()) ?? '', /scritto bene/)
    await page.fill('#codiceFiscale', '😀')
    assert.equal(await valueOf(page, 'codiceFiscale'), '😀')
    await close()
  })

  it('takes what a counter scanner reads from the health card, and sends at its Enter', async () => {
    for (const read of [
      `%${CODICE_FISCALE.toLowerCase()}?`,
      `%1${CODICE_FISCALE}^TASSONI ELVIRA^8038?`,
      `*${CODICE_FISCALE}*`,
    ]) {
      const { page, close } = await open(`verify#${TOKEN}`)
      await page.keyboard.type(read)
      const fields = await sent(page, () => page.keyboard.press('Enter'))
      const reading = readTypedCodiceFiscale(fields['codiceFiscale'] ?? '')
      assert.deepEqual(reading, { kind: 'read', codiceFiscale: CODICE_FISCALE })
      assert.equal(fields['lingua'], undefined)
      await close()
    }
  })

  it('takes a counter scanner’s read of the QR wherever it was typed', async () => {
    const { page, close } = await open('verify')
    await page.focus('#codiceFiscale')
    await page.keyboard.type(`https://attesta.example/v#${TOKEN}`)
    await page.keyboard.press('Enter')
    assert.equal(await valueOf(page, 'token'), IN_GROUPS)
    assert.equal(await valueOf(page, 'codiceFiscale'), '')
    await close()
  })

  it('never adds a line break to the token: Enter goes to what is missing, or sends', async () => {
    const { page, close } = await open(`verify#${TOKEN}`)
    await page.focus('#token')
    await page.keyboard.press('Enter')
    assert.equal(await focused(page), 'codiceFiscale')
    await page.keyboard.type(CODICE_FISCALE)
    await page.focus('#token')
    await sent(page, () => page.keyboard.press('Enter'))
    await close()
  })

  it('switches the language with all that was typed', async () => {
    const { page, close } = await open(`verify#${TOKEN}`)
    await page.keyboard.type('TSSL')
    const fields = await sent(page, () => page.click('button[name=lingua]'))
    assert.equal(fields['lingua'], 'en')
    assert.equal(fields['codiceFiscale'], 'TSSL')
    assert.match(fields['token'] ?? '', /^GRNK 6KPX/)
    await close()
  })
})

describe('with letters of twice the size, on a phone of 320 px', () => {
  it('no heading is cut inside a word', async () => {
    const { page, close } = await open('', PHONE)
    for (const name of Object.keys(GALLERY)) {
      await page.goto(`${gallery.url}/${name}?lingua=it`)
      assert.deepEqual(await page.evaluate(CUT_WORDS), [], name)
    }
    await close()
  })
})

/** The words of first headings that stand on two lines, with letters of twice the size. */
const CUT_WORDS = `(() => {
  document.documentElement.style.fontSize = '200%'
  const cut = []
  for (const heading of document.querySelectorAll('h1')) {
    heading.style.hyphens = 'manual'
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { index, 0: word } of node.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) cut.push(word)
      }
    }
  }
  return cut
})()`

describe('without script', () => {
  it('the answer and what is wrong are still whole, and the form still sends', async () => {
    const { page, close } = await open('verify', { javaScriptEnabled: false })
    await page.fill('#token', TOKEN)
    await page.fill('#codiceFiscale', CODICE_FISCALE)
    const [request] = await Promise.all([
      page.waitForRequest((asked) => asked.method() === 'POST'),
      page.locator('#codiceFiscale').press('Enter'),
    ])
    const fields = new URLSearchParams(request.postData() ?? '')
    assert.equal(fields.get('token'), TOKEN)
    assert.equal(fields.get('lingua'), null)
    await close()
  })

  it('the focus is where the page begins to speak', async () => {
    for (const [name, place] of [
      ['recognised', 'answer'],
      ['error-down', 'H1'],
    ] as const) {
      const { page, close } = await open(name)
      assert.equal(await focused(page), place)
      await close()
    }
  })
})
