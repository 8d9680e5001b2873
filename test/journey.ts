import assert from 'node:assert/strict'
import { type Browser, type BrowserContext, type Page } from 'playwright-core'
import { readQrs } from './read-qr.js'
import { renderPage } from './render-pdf.js'
import { type RunningDemo } from './service.js'

/** Takes a picture of a page, or of bytes; the test takes none. */
export interface Album {
  page: (name: string, page: Page) => Promise<void>
  picture: (name: string, png: Uint8Array) => Promise<void>
}

const NICOLA = 'SRRNCL79P17B354F'
const ELVIRA = { name: 'Elvira Tassoni', codiceFiscale: 'TSSLVR61B54A944Q' }
const DARIO = { name: 'Dario Montali' }

/** A person with a browser of their own. */
async function person(
  browser: Browser,
  baseUrl: string,
  width: number,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height: width < 600 ? 740 : 800 },
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  // T69: nobody else is asked for anything, and nobody learns where somebody comes from.
  context.on('request', (request) => {
    const { origin, href } = new URL(request.url())
    if (origin === 'null') return
    assert.equal(origin, baseUrl, 'a foreign host')
    assert.equal(request.headers()['referer'] ?? '', '', `a referer for ${href}`)
    assert.doesNotMatch(href.replace(/#.*/, ''), /[0-9A-HJKMNP-TV-Z]{32}/, 'a token in an address')
  })
  context.on('console', (message) => {
    assert.notEqual(message.type(), 'error', message.text())
  })
  return { context, page }
}

/** The provider of the demo: choose, see what is sent, agree. */
export async function logIn(page: Page, name: string, method = 'Entra con SPID'): Promise<void> {
  await page.getByRole('button', { name: method }).click()
  if (method.includes('SPID')) await page.getByRole('button', { name: 'SPID di prova Alba' }).click()
  await page.getByRole('radio', { name }).first().check({ force: true })
  await page.getByRole('button', { name: 'Continua' }).click()
  await page.getByRole('button', { name: 'Acconsento' }).click()
}

async function verify(page: Page, address: string, codiceFiscale: string): Promise<void> {
  // Another document first: an address that differs by its fragment alone would not open the page anew.
  await page.goto('about:blank')
  await page.goto(address)
  await page.getByLabel('Codice fiscale della persona').fill(codiceFiscale)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.answer')
}

async function titleOf(page: Page): Promise<string> {
  return (await page.locator('h1').first().innerText()).trim()
}

/**
 * The nine sentences of the README, done by four people in real browsers: a verbale is fed in, its holder gets the QR,
 * it is printed and read by a reader that is not ours, scanned, asked for the degree, changed by a new verbale, replaced.
 */
export async function journey(browser: Browser, service: RunningDemo, album: Album): Promise<void> {
  const { baseUrl } = service
  const holder = await person(browser, baseUrl, 360)
  const desk = await person(browser, baseUrl, 1280)
  const verifier = await person(browser, baseUrl, 360)
  try {
    await feedAndHome(service, holder.page, desk.page, album)
    const address = await getTheQr(holder.page, album, baseUrl)
    await scan(verifier.page, address, album)
    await seeTheDegree(desk.page, address, album)
    await newVerbale(service, verifier.page, address, album)
    await checksAndReplacement(holder.page, verifier.page, address, album)
    await inEnglish(holder.page, verifier.page, album)
  } finally {
    for (const { context } of [holder, desk, verifier]) await context.close()
  }
}

/** Sentence 1: the institution feeds a definitive verbale; a stranger opens the home page. */
async function feedAndHome(service: RunningDemo, holder: Page, desk: Page, album: Album): Promise<void> {
  const fed = await service.importLines([
    {
      id: 'a1a1a1a1-0000-4000-8000-000000000001',
      type: 'verbale.definito',
      occurredAt: '2026-11-02T09:00:00+01:00',
      codiceFiscale: NICOLA,
      data: {
        protocollo: 'TOUR-1',
        procedura: 'primaIstanza',
        dataVisita: '2026-10-20',
        dataDefinizione: '2026-11-02',
        giudizi: [{ area: 'handicap', codice: 'H-1', dal: '2026-10-20' }],
      },
    },
  ])
  assert.equal(fed.exitCode, 0)
  assert.match(fed.output, /"applied":1/)
  await holder.goto('/')
  await album.page('01-home', holder)
  await desk.goto('/')
  await album.page('01-home-desk', desk)
}

/** Sentences 2 and 3: log in, note, number, choice; the PDF at once, both QRs read by a reader that is not ours. */
async function getTheQr(page: Page, album: Album, baseUrl: string): Promise<string> {
  await page.getByRole('link', { name: 'Ottieni il QR' }).first().click()
  await album.page('02-login', page)
  await logIn(page, ELVIRA.name)
  await album.page('03-note', page)
  await page.getByRole('button', { name: 'Ho letto la nota' }).click()
  await album.page('04-contacts', page)
  await page.getByRole('link', { name: 'Continua' }).click()
  await page.getByRole('radio', { name: /Solo che una condizione/ }).check({ force: true })
  await album.page('05-choice', page)
  await page.getByRole('button', { name: 'Ottieni il QR' }).click()
  assert.match(await titleOf(page), /Il tuo QR è pronto/)
  await album.page('06-done', page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /Scarica il foglio/ }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const sheet = await renderPage(Buffer.concat(chunks), 150)
  await album.picture('07-sheet', await sheet.png())
  const codes = (await readQrs(sheet)).map(({ text }) => text)
  assert.equal(codes.length, 2, 'both QRs of the sheet are read')
  assert.equal(codes[0], codes[1])
  assert.ok(codes[0]?.startsWith(`${baseUrl}/v#`))
  await page.goto('/qr')
  await album.page('08-my-qr', page)
  await page.goto('/qr/schermo')
  await album.page('09-screen', page)
  return codes[0] ?? ''
}

/** Sentences 4 and 5: scan, type the codice fiscale, and the page answers. */
async function scan(page: Page, address: string, album: Album): Promise<void> {
  await page.goto(address)
  assert.doesNotMatch(page.url(), /#/, 'the token leaves the address at once')
  await album.page('10-verify', page)
  await verify(page, address, ELVIRA.codiceFiscale)
  assert.match(await titleOf(page), /Riconosciuta/)
  await album.page('11-recognised', page)
}

/** Sentences 6 to 8: the operator logs in, states why; the holder's code opens the degree for ten minutes. */
async function seeTheDegree(page: Page, address: string, album: Album): Promise<void> {
  await verify(page, address, ELVIRA.codiceFiscale)
  await album.page('11-recognised-desk', page)
  await page.getByText('Serve il grado?').click()
  await page.getByRole('button', { name: 'Chiedi il grado' }).click()
  await logIn(page, DARIO.name, 'Entra con CIE')
  await page.getByRole('radio', { name: /Contrassegno per la sosta/ }).check({ force: true })
  await album.page('12-purpose', page)
  await page.getByRole('button', { name: 'Invia il codice' }).click()
  const words = (await page.locator('.two-words').innerText()).split(/\s+/).join(' ')
  await album.page('13-code', page)
  const message = await readTelephone(page, ELVIRA.name, album)
  assert.ok(message.includes(words), 'the same two words on both sides')
  const code = /\b\d{6}\b/.exec(message)?.[0]
  assert.ok(code !== undefined)
  await page.getByLabel('Codice usa e getta').fill(code)
  await page.getByRole('button', { name: 'Mostra i dati' }).click()
  await page.waitForSelector('.judgement')
  assert.match(await page.locator('main').innerText(), /80%/)
  assert.match(await page.locator('main').innerText(), /90\/2014/)
  await album.page('14-degree', page)
}

/** What the holder reads on their own telephone: the demo shows it. */
async function readTelephone(operator: Page, name: string, album: Album): Promise<string> {
  const page = await operator.context().newPage()
  try {
    for (let tries = 0; tries < 40; tries++) {
      await page.goto('/demo/telefono')
      await page.getByRole('link', { name }).click()
      const bubble = page.getByText(/Codice \d{6}\./).first()
      if ((await bubble.count()) > 0) {
        await album.page('13-telephone', page)
        return await bubble.innerText()
      }
      await page.waitForTimeout(250)
    }
    throw new Error(`no message for ${name}`)
  } finally {
    await page.close()
  }
}

/** The QR belongs to the person: a new verbale changes what the same QR answers. */
async function newVerbale(service: RunningDemo, page: Page, address: string, album: Album): Promise<void> {
  const verbale = (id: string, protocollo: string, giudizi: object[]) => ({
    id,
    type: 'verbale.definito',
    occurredAt: '2026-11-20T09:00:00+01:00',
    codiceFiscale: ELVIRA.codiceFiscale,
    data: {
      protocollo,
      procedura: 'revisione',
      dataVisita: '2026-11-09',
      dataDefinizione: '2026-11-20',
      giudizi,
    },
  })
  const fed = await service.importLines([
    verbale('a1a1a1a1-0000-4000-8000-000000000002', 'TOUR-2', [
      { area: 'invaliditaCivile', codice: 'CIV-00', percentuale: 20, dal: '2026-11-09' },
      { area: 'handicap', codice: 'H-0', dal: '2026-11-09' },
    ]),
  ])
  assert.equal(fed.exitCode, 0, fed.output)
  await verify(page, address, ELVIRA.codiceFiscale)
  assert.match(await titleOf(page), /In questo archivio\s+non risulta/)
  await album.page('15-not-here', page)
}

/** Sentence 9: the holder sees every check, replaces the QR, and the old one is refused. */
async function checksAndReplacement(
  holder: Page,
  verifier: Page,
  address: string,
  album: Album,
): Promise<void> {
  await holder.goto('/controlli')
  const checks = await holder.locator('main').innerText()
  assert.match(checks, /Comune di Vallechiara/)
  assert.match(checks, /Risposta: riconosciuta/)
  await album.page('16-checks', holder)
  await holder.goto('/giudizio')
  await album.page('17-judgement', holder)
  await holder.goto('/qr/sostituisci')
  await album.page('18-replace', holder)
  await holder.getByRole('button', { name: 'Sì, sostituisci' }).click()
  await holder.waitForURL(/\/qr\?fatto/)
  await verify(verifier, address, ELVIRA.codiceFiscale)
  assert.match(await titleOf(verifier), /Non valido/)
  await album.page('19-not-valid', verifier)
}

/** The same pages in English: on the holder's phone, and for a verifier who switches with the codice fiscale typed. */
async function inEnglish(holder: Page, verifier: Page, album: Album): Promise<void> {
  await holder.goto('/qr')
  await holder.getByRole('link', { name: 'English' }).click()
  assert.match(await titleOf(holder), /My QR/)
  await album.page('20-my-qr-english', holder)
  await verifier.goto('/v')
  await verifier.getByLabel('Codice fiscale della persona').fill(ELVIRA.codiceFiscale)
  await verifier.getByRole('button', { name: 'English' }).click()
  assert.match(await titleOf(verifier), /Verify a QR/)
  assert.equal(
    await verifier.locator('#codiceFiscale').inputValue(),
    ELVIRA.codiceFiscale,
    'nothing typed is lost',
  )
  await album.page('21-verify-english', verifier)
}
