import { type LegalDay } from '../kernel/legal-day.js'
import { type Locale } from '../messages/locale.js'
import { type Token } from './token.js'

/** What the sheet says. Never the codice fiscale: QR and code on one sheet would be no second factor (design.md D16). */
export interface Sheet {
  locale: Locale
  /** Name and initial of the surname; see {@link initialed}. */
  name: string
  issuedOn: LegalDay
  /** `https://HOST`, as in the QR. */
  baseUrl: string
  token: Token
  telephone: string
}

/** More than any register holds; what is longer is a mistake, and would push the QR off the sheet. */
const LONGEST_NAME = 60

/** `Elvira T.`: enough to know whose sheet it is, too little to find the person. */
export function initialed(nome: string, cognome: string): string {
  const [initial] = Array.from(printable(cognome))
  const name = Array.from(printable(nome))
  const shortened =
    name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).join('')}…` : name.join('')
  return initial === undefined ? shortened : `${shortened} ${initial}.`
}

/** Without what is not drawn: control characters, and marks that turn the direction of writing (Unicode Cc, Cf). */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}
