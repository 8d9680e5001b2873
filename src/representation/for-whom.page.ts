import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { actionRows, acts, button, form } from '../web/actions.page.js'
import { notice } from '../web/facts.page.js'
import { field } from '../web/fields.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, note, section, wrap } from '../web/text.page.js'
import { forWhomEn } from './for-whom.texts.en.js'
import { forWhomIt } from './for-whom.texts.it.js'
import { MOST_SHOWN, searchPeople } from './search-people.js'
import { type ChooseablePerson } from './see-people.js'

type Texts = SameShape<typeof forWhomIt>
const TEXTS: InEveryLocale<Texts> = { it: forWhomIt, en: forWhomEn }

export interface ForWhomView {
  people: ChooseablePerson[]
  /** What was looked for, if anything. */
  typed?: string | undefined
  /** What was chosen is not to be had (any more). */
  noMandate?: boolean
}

const FORM = 'search'

/** For whom somebody is here: themself, or one of the people they may act for. */
export function forWhomPage({ locale }: PageContext, visitor: Visitor, view: ForWhomView): Page {
  const texts = TEXTS[locale]
  const { people, typed, noMandate = false } = view
  const found = searchPeople(people, typed ?? '')
  const isLong = people.length > MOST_SHOWN
  return {
    title: texts.title,
    visitor,
    wrong: noMandate,
    ...(isLong && { switchLanguageBy: { form: FORM } }),
    main: wrap(
      head({
        title: typed === undefined ? texts.title : `${texts.title} ${texts.found(found.length)}`,
        lead: people.length === 0 ? texts.nobody : texts.lead,
        focus: typed !== undefined || noMandate,
      }),
      noMandate && notice(texts.noMandate),
      form(
        { action: '/per-chi', visitor },
        actionRows({
          text: html`<strong>${texts.yourself}</strong><br />${texts.yourselfWhat}`,
          action: chooseButton(texts, 'io', texts.yourself),
        }),
      ),
      people.length > 0 &&
        section(
          { title: texts.others },
          isLong && search(texts, visitor, people.length, typed),
          found.length === 0 && html`<p>${texts.none}</p>`,
          form(
            { action: '/per-chi', visitor },
            actionRows(...found.slice(0, MOST_SHOWN).map((person) => row(locale, texts, person))),
          ),
          found.length > MOST_SHOWN && note(texts.more(found.length - MOST_SHOWN)),
        ),
    ),
  }
}

/** A form of its own, so that Enter looks for a name and chooses nobody. */
function search(texts: Texts, visitor: Visitor, count: number, typed = ''): Html {
  return form(
    { action: '/per-chi/cerca', id: FORM, visitor },
    field({ name: 'cerca', label: texts.search, hint: texts.searchHint(count), value: typed, maxLength: 60 }),
    acts(button({ text: texts.searchGo, kind: 'other' })),
  )
}

function row(locale: Locale, texts: Texts, person: ChooseablePerson) {
  const { entry, nome, cognome, dataNascita, ground, until, isAsked } = person
  const name = `${nome} ${cognome}`
  const day = until && formatDay(locale, until)
  const end = day && (ground === 'parent' ? texts.comesOfAge(day) : texts.until(day))
  return {
    text: html`<strong>${name}</strong
      ><br />${isAsked && html`<strong>${texts.asked}</strong><br />`}${texts.asGround(texts.grounds[ground])}
      ${texts.born(formatDay(locale, dataNascita))} ${end}`,
    action: chooseButton(texts, entry, name),
  }
}

/** Each button says to readers whom it chooses. */
function chooseButton(texts: Texts, value: string, name: string): Html {
  return button({
    text: html`${texts.choose}<span class="visually-hidden">: ${name}</span>`,
    kind: 'other',
    name: 'persona',
    value,
  })
}
