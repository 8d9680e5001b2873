import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html } from './html.js'
import { layout } from './layout.page.js'
import { type Page, type PageContext } from './page-context.js'

const CONTEXT: PageContext = {
  locale: 'it',
  path: '/',
  service: {
    baseUrl: 'https://attesta.example',
    institution: 'Istituto dimostrativo',
    contact: 'privacy@attesta.example',
    telephone: '800 000 123',
    demo: true,
  },
  asset: (name) => `/assets/${name}`,
}
const PAGE: Page = { title: 'Titolo', main: html`<h1>Titolo</h1>` }

function page(more: Partial<Page> = {}, context: Partial<PageContext> = {}): string {
  return layout({ ...CONTEXT, ...context }, { ...PAGE, ...more }).text
}

describe('the document around a page', () => {
  it('says its language and its title', () => {
    assert.match(page(), /<html lang="it">/)
    assert.match(page({}, { locale: 'en' }), /<html lang="en">/)
    assert.match(page(), /<title>Titolo – Attesta<\/title>/)
    assert.match(page({ wrong: true }), /<title>Errore: Titolo – Attesta<\/title>/)
    assert.match(page({ wrong: true }, { locale: 'en' }), /<title>Error: Titolo/)
  })

  it('has help, privacy, legal notes, accessibility declaration and what is recorded on every page', () => {
    for (const path of ['/aiuto', '/privacy', '/note-legali', '/accessibilita', '/registriamo']) {
      assert.ok(page().includes(`href="${path}"`), path)
    }
    assert.match(page(), /href="tel:800000123"/)
  })

  it('says that a demonstration is one, and only then', () => {
    const service = { ...CONTEXT.service, demo: false }
    assert.match(page(), /sono inventati/)
    assert.doesNotMatch(page({}, { service }), /sono inventati/)
  })

  it('switches the language by the query alone, so that no asked path can lead to another host', () => {
    assert.match(page({}, { path: '//evil.example' }), /href="\?lingua=en"/)
    assert.doesNotMatch(page({}, { path: '//evil.example' }), /evil/)
  })

  it('gives a form a first button that sends it, so that Enter never presses the language', () => {
    const text = page({ switchLanguageBy: { form: 'verify' } })
    const buttons: string[] = text.match(/<button[^>]*form="verify"[^>]*>/g) ?? []
    assert.equal(buttons.length, 2)
    assert.doesNotMatch(buttons[0] ?? '', /name=/)
    assert.match(buttons[0] ?? '', /tabindex="-1" aria-hidden="true"/)
    assert.match(buttons[1] ?? '', /name="lingua"\s+value="en"/)
  })

  it('names who is logged in and logs out by a form that carries the session’s token', () => {
    const text = page({ visitor: { name: 'Elvira <Tassoni>', csrf: 'secret' } })
    assert.match(text, /Elvira &lt;Tassoni&gt;/)
    assert.match(text, /action="\/esci">\s*<input type="hidden" name="csrf" value="secret"/)
    assert.doesNotMatch(text, /href="\/accedi"/)
  })

  it('marks where one is among one’s own pages', () => {
    assert.match(
      page({ holderSection: 'checks', visitor: { name: 'Elvira Tassoni', csrf: 'x' } }),
      /href="\/controlli"\s+aria-current="page"/,
    )
    assert.doesNotMatch(page(), /aria-current/)
  })

  it('prints one sentence instead of what must not be kept', () => {
    assert.match(page({ notPrintable: true }), /class="not-printable"[\s\S]*class="wrap printed-instead"/)
    assert.doesNotMatch(page(), /printed-instead/)
  })
})
