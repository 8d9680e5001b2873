import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sheetPdf } from '../src/document/sheet.gateway.js'
import { initialed } from '../src/document/sheet.js'
import { drawToken, groupToken } from '../src/attestation/token.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { type Locale } from '../src/messages/locale.js'
import { readQrs } from './read-qr.js'
import { openPdf, renderPage } from './render-pdf.js'

const token = drawToken(systemChance)

function sheet(name: string, locale: Locale = 'it'): Uint8Array {
  const issuedOn = '2026-11-25' as LegalDay
  return sheetPdf({
    edition: 'a4',
    locale,
    name,
    issuedOn,
    baseUrl: 'https://qr.example',
    token,
    telephone: '800 000 123',
    institution: 'Istituto dimostrativo',
  })
}

/** Opens a sheet and reads what another program reads of it. */
async function read(pdf: Uint8Array) {
  const task = openPdf(pdf)
  try {
    const document = await task.promise
    const page = await document.getPage(1)
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ')
    const { info } = await document.getMetadata()
    return {
      pages: document.numPages,
      text,
      info: info as Record<string, unknown>,
      tree: await page.getStructTree(),
    }
  } finally {
    await task.destroy()
  }
}

for (const locale of ['it', 'en'] as const) {
  void test(`the sheet (${locale}) is one tagged page with language and title, and both its QRs are read`, async () => {
    const pdf = sheet('Elvira T.', locale)
    const { pages, text, info, tree } = await read(pdf)
    assert.equal(pages, 1)
    assert.equal(info['Language'], locale === 'it' ? 'it-IT' : 'en-GB')
    assert.match(String(info['Title']), /Elvira T\./)
    const roles = JSON.stringify(tree)
    for (const role of ['H1', 'H2', 'P', 'Figure']) assert.match(roles, new RegExp(`"role":"${role}"`))
    assert.match(roles, /"alt":"QR (di|of) Elvira T\./)
    for (const group of groupToken(token)) assert.ok(text.includes(group), 'the code is real text')
    const found = (await readQrs(await renderPage(pdf, 150))).map((qr) => qr.text)
    assert.deepEqual(found, [`https://qr.example/v#${token}`, `https://qr.example/v#${token}`])
  })
}

void test('T63 metadata name neither token nor codice fiscale', async () => {
  const { info } = await read(sheet('Elvira T.'))
  const said = JSON.stringify(info)
  assert.doesNotMatch(said, new RegExp(token))
  assert.doesNotMatch(said, /[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/)
})

void test('T62 hostile names leave the sheet whole; every name of the register prints', async () => {
  const hostile = [
    ['Božidar', 'Čok'],
    ['Gian’Luca Łukasz', 'ßő'],
    ['\u202Eelvira\u0000\u0007', 'tassoni'],
    ['a'.repeat(2000), 'b'.repeat(2000)],
    ['O’Brien', ''],
  ] as const
  for (const [nome, cognome] of hostile) {
    const pdf = sheet(initialed(nome, cognome))
    const { pages } = await read(pdf)
    assert.equal(pages, 1, nome.slice(0, 20))
    assert.equal((await readQrs(await renderPage(pdf, 150))).length, 2, nome.slice(0, 20))
  }
})

void test('a character that no font has stops the sheet before its first byte, never leaves a blank', () => {
  assert.throws(
    () =>
      sheetPdf({
        edition: 'a4',
        locale: 'it',
        name: '中',
        issuedOn: '2026-11-25' as LegalDay,
        baseUrl: 'https://qr.example',
        token,
        telephone: '1',
        institution: 'Istituto dimostrativo',
      }),
    {
      name: 'Bug',
    },
  )
})
