import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { levelTwoPages } from '../../test/level-two-pages.js'
import { mailServer } from '../../test/mail-server.js'
import { fieldsOf } from '../../test/visitor.js'
import { type Database } from '../db/database.js'
import { type MailSettings } from '../notification/mail.wire.js'

const EMAIL = 'elvira.tassoni@posta.example'

async function pagesOf(
  database: Database,
  { register = { email: EMAIL }, mail }: { register?: object; mail?: MailSettings } = {},
) {
  const pages = await levelTwoPages(database, { register, ...(mail ? { mail } : {}) })
  return { ...pages, holder: await pages.holder() }
}

onBothEngines(
  'the holder has the sheet sent from the page of the QR, which shows the address masked and then that it left',
  async (_t, database) => {
    const { holder, wired } = await pagesOf(database)
    const page = await holder.get('/qr')
    assert.match(page.body, /Invia il foglio per e-mail/)
    assert.match(page.body, /e•••••@posta\.example/)
    assert.ok(!page.body.includes(EMAIL))
    const { once = '' } = fieldsOf(page)
    const sent = await holder.send('/qr/email', { once })
    assert.equal(sent.statusCode, 303)
    assert.match((await holder.follow(sent)).body, /Il foglio sta per partire/)
    await wired.delivery.deliverOnce()
    assert.match((await holder.get('/qr')).body, /Il foglio è partito/)
    assert.match((await holder.get('/controlli')).body, /Hai chiesto il foglio per e-mail/)
    const mailbox = await holder.get('/demo/posta')
    assert.match(mailbox.body, /Il foglio che hai chiesto/)
    assert.ok(!mailbox.body.includes(EMAIL))
    const [, file = ''] = /href="(\/demo\/posta\/[^"]+)"/.exec(mailbox.body) ?? []
    assert.match((await holder.get(file)).body, /^%PDF-/)
  },
)

onBothEngines(
  'the same form again is the same letter; no address can be typed into it',
  async (_t, database) => {
    const { holder, wired } = await pagesOf(database)
    const { once = '' } = fieldsOf(await holder.get('/qr'))
    await holder.send('/qr/email', { once })
    await holder.send('/qr/email', { once })
    assert.equal(await wired.delivery.deliverOnce(), 1)
    assert.equal(await wired.delivery.deliverOnce(), 0)
    const typed = await holder.send('/qr/email', { once: 'a'.repeat(36), email: 'other@posta.example' })
    assert.equal(typed.statusCode, 400)
  },
)

onBothEngines(
  'the fourth time in a day there is a page that says when, and the download',
  async (_t, database) => {
    const { holder } = await pagesOf(database)
    for (let time = 0; time < 3; time++)
      await holder.send('/qr/email', { once: fieldsOf(await holder.get('/qr'))['once'] ?? '' })
    const { once = '' } = fieldsOf(await holder.get('/qr'))
    const page = await holder.send('/qr/email', { once })
    assert.equal(page.statusCode, 429)
    assert.match(page.body, /3 volte al giorno/)
    assert.match(page.body, /24 novembre 2026 dopo le 10:30/)
    assert.match(page.body, /href="\/qr\/foglio\.pdf"/)
  },
)

onBothEngines('a refused address is told to the holder, with whom to call', async (t, database) => {
  const server = await mailServer()
  t.after(() => server.close())
  server.answerWith(550, '5.1.1 no such user')
  const { port, authority } = server
  const tls = { implicitTls: false, requireTls: true, login: undefined }
  const from = 'da@istituto.example'
  const mail = { kind: 'smtp', host: 'localhost', port, authority, from, ...tls } as const
  const { holder, wired } = await pagesOf(database, { mail })
  await holder.send('/qr/email', { once: fieldsOf(await holder.get('/qr'))['once'] ?? '' })
  await wired.delivery.deliverOnce()
  assert.match((await holder.get('/qr')).body, /non accetta la posta\. Per cambiarlo chiama 800 000 123/)
  assert.equal((await holder.get('/demo/posta')).statusCode, 404, 'no demo mailbox beside a real server')
})

onBothEngines(
  'whoever has a letter that no font draws is told so at once, as at the download, and of no letter',
  async (_t, database) => {
    const { holder } = await pagesOf(database, { register: { email: EMAIL, nome: '漢字' } })
    const { once = '' } = fieldsOf(await holder.get('/qr'))
    const page = await holder.follow(await holder.send('/qr/email', { once }))
    assert.equal(page.statusCode, 422)
    assert.match(page.body, /Nel nome c’è una lettera che il foglio non sa scrivere/)
    assert.doesNotMatch((await holder.get('/qr')).body, /non è partito|sta per partire/)
  },
)

onBothEngines('without a mail server nobody is offered it', async (_t, database) => {
  const off = await pagesOf(database, { mail: { kind: 'off' } })
  assert.doesNotMatch((await off.holder.get('/qr')).body, /e-mail/)
  assert.equal((await off.holder.send('/qr/email', { once: off.chance.uuid() })).statusCode, 404)
})

onBothEngines('without an address in the register nobody is offered it', async (_t, database) => {
  const { holder } = await pagesOf(database, { register: {} })
  assert.doesNotMatch((await holder.get('/qr')).body, /Invia il foglio/)
})
