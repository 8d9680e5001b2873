import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withEmbedded } from './databases.js'
import { levelTwoPages } from './level-two-pages.js'

const BOUNDARY = '----sheet'

describe('The sheet that a holder downloads', () => {
  it('is sealed, and “Controlla un PDF” says so to somebody who is not logged in', async () => {
    await withEmbedded(async ({ database }) => {
      const { app, holder } = await levelTwoPages(database)
      const sheet = await (await holder()).get('/qr/foglio.pdf')
      assert.equal(sheet.statusCode, 200)
      assert.equal(sheet.headers['content-type'], 'application/pdf')
      assert.equal(sheet.headers['content-disposition'], 'attachment; filename="attesta-qr.pdf"')
      const checked = async (pdf: Buffer) => {
        const start = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="pdf"; filename="x.pdf"\r\n\r\n`
        const { body } = await app.inject({
          method: 'POST',
          url: '/controlla-pdf',
          headers: {
            'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
            'sec-fetch-site': 'same-origin',
            accept: 'text/html',
          },
          payload: Buffer.concat([Buffer.from(start), pdf, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
        })
        return body
      }
      assert.match(await checked(sheet.rawPayload), /Il PDF è autentico/)
      const changed = Buffer.from(sheet.rawPayload)
      changed[1000] = (changed[1000] ?? 0) ^ 1
      assert.match(await checked(changed), /Il PDF è stato cambiato/)
    })
  })

  it('T62: whoever has a letter that no font draws is told so, and where the same QR is all the same', async () => {
    await withEmbedded(async ({ database }) => {
      const { holder, lines } = await levelTwoPages(database, { register: { nome: '漢字 😀' } })
      const visitor = await holder()
      for (const word of ['a4', 'grande', 'facile']) {
        const refused = await visitor.get(`/qr/foglio.pdf?edizione=${word}`)
        assert.equal(refused.statusCode, 422)
        assert.match(refused.body, /Nel nome c’è una lettera che il foglio non sa scrivere/)
        const links = ['/qr/schermo', '/qr/codice.png', '/qr/codice.svg', `/qr/foglio?edizione=${word}`]
        for (const link of links) {
          assert.ok(refused.body.includes(`href="${link}"`), link)
          assert.equal((await visitor.get(link)).statusCode, 200, link)
        }
      }
      assert.match((await visitor.get('/qr/foglio')).body, /漢字 😀/)
      const warned = lines.filter(({ fields }) => fields?.warning === 'letterWithoutGlyph')
      assert.equal(warned.length, 3)
      assert.doesNotMatch(JSON.stringify(lines), /漢|字|😀/)
      visitor.cookies.set('lingua', 'en')
      assert.match(
        (await visitor.get('/qr/foglio.pdf')).body,
        /The name has a letter that the sheet cannot write/,
      )
    })
  })
})
