import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { readAloud } from '../../test/read-aloud.js'
import { readQrs } from '../../test/read-qr.js'
import { renderPage, type RenderedPage } from '../../test/render-pdf.js'
import { sheetPdf } from './sheet.gateway.js'
import { type Sheet } from './sheet.js'
import { drawToken, groupToken } from '../attestation/token.js'

const token = drawToken(systemChance)
const code = groupToken(token).join(' ')
const elvira: Sheet = {
  edition: 'a4',
  locale: 'it',
  name: 'Elvira T.',
  issuedOn: '2026-11-23' as LegalDay,
  baseUrl: 'https://attesta.example',
  token,
  telephone: '800 000 123',
  institution: 'Istituto dimostrativo',
}

async function write(sheet: Partial<Sheet> = {}, compress = true): Promise<Buffer> {
  return Buffer.from(sheetPdf({ ...elvira, ...sheet }, { compress }))
}

describe('The sheet read aloud', () => {
  it('says in Italian whose it is, how to use it, where the QR is, the code, and how to end it', async () => {
    assert.deepEqual(await readAloud(await write()), [
      'P: Attesta',
      'P: Istituto dimostrativo',
      'P: attesta.example',
      'H1: QR di Elvira T.',
      'P: Foglio del 23 novembre 2026.',
      'P: La risposta è sempre quella di oggi.',
      'Lbl: 1.',
      'LBody: Mostra il QR con la tessera sanitaria.',
      'Lbl: 2.',
      'LBody: Chi controlla inquadra il QR e scrive il codice fiscale.',
      'Lbl: 3.',
      'LBody: Legge la risposta sul suo schermo.',
      'P: Sul foglio, il QR è in alto a destra. È un quadrato di cinque centimetri. In basso c’è una tessera da ritagliare. Ha lo stesso QR.',
      'Figure: QR di Elvira T. Il codice di verifica è scritto sotto.',
      'H2: Codice di verifica',
      `P: ${code}`,
      'P: Il QR non si legge? Scrivi il codice su attesta.example/v',
      'H2: Controlli tu?',
      'P: Apri solo attesta.example. Guarda un documento di identità.',
      'H2: Hai perso il foglio?',
      'P: Revoca il QR su attesta.example. Oppure chiama 800 000 123.',
      'H2: Tessera da ritagliare',
      'P: Ritaglia lungo i trattini. Piega a metà sui puntini, con le scritte fuori. Un angolo è tagliato: lo trovi con le dita. Tienilo in alto a sinistra: il QR è davanti.',
      'P: QR di Elvira T.',
      'Figure: QR di Elvira T., lo stesso del foglio.',
      'P: Mostralo con la tessera sanitaria.',
      'P: Codice di verifica',
      `P: ${code}`,
      'P: Scrivilo su attesta.example/v',
      'P: Perso? Chiama 800 000 123',
    ])
  })

  it('says the same in English, and the words of Italian law in Italian', async () => {
    const pdf = await write({ locale: 'en' })
    const said = await readAloud(pdf)
    assert.equal(said.length, 30)
    assert.ok(said.includes('H1: QR of Elvira T.'))
    assert.ok(said.includes('LBody: The verifier scans it and types the codice fiscale.'))
    assert.match((await write({ locale: 'en' }, false)).toString('latin1'), /\/S \/Span\s+\/Lang \(it\)/)
  })

  it('writes the date as each language does', async () => {
    const dated = async (day: string, locale: Sheet['locale']) =>
      (await readAloud(await write({ issuedOn: day as LegalDay, locale })))[4]
    assert.equal(await dated('2026-12-08', 'it'), 'P: Foglio dell’8 dicembre 2026.')
    assert.equal(await dated('2027-01-01', 'it'), 'P: Foglio del 1° gennaio 2027.')
    assert.equal(await dated('2027-01-01', 'en'), 'P: Sheet of 1 January 2027.')
  })
})

describe('The file of the sheet', () => {
  it('T60: draws nothing that is neither told nor marked as decoration', async () => {
    const pdf = (await write({ locale: 'en' }, false)).toString('latin1')
    const content = /stream\n(1 0 0 -1 0 841\.89 cm\n[\s\S]*?)endstream/.exec(pdf)?.[1] ?? ''
    let depth = 0
    for (const line of content.split('\n')) {
      if (/ (BDC|BMC)$/.test(line)) depth++
      else if (line === 'EMC') depth--
      else if (/(^|\s)(TJ|Tj|Do|S|f|B|s|f\*)( ET| Q)?$/.test(line)) assert.equal(depth, 1, line)
    }
    assert.equal(depth, 0)
    assert.match(content, /\/Figure <<\s+\/MCID \d+\s+>> BDC/)
  })

  it('T60: names its language and title, shows the title, and says that it is tagged', async () => {
    const pdf = (await write({}, false)).toString('latin1')
    for (const said of [
      /\/Lang \(it-IT\)/,
      /\/DisplayDocTitle true/,
      /\/Marked true/,
      /\/Tabs \/S/,
      /<pdfuaid:part>1<\/pdfuaid:part>/,
    ]) {
      assert.match(pdf, said)
    }
    assert.equal(pdf.match(/\/FontFile2 /g)?.length, 3)
  })

  it('T63: holds neither token nor address in its metadata nor in what links say, and escapes what a name could break', async () => {
    const pdf = (await write({ name: 'A<b>&"T".' }, false)).toString('utf8')
    const metadata = /<\?xpacket[\s\S]*<\?xpacket end/.exec(pdf)?.[0] ?? ''
    assert.match(metadata, /QR di A&lt;b&gt;&amp;&quot;T&quot;\./)
    assert.match(pdf, /\(QR di A<b>&"T"\.\)/)
    const others = pdf.replaceAll(`/URI (${elvira.baseUrl}/v#${token})`, '')
    for (const secret of [token, code, '/v#']) assert.ok(!others.includes(secret))
  })

  it('is the same for the same sheet, byte for byte: neither clock nor chance is asked', async () => {
    assert.deepEqual(await write(), await write())
  })

  it('stays small: under 40 kB', async () => {
    assert.ok((await write()).length < 40_000)
  })
})

describe('The sheet on paper', () => {
  const MILLIMETRE = 150 / 25.4

  /** The darkest pixel of a frame around a square of the page. */
  function darkestAround(
    { width, rgba }: RenderedPage,
    x: number,
    y: number,
    side: number,
    margin: number,
  ): number {
    let darkest = 255
    for (let row = Math.round(y - margin); row < y + side + margin; row++) {
      for (let column = Math.round(x - margin); column < x + side + margin; column++) {
        const inside = row > y - 2 && row < y + side + 2 && column > x - 2 && column < x + side + 2
        if (!inside) darkest = Math.min(darkest, rgba[4 * (row * width + column)] ?? 255)
      }
    }
    return darkest
  }

  const sheets: Record<string, Partial<Sheet>> = {
    'in Italian': {},
    'in English': { locale: 'en' },
    'with a name of two thousand letters': { name: `\u202e${'Wolfeschlegelstein'.repeat(112)}` },
    'with a long name and the longest host that somebody may want': {
      name: 'Massimiliano Bartolomeo Sebastiano Ö.',
      baseUrl: 'https://condizione-di-disabilita.servizi.istituto.example',
      institution: 'Istituto nazionale dimostrativo della previdenza sociale e del lavoro, sede provinciale',
    },
  }
  for (const [how, sheet] of Object.entries(sheets)) {
    it(`T61: carries the QR twice ${how}, 50 mm at the top right and 42 mm on the card, with its white margin`, async () => {
      const page = await renderPage(await write(sheet))
      const found = await readQrs(page)
      const address = `${sheet.baseUrl ?? elvira.baseUrl}/v#${token}`
      assert.deepEqual(
        found.map(({ text, level }) => [text, level]),
        [
          [address, 'H'],
          [address, 'H'],
        ],
      )
      for (const [index, side] of [50, 42].entries()) {
        const qr = found[index]
        assert.ok(qr && Math.abs(qr.width / MILLIMETRE - side) < 1, `${String(side)} mm`)
        const pixels = side * MILLIMETRE
        const [x, y] = [qr.centre.x - pixels / 2, qr.centre.y - pixels / 2]
        assert.ok(darkestAround(page, x, y, pixels, (4 / 57) * pixels) > 240, 'the white margin is free')
      }
    })
  }
})

describe('When a sheet says that it was made', () => {
  const madeOf = (room?: SignatureRoom) => {
    const file = Buffer.from(sheetPdf(elvira, { compress: false, ...(room && { room }) })).toString('latin1')
    const date = /\/CreationDate (\d+) 0 R/.exec(file)?.[1] ?? ''
    const info = new RegExp(`^${date} 0 obj\\n\\(D:(\\d+)`, 'm').exec(file)?.[1]
    return [info, /<xmp:CreateDate>([^<]*)/.exec(file)?.[1]]
  }

  it('is the instant that its seal names, to the second', () => {
    const at = Date.parse('2026-11-23T01:58:07Z') as Instant
    assert.deepEqual(madeOf({ bytes: 100, at }), ['20261123015807', '2026-11-23T01:58:07Z'])
  })

  it('is noon of its day where nobody seals it', () => {
    assert.deepEqual(madeOf(), ['20261123120000', '2026-11-23T12:00:00Z'])
  })
})

describe('A letter that no font has', () => {
  it('stops the sheet before its first byte, and is not told: it is part of a name', () => {
    assert.throws(() => sheetPdf({ ...elvira, name: 'Elvira 中.' }), {
      name: 'Bug',
      message: 'no font has a glyph for a letter of the sheet',
    })
  })

  it('is none of those of the languages written in latin letters around Italy', async () => {
    const name =
      'ÀàÈèÉéÌìÒòÙù ČčŠšŽžĐđĆć ŁłŐőŰűßÄäÖöÜü ÇçÑñÃãÕõÂâÊêÎîÔôÛû ĂăȘșȚț ĄąĘęŃńŚśŹźŻż ŘřŮůĚěŤťĎďŇň ĞğİıŞş ËëÏïŒœÆæØøÅå'
    assert.ok((await write({ name })).length > 0)
  })
})
