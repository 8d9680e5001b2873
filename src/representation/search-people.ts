import { type ActingFor } from '../identity/acting-for.js'

/** As many as are shown at once: more are found by their name. */
export const MOST_SHOWN = 20

/** Those of whom each word that was typed is a part of the name, whatever its accents and letter case. */
export function searchPeople<Person extends Pick<ActingFor, 'nome' | 'cognome'>>(
  people: readonly Person[],
  typed: string,
): Person[] {
  const words = plain(typed).split(' ').filter(Boolean)
  return people.filter(({ nome, cognome }) => {
    const name = plain(`${nome} ${cognome}`)
    return words.every((word) => name.includes(word))
  })
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
