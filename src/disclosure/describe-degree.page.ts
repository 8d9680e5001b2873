import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import {
  type AreaStatus,
  type DisabilityStatus,
  type Flag,
} from '../registry/derivation/disability-status.js'
import { type NotaFiscale } from '../registry/giudizio.js'
import { type Fact, facts, judgement, notice } from '../web/facts.page.js'
import { type Html, html } from '../web/html.js'
import { fill } from '../web/text.page.js'
import { degreeEn } from './degree.texts.en.js'
import { degreeIt } from './degree.texts.it.js'
import { LEGAL_NAMES, NOTE_LAWS } from './legal-names.js'

type Texts = SameShape<typeof degreeIt>
const TEXTS: InEveryLocale<Texts> = { it: degreeIt, en: degreeEn }

/** Every judgement in force in words, with law, dates and what they mean, and the notes with what they open. */
export function describeDegree(locale: Locale, { level2 }: DisabilityStatus): Html {
  const texts = TEXTS[locale]
  const { areas, noteFiscali } = level2
  return html`${areas.length === 0 && html`<p>${texts.nothing}</p>`}
  ${areas.map((area) => describeArea(area, locale, texts))}
  ${noteFiscali.length > 0 && describeNotes(noteFiscali, texts)}`
}

function describeArea(status: AreaStatus, locale: Locale, texts: Texts): Html {
  const { area, codice, percentuale, flags } = status
  return judgement(
    { title: texts.areas[area], words: texts.words[codice], percentage: percentuale },
    facts(factsOf(status, locale, texts)),
    flags.map((flag) => describeFlag(flag, texts)),
  )
}

function factsOf(status: AreaStatus, locale: Locale, texts: Texts): Fact[] {
  const { codice, dal, al, procedura, dataVisita, dataDefinizione, dataRevisione, flags } = status
  const { name, law } = LEGAL_NAMES[codice]
  const day = (legalDay: typeof dal) => formatDay(locale, legalDay)
  const ahead = !flags.includes('revisionPending')
  return [
    {
      label: texts.legalName,
      value: html`<span lang="it">${name}</span>`,
      note: html`<span lang="it">${law}</span>`,
    },
    { label: texts.from, value: day(dal) },
    ...(al === undefined ? [] : [{ label: texts.until, value: day(al) }]),
    {
      label: texts.verbale,
      value: texts.defined(texts.procedure[procedura], day(dataDefinizione)),
      note: texts.visited(day(dataVisita)),
    },
    ...(dataRevisione === undefined
      ? []
      : [
          {
            label: texts.revision,
            value: day(dataRevisione),
            ...(ahead ? { note: unbroken(texts.revisionAhead) } : {}),
          },
        ]),
  ]
}

/** The paragraph 6-bis is never cut in two at the end of a line. */
function unbroken(sentence: string): Html {
  return fill(sentence, { bis: html`<span class="unbroken">6-bis</span>` })
}

/** Kept rights are what is overlooked most; the other flags are plain notices. */
function describeFlag(flag: Flag, texts: Texts): Html {
  const { strong, rest } = texts.flags[flag]
  const kept = flag === 'revisionPending' || flag === 'benefitSuspended'
  return notice(html`<p><strong>${strong}</strong> ${unbroken(rest)}</p>`, kept ? 'rights' : 'plain')
}

function describeNotes(notes: NotaFiscale[], texts: Texts): Html {
  return html`<section class="judgement measure">
    <div class="judgement-head"><h2>${texts.notesTitle}</h2></div>
    ${facts(
      notes.map((note) => ({
        label: note,
        value: texts.notes[note],
        note: html`<span lang="it">${NOTE_LAWS[note]}</span>`,
      })),
    )}
  </section>`
}
