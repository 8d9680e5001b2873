/** The languages of the interface; Italian is the source (decision 12, D14). */
export const LOCALES = ['it', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export function isLocale(text: unknown): text is Locale {
  return text === 'it' || text === 'en'
}

/** The texts of a page in every language. `en` is checked against `it` where it is written. */
export type InEveryLocale<Texts> = Record<Locale, Texts>

/** The shape of Italian texts with their literals forgotten: what every other language must fill. */
export type SameShape<Texts> = {
  [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...parameters: infer Parameters) => string
      ? (...parameters: Parameters) => string
      : Texts[Key] extends readonly string[]
        ? readonly string[]
        : SameShape<Texts[Key]>
}
