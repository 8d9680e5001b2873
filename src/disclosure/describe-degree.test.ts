import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Instant, parseInstant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { LOCALES } from '../messages/locale.js'
import { type AreaStatus, type DisabilityStatus, FLAGS } from '../registry/derivation/disability-status.js'
import { type NotaFiscale, NOTE_FISCALI, type Codice, CODES } from '../registry/giudizio.js'
import { describeDegree } from './describe-degree.page.js'
import { LEGAL_NAMES, NOTE_LAWS } from './legal-names.js'

const day = (text: string) => text as LegalDay

function areaOf(codice: Codice, more: Partial<AreaStatus> = {}): AreaStatus {
  return {
    area: CODES[codice].area,
    codice,
    dal: day('2021-03-01'),
    flags: [],
    protocollo: 'P-SECRET',
    procedura: 'primaIstanza',
    dataVisita: day('2021-02-01'),
    dataDefinizione: day('2021-03-15'),
    ...more,
  }
}

function statusOf(areas: AreaStatus[], noteFiscali: NotaFiscale[] = []): DisabilityStatus {
  return {
    at: day('2026-11-23'),
    knownAt: parseInstant('2026-11-23T10:00:00Z') as Instant,
    answer: 'recognised',
    level1: { categories: [] },
    level2: { areas, noteFiscali },
    derivedFrom: { ruleVersion: 1, actsUsed: [], lastEvent: 1 },
  }
}

const textOf = (html: { text: string }) =>
  html.text
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:)])/g, '$1')

for (const locale of LOCALES) {
  describe(`The degree in words (${locale})`, () => {
    it('has words, the name in law and the law for every code, and no code or protocollo', () => {
      for (const codice of Object.keys(CODES) as Codice[]) {
        const text = textOf(describeDegree(locale, statusOf([areaOf(codice)])))
        assert.ok(text.includes(LEGAL_NAMES[codice].name), codice)
        assert.ok(text.includes(LEGAL_NAMES[codice].law), codice)
        assert.doesNotMatch(text, new RegExp(`\\b${codice}\\b(?! )|P-SECRET|undefined|\\{`), codice)
      }
    })

    it('says what every note opens, and under which law', () => {
      const text = textOf(describeDegree(locale, statusOf([], [...NOTE_FISCALI])))
      for (const note of NOTE_FISCALI) assert.ok(text.includes(note) && text.includes(NOTE_LAWS[note]), note)
    })

    it('says every flag in words', () => {
      const plain = textOf(describeDegree(locale, statusOf([areaOf('CIV-74')]))).length
      for (const flag of FLAGS) {
        const text = textOf(describeDegree(locale, statusOf([areaOf('CIV-74', { flags: [flag] })])))
        assert.ok(text.length > plain + 20, flag)
        assert.ok(!text.includes(flag))
      }
    })

    it('says that rights are kept when the revision date has passed, and that they will be when it has not', () => {
      const dataRevisione = day('2024-03-01')
      const law = /art\. 25 c\. 6-bis D\.L\. 90\/2014/
      const passed = describeDegree(
        locale,
        statusOf([areaOf('CIV-74', { dataRevisione, flags: ['revisionPending'] })]),
      )
      assert.match(textOf(passed), law)
      assert.match(passed.text, /notice-rights/)
      const ahead = describeDegree(locale, statusOf([areaOf('CIV-74', { dataRevisione: day('2030-01-01') })]))
      assert.match(textOf(ahead), law)
      assert.doesNotMatch(ahead.text, /notice-rights/)
    })

    it('shows the percentage where there is one, the last day where there is one, and says when nothing is in force', () => {
      const text = textOf(
        describeDegree(locale, statusOf([areaOf('CIV-74', { percentuale: 80, al: day('2030-12-31') })])),
      )
      assert.match(text, /80%/)
      assert.match(text, /2030/)
      assert.match(textOf(describeDegree(locale, statusOf([]))), /[a-z]{4}/)
    })
  })
}
