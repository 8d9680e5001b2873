import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { counterEn } from './counter.texts.en.js'
import { counterIt } from './counter.texts.it.js'

export type CounterTexts = SameShape<typeof counterIt>

const TEXTS: InEveryLocale<CounterTexts> = { it: counterIt, en: counterEn }

/** The words of the counter's pages. */
export function counterTexts(locale: Locale): CounterTexts {
  return TEXTS[locale]
}
