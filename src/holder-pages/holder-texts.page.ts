import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { en } from './holder.texts.en.js'
import { it } from './holder.texts.it.js'

export type HolderTexts = SameShape<typeof it>

const TEXTS: InEveryLocale<HolderTexts> = { it, en }

/** The words of the holder's own pages. */
export function holderTexts(locale: Locale): HolderTexts {
  return TEXTS[locale]
}
