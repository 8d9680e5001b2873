import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { gulpease } from '../messages/gulpease.js'
import { LOCALES } from '../messages/locale.js'
import { readAloud, readPage } from '../../test/read-aloud.js'
import { readQrs } from '../../test/read-qr.js'
import { openPdf, renderPage } from '../../test/render-pdf.js'
import { EDITIONS, EDITION_WORDS, readEdition } from './edition.js'
import { qrAddress } from './qr-address.js'
import { qrOf } from './qr.gateway.js'
import { type Block } from './sheet-content.js'
import { sheetContent } from './sheet-parts.texts.js'
import { sheetTwin } from './sheet-twin.page.js'
import { sheetPdf } from './sheet.gateway.js'
import { initialed, type Sheet } from './sheet.js'
import { drawToken, groupToken } from '../attestation/token.js'

const token = drawToken(systemChance)
const elvira: Sheet = {
  edition: 'a4',
  locale: 'it',
  name: initialed('Elvira', 'Tassoni'),
  issuedOn: '2026-11-23' as LegalDay,
  baseUrl: 'https://attesta.example',
  token,
  telephone: '800 000 123',
  institution: 'Istituto dimostrativo',
}
const HARD: Record<string, Partial<Sheet>> = {
  'a short name': {},
  'a long name and a long host': {
    name: 'Massimiliano Bartolomeo Sebastiano Ö.',
    baseUrl: 'https://condizione-di-disabilita.servizi.istituto.example',
    institution: 'Istituto nazionale dimostrativo della previdenza sociale e del lavoro, sede provinciale',
  },
  'letters that HTML and PDF write in their own way': { name: 'Zoë <O’Neill> & "Ž".' },
}
/** Drawn with an ellipsis where its lines end: in other places of the page than on paper. */
const ENDLESS: Record<string, Partial<Sheet>> = {
  'two thousand letters and a mark that turns the direction of writing': {
    name: `\u202e${'Wolfeschlegelstein'.repeat(112)}`,
  },
}
const EACH = EDITIONS.flatMap((edition) => LOCALES.map((locale) => ({ edition, locale })))
const PAGES = { a4: 1, largePrint: 2, easyToRead: 2 }

const write = (sheet: Sheet) => Promise.resolve(Buffer.from(sheetPdf(sheet)))
const twinOf = (sheet: Sheet) => sheetTwin(sheet, qrOf(qrAddress(sheet.baseUrl, sheet.token)))

/** Every text of a PDF with the height of its letters in points, decoration included. */
async function lettersOf(pdf: Buffer): Promise<{ text: string; size: number }[][]> {
  const task = openPdf(pdf)
  try {
    const document = await task.promise
    const pages = []
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(
        items.flatMap((item) =>
          'str' in item && item.str.trim() !== ''
            ? [{ text: item.str, size: (item.transform as number[])[3] ?? 0 }]
            : [],
        ),
      )
    }
    return pages
  } finally {
    await task.destroy()
  }
}

for (const { edition, locale } of EACH) {
  describe(`The edition ${edition} (${locale})`, () => {
    for (const [what, changed] of Object.entries(HARD)) {
      const sheet = { ...elvira, ...changed, edition, locale }

      it(`T60: says as a page what the PDF says, word for word and in the same order, with ${what}`, async () => {
        const said = await readAloud(await write(sheet))
        assert.ok(said.length > 15)
        const page = readPage(twinOf(sheet).article.text)
        // A host too long for its line is broken on paper, which a reader of the PDF takes for a space.
        const isBroken = sheet.baseUrl !== elvira.baseUrl
        const compared = (lines: string[]) => (isBroken ? lines.map((line) => line.replace(/ /g, '')) : lines)
        assert.deepEqual(compared(page), compared(said))
      })
    }

    for (const [what, changed] of Object.entries({ ...HARD, ...ENDLESS })) {
      const sheet = { ...elvira, ...changed, edition, locale }

      it(`T61, T62: keeps to its pages, with the QR on the first, with ${what}`, async () => {
        const pdf = await write(sheet)
        assert.equal((await lettersOf(pdf)).length, PAGES[edition])
        const address = qrAddress(sheet.baseUrl, token)
        const found = (await readQrs(await renderPage(pdf, 100))).map(({ text }) => text)
        assert.deepEqual(found, edition === 'a4' ? [address, address] : [address])
      })
    }

    it('tells the essential facts as text: whose it is, the date, the code, the address, the help line', async () => {
      const said = (await readAloud(await write({ ...elvira, edition, locale })))
        .filter((line) => !line.startsWith('Figure'))
        .join('\n')
      for (const fact of [
        'Elvira T.',
        '2026',
        groupToken(token).join(' '),
        'attesta.example/v',
        '800 000 123',
      ])
        assert.ok(said.includes(fact), fact)
      assert.match(said, locale === 'it' ? /tessera sanitaria/ : /health card/)
      // Neither whose status it is nor which: the sheet is shown to strangers (decision 12, D16).
      assert.doesNotMatch(said, /disab|invalid|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/i)
    })

    if (edition === 'a4') return
    it('writes no letter below eighteen points', async () => {
      for (const changed of Object.values({ ...HARD, ...ENDLESS })) {
        const pages = await lettersOf(await write({ ...elvira, ...changed, edition, locale }))
        assert.deepEqual(
          pages.flat().filter(({ size }) => size < 17.99),
          [],
        )
      }
    })

    it('says on each page which it is, as decoration: a listener hears one text', async () => {
      const pdf = await write({ ...elvira, edition, locale })
      const ends = (await lettersOf(pdf)).map((page) => page.at(-1)?.text)
      assert.deepEqual(
        ends,
        locale === 'it' ? ['Pagina 1 di 2', 'Pagina 2 di 2'] : ['Page 1 of 2', 'Page 2 of 2'],
      )
      assert.ok((await readAloud(pdf)).every((line) => !/(Pagina|Page) 1/.test(line)))
    })

    it('has its steps in a list whose labels are numbers', async () => {
      const sheet = { ...elvira, edition, locale }
      const said = await readAloud(await write(sheet))
      assert.deepEqual(
        said.filter((line) => line.startsWith('Lbl')),
        (edition === 'largePrint' ? [1, 2, 3] : [1, 2, 3, 4, 5]).map((step) => `Lbl: ${String(step)}.`),
      )
      const pdf = Buffer.from(sheetPdf(sheet, { compress: false })).toString('latin1')
      assert.match(pdf, /\/O \/List\s+\/ListNumbering \/Decimal/)
    })
  })
}

describe('The Italian of the sheets', () => {
  it('is easy part by part: Gulpease 80 or more', () => {
    const low = EDITIONS.flatMap((edition) =>
      sheetContent({ ...elvira, edition }).parts.flatMap(({ name, blocks }) => {
        const score = gulpease(blocks.map(sentencesOf).join(' '))
        return score !== undefined && score < 80 ? [{ edition, name, score }] : []
      }),
    )
    assert.deepEqual(low, [])
  })
})

function sentencesOf(block: Block): string {
  const lines = block.kind === 'lines' ? block.lines : block.kind === 'steps' ? block.steps : []
  const text = lines
    .map((line) => line.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece).join(''))))
    .map((pieces) => pieces.join('').trim())
    .join(' ')
  // A paragraph that ends with an address has no full stop, which somebody would type.
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`
}

describe('Easy to read', () => {
  it('has one idea a line: no sentence above ten words, one sentence a paragraph', async () => {
    for (const locale of LOCALES) {
      const said = await readAloud(await write({ ...elvira, edition: 'easyToRead', locale }))
      const lines = said
        .filter((line) => /^(P|LBody|H2): /.test(line))
        .map((line) => line.replace(/^\w+: /, ''))
      assert.deepEqual(
        lines.filter((line) => !line.includes(groupToken(token)[0] ?? '') && line.split(' ').length > 10),
        [],
      )
      assert.deepEqual(
        lines.filter((line) => /[.?!] \p{Lu}/u.test(line.replace(/Elvira T\./, ''))),
        [],
      )
    }
  })
})

describe('An edition in an address', () => {
  it('is one of three words, the A4 sheet where none is said, and nothing else', () => {
    for (const edition of EDITIONS) assert.equal(readEdition(EDITION_WORDS[edition]), edition)
    assert.equal(readEdition(undefined), 'a4')
    for (const word of ['', 'A4', 'toString', ['a4']]) assert.equal(readEdition(word), undefined)
  })
})
