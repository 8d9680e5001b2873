import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { certificatesOf, drawnOver, newSealKey, sealedSheet, verifierOf } from '../../test/sealed-sheets.js'
import { testToolkit } from '../../test/toolkit.js'
import { type Database } from '../db/database.js'
import { type WebApp } from '../web/server.gateway.js'
import { type Web, wireWeb } from '../web/web.wire.js'
import { checkPdfRoutes } from './check-pdf.routes.js'
import { pemOf } from './seal-key.gateway.js'
import { type SealKey } from './certificate.js'
import { LARGEST_DOCUMENT } from './verify-document.js'

const counts = { plain: 3, timestamped: 2, withoutTimestamp: 1 }
const lines: unknown[] = []
let web: Web
let app: WebApp
let ours: SealKey
let pdf: Buffer

before(async () => {
  ours = await newSealKey()
  pdf = await sealedSheet({ key: ours })
  const toolkit = testToolkit(undefined as unknown as Database)
  web = await wireWeb({ ...toolkit, log: (...line) => lines.push(line) })
  app = web.app
  checkPdfRoutes(app, {
    verify: verifierOf(...certificatesOf(ours)),
    isDemo: true,
    counts,
    pem: async () => pemOf(...certificatesOf(ours)),
  })
})
after(() => app.close())

const BOUNDARY = '----form'

/** A form with one file, as a browser without script sends it. */
function formWith(bytes: Uint8Array, { name = 'ElviraTassoni.pdf', field = 'pdf' } = {}): Buffer {
  return Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
}

function send(payload: Buffer, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/controlla-pdf',
    payload,
    headers: {
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  })
}

const headingOf = (body: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(body)?.[1]?.trim()

describe('“Controlla un PDF”', () => {
  it('asks for one file by a form that needs no script, and is linked from every page', async () => {
    const { statusCode, body } = await app.inject({ url: '/controlla-pdf', headers: { accept: 'text/html' } })
    assert.equal(statusCode, 200)
    assert.match(body, /<form method="post" action="\/controlla-pdf"\s+enctype="multipart\/form-data"/)
    assert.match(body, /<label for="pdf">[\s\S]*<input\s+type="file"[\s\S]*id="pdf"/)
    assert.match(body, /<footer[\s\S]*href="\/controlla-pdf"/)
    assert.match(body, /La risposta di oggi la dà il QR, non il foglio/)
    assert.match(body, /Il sigillo è di prova/)
  })

  it('says in words what a file is, each time that the answer of today is the QR’s', async () => {
    const cases: [Uint8Array, string][] = [
      [pdf, 'Il PDF è autentico'],
      [drawnOver(pdf), 'Al PDF è stato aggiunto qualcosa'],
      [await sealedSheet({ key: await newSealKey() }), 'Il sigillo non è nostro'],
      [Buffer.from('%PDF-1.7\nnothing\n%%EOF\n'), 'Il PDF non ha un sigillo'],
      [pdf.subarray(0, pdf.length / 2), 'Il PDF non è intero'],
      [Buffer.from('JFIF'), 'Il file non è un PDF'],
      [new Uint8Array(), 'Il file non è un PDF'],
    ]
    for (const [bytes, heading] of cases) {
      const { statusCode, body } = await send(formWith(bytes))
      assert.equal(statusCode, 200)
      assert.equal(headingOf(body), heading)
      assert.match(body, /La risposta di oggi la dà il QR, non il foglio/)
    }
  })

  it('speaks English too', async () => {
    const { body } = await send(formWith(pdf), { cookie: 'lingua=en' })
    assert.equal(headingOf(body), 'The PDF is genuine')
    assert.match(body, /Sealed on 25 November 2026, at 22:30/)
  })

  it('refuses more than 1 MB with a page of its own, and keeps none of it', async () => {
    const { statusCode, body } = await send(formWith(Buffer.alloc(LARGEST_DOCUMENT + 1, '%PDF-')))
    assert.equal(statusCode, 413)
    assert.equal(headingOf(body), 'Il file è troppo grande')
    assert.equal((await send(formWith(Buffer.alloc(LARGEST_DOCUMENT, '%PDF-')))).statusCode, 200)
  })

  it('asks again where no file was chosen', async () => {
    for (const form of [formWith(new Uint8Array(), { name: '' }), Buffer.from(`--${BOUNDARY}--\r\n`)]) {
      const { statusCode, body } = await send(form)
      assert.equal(statusCode, 400)
      assert.match(body, /Scegli un file PDF/)
    }
  })

  it('asks for one file at a time where there are two', async () => {
    const end = `--${BOUNDARY}--\r\n`.length
    const one = formWith(pdf)
    const { statusCode, body } = await send(Buffer.concat([one.subarray(0, -end), one]))
    assert.equal(statusCode, 400)
    assert.match(body, /Ci sono più file[\s\S]*Scegli un solo file per volta/)
  })

  it('answers broken and overfull forms with 4xx, and no other site may send one', async () => {
    const file = formWith(pdf)
    const part = file.subarray(0, -`--${BOUNDARY}--\r\n`.length)
    const many = Buffer.concat([...Array<Buffer>(9).fill(part), Buffer.from(`--${BOUNDARY}--\r\n`)])
    for (const form of [file.subarray(0, 300), Buffer.from('rubbish'), many]) {
      const { statusCode } = await send(form)
      assert.ok(statusCode >= 400 && statusCode < 500, `${String(statusCode)} of ${String(form.length)}`)
    }
    assert.equal((await send(file, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
    assert.equal((await send(file, { 'content-type': 'application/pdf' })).statusCode, 415)
  })

  it('repeats neither the name of the file nor anything of it, on the page or in the log', async () => {
    lines.length = 0
    const { body } = await send(formWith(Buffer.from('%PDF-1.7 Elvira Tassoni')))
    for (const said of [body, JSON.stringify(lines)]) assert.doesNotMatch(said, /Elvira|Tassoni/)
    assert.ok(lines.length > 0)
  })

  it('leaves other doors as they were: no other route takes a file', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/sigillo.pem',
      payload: formWith(pdf),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    })
    assert.ok([404, 405, 415].includes(answer.statusCode), String(answer.statusCode))
  })
})

describe('The seal in public', () => {
  it('shows its certificate and chain to anybody, and no key', async () => {
    const { statusCode, headers, body } = await app.inject('/sigillo.pem')
    assert.equal(statusCode, 200)
    assert.match(String(headers['content-type']), /^application\/x-pem-file/)
    assert.equal(body.match(/BEGIN CERTIFICATE/g)?.length, 2)
    assert.doesNotMatch(body, /PRIVATE/)
  })

  it('counts its seals in the metrics, those without a time-stamp apart', async () => {
    const text = await web.metrics.text()
    assert.match(text, /attesta_seals_made\{kind="withoutTimestamp"\} 1/)
    assert.match(text, /attesta_seals_made\{kind="timestamped"\} 2/)
  })
})
