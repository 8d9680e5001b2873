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
})
