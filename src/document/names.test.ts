/** Every name of an Italian register is drawn, and says the same to another program: PDF.js, Firefox's reader. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { drawToken } from '../attestation/token.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { openPdf } from '../../test/render-pdf.js'
import { type Edition, EDITIONS } from './edition.js'
import { NoGlyph } from './fonts.gateway.js'
import { sheetPdf } from './sheet.gateway.js'
import { drawnName, initialed } from './sheet.js'

const token = drawToken(systemChance)

function written(name: string, edition: Edition = 'a4'): Uint8Array {
  return sheetPdf({
    edition,
    locale: 'it',
    name,
    issuedOn: '2026-11-23' as LegalDay,
    baseUrl: 'https://attesta.example',
    token,
    telephone: '800 000 123',
    institution: 'Istituto dimostrativo',
  })
}

/** What the heading says: the tag H1, its words in the order of the file, spaces made one. */
async function headingOf(name: string): Promise<{ pages: number; heading: string }> {
  const pdf = written(name)
  const task = openPdf(pdf)
  try {
    const document = await task.promise
    const { items } = await (await document.getPage(1)).getTextContent({ includeMarkedContent: true })
    let [open, heading] = [false, '']
    for (const item of items) {
      if ('str' in item) heading += open ? item.str + (item.hasEOL ? ' ' : '') : ''
      else open = 'tag' in item && item.tag === 'H1'
    }
    return { pages: document.numPages, heading: heading.replace(/ +/g, ' ').trim() }
  } finally {
    await task.destroy()
  }
}

const LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Italian and the languages of its minorities and of most who were naturalised, written in Latin letters. */
const ACCENTED =
  'ÀàÈèÉéÌìÒòÙùÁáÍíÓóÚúČčŠšŽžĐđĆćŁłŐőŰűßÄäÖöÜüÇçÑñÃãÕõÂâÊêÎîÔôÛûĂăȘșȚțĄąĘęŃńŚśŹźŻżŘřŮůĚěŤťĎďŇňĞğİıŞşËëÏïŒœÆæØøÅåÐðÞþĀāĒēĪīŌōŪūĖėĮįŲų'
const GREEK = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωΆΈΉΊΌΎΏάέήίόύώϊΐϋΰ'
const CYRILLIC = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁёЄєІіЇїҐґЂђЈјЉљЊњЋћЏџЎў'
const VIETNAMESE =
  'ĂăÂâĐđÊêÔôƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ'

const word = (letters: string) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 14 })
const partOfName = fc.oneof(
  word(LATIN),
  word(LATIN + ACCENTED),
  word(GREEK),
  word(CYRILLIC),
  word(VIETNAMESE + LATIN),
  fc.tuple(fc.constantFrom('D’', "D'", 'O’', 'Dall’'), word(LATIN + ACCENTED)).map((parts) => parts.join('')),
  fc.tuple(word(LATIN), word(ACCENTED)).map((parts) => parts.join('-')),
)
const nome = fc.array(partOfName, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ').slice(0, 60))

describe('Names of the register', () => {
  it('say to another program what they said to us: any letters of Latin, Greek, Cyrillic, up to sixty', async () => {
    await fc.assert(
      fc.asyncProperty(nome, fc.option(partOfName, { nil: '' }), async (given, cognome) => {
        const name = drawnName(initialed(given, cognome))
        const { pages, heading } = await headingOf(name)
        assert.equal(pages, 1)
        // A word longer than a line is broken; nothing is added where it is.
        assert.equal(heading.replaceAll(' ', ''), `QRdi${name.replaceAll(' ', '')}`)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    )
  })

  it('are whole up to sixty letters, however wide', async () => {
    const name = `${'W'.repeat(30)} ${'M'.repeat(26)} Ö.`
    assert.equal((await headingOf(name)).heading.replaceAll(' ', ''), `QRdi${name.replaceAll(' ', '')}`)
  })

  for (const [given, cognome, said] of [
    ['Božidar', 'Čok', 'QR di Božidar Č.'],
    ['Nicolò Gian’Luca', 'D’Angelò', 'QR di Nicolò Gian’Luca D.'],
    ['Łukasz Ödön', 'ßő', 'QR di Łukasz Ödön SS.'],
    ['Αλέξανδρος', 'Παπαδόπουλος', 'QR di Αλέξανδρος Π.'],
    ['Володимир', 'Єфремов', 'QR di Володимир Є.'],
    ['Nguyễn Thị', 'Ánh', 'QR di Nguyễn Thị Á.'],
    ['Ă', 'ΰΑ', 'QR di Ă Ϋ.'],
    ['Suharto', '', 'QR di Suharto'],
    ['Ðuro Đuro', 'Đ', 'QR di Ðuro Đuro Đ.'],
    ['Анна-Maria Ελένη', 'Žan', 'QR di Анна-Maria Ελένη Ž.'],
    ['ﬁona Ⅳ', 'Ǆ', 'QR di fiona IV D.'],
    ['Yẹ́misí Ɔ̀jọ́ M̄ọ\ufe0f', 'Z', 'QR di Yẹ́misí Ɔ̀jọ́ M̄ọ Z.'],
    ['Anne\u2010Marie\u2011Eve\u2012Lou', 'D\u201bA', 'QR di Anne-Marie-Eve–Lou D.'],
    ['Gian\uff07Luca Lia\uff0d\uff21na', 'Z', "QR di Gian'Luca Lia-Ana Z."],
    ['Mario', 'ʼt Hooft', 'QR di Mario T.'],
  ] as const) {
    it(`T62: ${given} ${cognome} is "${said}"`, async () => {
      assert.equal((await headingOf(initialed(given, cognome))).heading, said)
    })
  }

  it('T62: with a letter that no font has stop every edition, whole and at once, and no blank is drawn', () => {
    for (const name of ['漢字', '😀', 'محمد', 'Արամ', '\u0e01'])
      for (const edition of EDITIONS) assert.throws(() => written(name, edition), NoGlyph, name)
  })

  it('T62: with an accent that no font has stop every edition, as without it the name is another', () => {
    for (const name of ['Ge\u0331o', '\u0254\u030cla', 'q\u0307amil', 'Elvira \u0331', '\u0430\u0304'])
      for (const edition of EDITIONS) assert.throws(() => written(name, edition), NoGlyph, name)
  })

  it('T62: hostile ones leave the page whole, and only letters are left of them', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u0000',
        '\u0007',
        '\u200f',
        '\ud800',
        '\ufeff',
        '\n',
        'a',
        'é',
        '(',
        ')',
        '\\',
        '<',
        '&',
      ),
      maxLength: 2000,
    })
    await fc.assert(
      fc.asyncProperty(hostile, async (given) => {
        const name = drawnName(initialed(given, 'Tosi'))
        const { pages, heading } = await headingOf(name)
        assert.equal(pages, 1)
        const [said, wanted] = [heading, `QR di ${name}`].map((text) => text.replaceAll(' ', ''))
        const cut = said?.endsWith('…') ? said.slice(0, -1) : said
        assert.ok(wanted?.startsWith(cut ?? '-'), `${said} of ${wanted}`)
      }),
      { numRuns: 20 },
    )
  })
})
