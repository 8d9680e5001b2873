/** Where the words of a sheet lead: on paper words, in the file and on the page links, the same in both. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawToken } from '../attestation/token.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { LOCALES } from '../messages/locale.js'
import { openPdf } from '../../test/render-pdf.js'
import { EDITIONS } from './edition.js'
import { qrAddress } from './qr-address.js'
import { qrOf } from './qr.gateway.js'
import { sheetContent } from './sheet-parts.texts.js'
import { sheetTwin } from './sheet-twin.page.js'
import { sheetPdf } from './sheet.gateway.js'
import { type Sheet } from './sheet.js'

const token = drawToken(systemChance)
const elvira: Sheet = {
  edition: 'a4',
  locale: 'it',
  name: 'Elvira T.',
  issuedOn: '2026-11-26' as LegalDay,
  baseUrl: 'https://attesta.example',
  token,
  telephone: '800 000 123',
  institution: 'Istituto dimostrativo',
}
const SITE = 'https://attesta.example'
const CHECK = `${SITE}/v#${token}`
const CALL = 'tel:800000123'

interface Found {
  words: string
  address: string
  does: string
  lines: number
}

interface Annotation {
  subtype: string
  url?: string
  unsafeUrl?: string
  contentsObj: { str: string }
  rect: [number, number, number, number]
  quadPoints?: ArrayLike<number>
}

/** The links that another program finds (PDF.js, Firefox's reader), each with the words that stand in its lines. */
async function linksIn(sheet: Sheet): Promise<Found[]> {
  const task = openPdf(Buffer.from(sheetPdf(sheet)))
  try {
    const document = await task.promise
    const found: Found[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const words = items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return []
        const [, , , , x = 0, y = 0] = item.transform as number[]
        return [{ text: item.str.trim(), x, y, end: x + item.width }]
      })
      for (const annotation of (await page.getAnnotations()) as Annotation[]) {
        if (annotation.subtype !== 'Link') continue
        const lines = linesOf(annotation)
        const inside = lines.flatMap(([left, bottom, right, top]) =>
          words.filter(({ x, end, y }) => x > left - 1 && end < right + 1 && y > bottom && y < top),
        )
        found.push({
          words: inside.map(({ text }) => text).join(''),
          address: annotation.unsafeUrl ?? '',
          does: annotation.contentsObj.str,
          lines: lines.length,
        })
      }
    }
    return found
  } finally {
    await task.destroy()
  }
}

function linesOf({ rect, quadPoints }: Annotation): [number, number, number, number][] {
  if (!quadPoints) return [rect]
  return Array.from({ length: quadPoints.length / 8 }, (_, place) => {
    const corners = Array.from(quadPoints).slice(8 * place, 8 * place + 8)
    const [xs, ys] = [0, 1].map((axis) => corners.filter((_, index) => index % 2 === axis)) as [
      number[],
      number[],
    ]
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  })
}

/** The links of the same sheet as a page: their words and their addresses. */
function linksOnPage(sheet: Sheet): { words: string; address: string }[] {
  const { text } = sheetTwin(sheet, qrOf(qrAddress(sheet.baseUrl, sheet.token))).article
  return [...text.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(([, address = '', words = '']) => ({
    words: plain(words),
    address,
  }))
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

const WHERE = {
  a4: [SITE, CHECK, SITE, SITE, CALL, CHECK, CALL],
  largePrint: [SITE, CHECK, SITE, SITE, CALL],
  easyToRead: [SITE, CHECK, CALL, SITE, SITE],
}

for (const edition of EDITIONS) {
  for (const locale of LOCALES) {
    const sheet = { ...elvira, edition, locale }

    describe(`The links of the edition ${edition} (${locale})`, () => {
      it('T60: lead to the site, to the check of its QR and to the help line, from the very words', async () => {
        const found = await linksIn(sheet)
        assert.deepEqual(
          found.map(({ address }) => address),
          WHERE[edition],
        )
        const words = { [SITE]: 'attesta.example', [CHECK]: 'attesta.example/v', [CALL]: '800 000 123' }
        for (const link of found) assert.equal(link.words, words[link.address])
      })

      it('T60: say what they do, with the words that are seen, in the language of the sheet', async () => {
        for (const { words, does } of await linksIn(sheet)) {
          assert.match(does, locale === 'it' ? /^(Apri|Chiama) / : /^(Open|Call) /)
          assert.ok(does.endsWith(words), `${does} for ${words}`)
        }
      })

      it('T60: are those of the page, with the same words and in the same order', async () => {
        const found = await linksIn(sheet)
        assert.deepEqual(
          linksOnPage(sheet),
          found.map(({ words, address }) => ({ words, address })),
        )
      })

      it('T63: carry the token only where the QR leads, and say it nowhere', async () => {
        for (const { words, address, does } of await linksIn(sheet)) {
          assert.equal(address.includes(token), address === qrAddress(sheet.baseUrl, token))
          assert.ok(!`${words} ${does}`.includes(token))
          assert.equal(address.startsWith(CALL) || address.startsWith(`https://${words}`), true, address)
        }
      })
    })
  }
}

describe('A link', () => {
  it('T63: is no part of the words, which are remembered from sheet to sheet: no token stands in them', () => {
    const { top, parts, links } = sheetContent(elvira)
    assert.ok(!JSON.stringify([top, parts]).includes(token))
    assert.equal(links.check?.address, CHECK)
  })

  it('T60: whose words take two lines is one link, with a box for each', async () => {
    const baseUrl = `https://${'condizione.'.repeat(5)}example`
    const found = await linksIn({ ...elvira, edition: 'largePrint', baseUrl })
    const broken = found.filter(({ lines }) => lines > 1)
    assert.ok(broken.length > 0)
    for (const { words, lines } of broken) {
      assert.equal(lines, 2)
      assert.ok(words.startsWith(baseUrl.slice('https://'.length)), words)
    }
  })

  it('dials a number as it is printed, abroad too, and is no link where there is none', async () => {
    const dialled = async (telephone: string) =>
      (await linksIn({ ...elvira, telephone }))
        .map(({ address }) => address)
        .filter((address) => !address.startsWith(SITE))
    assert.deepEqual(await dialled('+39 06 123-45.67'), ['tel:+39061234567', 'tel:+39061234567'])
    assert.deepEqual(await dialled('allo sportello'), [])
    const { text } = sheetTwin({ ...elvira, telephone: 'allo sportello' }, qrOf('x')).article
    assert.match(text, /<strong>allo\u00a0sportello<\/strong>/)
  })

  it('leads to the port of a trial too', async () => {
    const found = await linksIn({ ...elvira, baseUrl: 'http://192.168.1.20:8080' })
    assert.equal(found[0]?.address, 'http://192.168.1.20:8080')
    assert.equal(found[1]?.address, `http://192.168.1.20:8080/v#${token}`)
  })
})
