import { checkCharacter } from '../../kernel/codice-fiscale.js'

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
export function inventCodiceFiscale({ nome, cognome, born, sex, place }: Invented): string {
  const [year = '', month = '', day = ''] = born.split('-')
  const dayOfBirth = Number(day) + (sex === 'F' ? 40 : 0)
  const fifteen =
    lettersOf(cognome) +
    lettersOf(firstName(nome)) +
    year.slice(2) +
    'ABCDEHLMPRST'.charAt(Number(month) - 1) +
    String(dayOfBirth).padStart(2, '0') +
    place
  return fifteen + checkCharacter(fifteen)
}

/** Of a first name with four consonants or more, the second is left out. */
function firstName(nome: string): string {
  const consonants = plain(nome).replace(/[AEIOU]/g, '')
  return consonants.length > 3 ? `${consonants.charAt(0)}${consonants.slice(2)}` : nome
}

function lettersOf(name: string): string {
  const letters = plain(name)
  return (letters.replace(/[AEIOU]/g, '') + letters.replace(/[^AEIOU]/g, '') + 'XXX').slice(0, 3)
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
}
