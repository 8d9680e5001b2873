import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerPanel, answerPreview } from './answer.page.js'
import { choices } from './choices.page.js'
import { qrBox } from './code.page.js'
import { errorSummary, field } from './fields.page.js'
import { html } from './html.js'
import { fill } from './text.page.js'

describe('a field', () => {
  it('is tied to its label, hint and error for readers who do not see them', () => {
    const { text } = field({ name: 'cf', label: 'Codice', hint: 'Sedici', error: 'Sbagliato' })
    assert.match(text, /<label for="cf">Codice<\/label>/)
    assert.match(text, /id="cf-hint">Sedici/)
    assert.match(text, /id="cf-error">Sbagliato/)
    assert.match(text, /aria-describedby="cf-hint cf-error"/)
    assert.match(text, /aria-invalid="true"/)
  })

  it('keeps what was typed, escaped', () => {
    assert.match(
      field({ name: 'a', label: 'A', value: '"><script>' }).text,
      /value="&quot;&gt;&lt;script&gt;"/,
    )
    const token = field({ name: 't', label: 'T', look: 'token', value: '</textarea>' }).text
    assert.match(token, /&lt;\/textarea&gt;<\/textarea/)
  })
})

describe('the error summary', () => {
  it('leads to each field and takes the focus, without script too', () => {
    const text = errorSummary('Controlla', [{ field: 'cf', message: 'Sbagliato' }])?.text ?? ''
    assert.match(text, /<a href="#cf">Sbagliato<\/a>/)
    assert.match(text, /tabindex="-1" autofocus data-focus/)
  })

  it('is not there where nothing is wrong', () => {
    assert.equal(errorSummary('Controlla', []), undefined)
  })
})

describe('choices', () => {
  const options = [
    { value: 'only', label: 'Solo' },
    { value: 'which', label: 'Anche' },
  ]

  it('choose nothing for anybody', () => {
    assert.doesNotMatch(choices({ name: 'shows', legend: 'Che cosa?', options }).text, / checked/)
  })

  it('give the first card the name as id, where the error summary leads', () => {
    assert.match(choices({ name: 'shows', legend: 'Che cosa?', options }).text, /id="shows"/)
  })
})

describe('an answer', () => {
  const view = { title: 'Riconosciuta', sentence: 'Oggi.' }

  it('is a heading in words that takes the focus and is described by its sentence', () => {
    const { text } = answerPanel({ kind: 'recognised', ...view, when: ['Lunedì,', 'ore 10.'] })
    assert.match(text, /<h1[^>]*aria-describedby="answer-sentence"[^>]*autofocus[^>]*>Riconosciuta<\/h1>/)
  })

  it('has four signs, each its own, and no cross', () => {
    const kinds = ['recognised', 'notRecognised', 'notVerifiable', 'notValid'] as const
    const signs = kinds.map((kind) => /<svg[\s\S]*<\/svg>/.exec(answerPreview({ kind, ...view }).text)?.[0])
    assert.equal(new Set(signs).size, 4)
  })
})

describe('a QR', () => {
  it('is drawn module by module inside a quiet zone of four', () => {
    const { text } = qrBox({
      modules: [
        [true, true, false],
        [false, false, true],
        [false, false, false],
      ],
      label: 'QR',
    })
    assert.match(text, /viewBox="0 0 11 11" role="img" aria-label="QR"/)
    assert.match(text, /d="M4 4h2v1h-2zM6 5h1v1h-1z"/)
  })
})

describe('a sentence with names in braces', () => {
  it('takes HTML in, and escapes the rest', () => {
    assert.equal(fill('A & {b}.', { b: html`<b>c</b>` }).text, 'A &amp; <b>c</b>.')
  })

  it('leaves a name that nobody filled as it is written, so that it is seen', () => {
    assert.equal(fill('{x}', {}).text, '{x}')
  })
})
