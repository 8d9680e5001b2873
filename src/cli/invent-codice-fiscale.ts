import { checkCharacter, type CodiceFiscale } from '../kernel/codice-fiscale.js'

/** An invented person, as far as a codice fiscale needs one. */
export interface Invented {
  nome: string
  cognome: string
  /** `YYYY-MM-DD` */
  born: string
  sex: 'F' | 'M'
  /** A code of the land register (a municipality, or `Z…` for abroad). */
  place: string
}

/** The code that the rule of D.M. 23 December 1976 gives to an invented person, with a true check character. */
export function inventCodiceFiscale({ nome, cognome, born, sex, place }: Invented): CodiceFiscale {
  const [year = '', month = '', day = ''] = born.split('-')
  const dayOfBirth = Number(day) + (sex === 'F' ? 40 : 0)
  const fifteen =
    surnameLetters(cognome) +
    firstNameLetters(nome) +
    year.slice(2) +
    'ABCDEHLMPRST'.charAt(Number(month) - 1) +
    String(dayOfBirth).padStart(2, '0') +
    place
  return (fifteen + checkCharacter(fifteen)) as CodiceFiscale
}

/** The places of the digits, in the order in which letters take them. */
const DIGITS = [14, 13, 12, 10, 9, 7, 6]

/**
 * The code given where two people would have the same one: letters take the place of so many of its digits, from the
 * right (*omocodia*, D.M. 23 December 1976, art. 6). A code that has some gets more.
 */
export function withOmocodia(codiceFiscale: string, letters: number): CodiceFiscale {
  const characters = Array.from(codiceFiscale.slice(0, 15))
  for (const place of DIGITS.slice(0, letters)) {
    characters[place] = (characters[place] ?? '').replace(/\d/, (digit) => 'LMNPQRSTUV'.charAt(Number(digit)))
  }
  const fifteen = characters.join('')
  return (fifteen + checkCharacter(fifteen)) as CodiceFiscale
}

/** Invented people share few names: each is looked at once. */
const surnameLetters = remembered(lettersOf)
const firstNameLetters = remembered((nome) => lettersOf(firstName(nome)))

function remembered(lettersOf: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    let letters = known.get(name)
    if (letters === undefined) known.set(name, (letters = lettersOf(name)))
    return letters
  }
}

/** Of a first name with four consonants or more, the second is left out. */
function firstName(nome: string): string {
  const consonants = plain(nome).replace(/[AEIOU]/g, '')
  return consonants.length > 3 ? `${consonants.charAt(0)}${consonants.slice(2)}` : nome
}

/** The three letters of a surname. */
export function lettersOf(name: string): string {
  const letters = plain(name)
  return (letters.replace(/[AEIOU]/g, '') + letters.replace(/[^AEIOU]/g, '') + 'XXX').slice(0, 3)
}

/** The letters that count: without marks, blanks and apostrophes, in upper case. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
}
