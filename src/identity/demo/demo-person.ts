import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { MINUTE } from '../../kernel/instant.js'
import { type Method } from '../authenticated-person.js'

/** How long an answer of the demo's provider waits to be fetched. */
export const DEMO_ANSWER_LIFE = 2 * MINUTE

/** Somebody invented who can be logged in as. */
export interface DemoIdentity {
  codiceFiscale: string
  nome: string
  cognome: string
  note: string
  /** One of the few who may still have the old PIN (decision 12, D17). */
  pin?: boolean
}

/** What was chosen or typed at the demo's provider. */
export interface DemoTyped {
  /** Of somebody on the list. */
  codiceFiscale: string
  /** A piece of a name or note, or a whole codice fiscale. */
  cerca: string
  /** Of somebody who is not on the list. */
  nome: string
  cognome: string
}

export type DemoChoice =
  | { kind: 'chosen'; identity: Pick<DemoIdentity, 'codiceFiscale' | 'nome' | 'cognome'> }
  /** Whom the search leaves. */
  | { kind: 'found'; people: DemoIdentity[] }
  /** A codice fiscale of nobody on the list: their name is needed too. */
  | { kind: 'stranger'; codiceFiscale: string }
  | { kind: 'nobody' }
  | { kind: 'nothing' }

/** The list as it is shown again: who is on it, and what is wrong with what was typed. */
export interface ListAgain {
  people: DemoIdentity[]
  trouble?: 'none' | 'nobody' | 'stranger'
  statusCode?: number
}

/** What to show for a choice that names nobody yet. A switch of the language is no mistake. */
export function listAgain(
  choice: Exclude<DemoChoice, { kind: 'chosen' }>,
  everybody: DemoIdentity[],
  switched: boolean,
): ListAgain {
  switch (choice.kind) {
    case 'found':
      return { people: choice.people }
    case 'stranger':
      return { people: [], trouble: 'stranger' }
    case 'nobody':
      return switched ? { people: [] } : { people: [], trouble: 'nobody', statusCode: 400 }
    case 'nothing':
      return switched ? { people: everybody } : { people: everybody, trouble: 'none', statusCode: 400 }
  }
}

/** Who has this kind of identity. */
export function havingMethod(identities: DemoIdentity[], method: Method): DemoIdentity[] {
  return method === 'pin' ? identities.filter(({ pin }) => pin === true) : identities
}

/** Reads what was chosen or typed: somebody on the list, or anyone by codice fiscale and name. */
export function chooseDemoPerson(
  identities: DemoIdentity[],
  method: Method,
  { codiceFiscale, cerca, nome, cognome }: DemoTyped,
): DemoChoice {
  const people = havingMethod(identities, method)
  const typed = readTypedCodiceFiscale(cerca)
  const asked = codiceFiscale || (typed.kind === 'read' ? typed.codiceFiscale : '')
  const listed = people.find((identity) => identity.codiceFiscale === asked)
  if (listed) return { kind: 'chosen', identity: listed }
  if (typed.kind === 'read' && method !== 'pin') {
    const named = { codiceFiscale: typed.codiceFiscale, nome: nome.trim(), cognome: cognome.trim() }
    const isNamed = named.nome !== '' && named.cognome !== ''
    return isNamed ? { kind: 'chosen', identity: named } : { kind: 'stranger', codiceFiscale: asked }
  }
  if (cerca.trim() === '') return { kind: 'nothing' }
  const found = people.filter((identity) => isAbout(identity, cerca))
  return found.length > 0 ? { kind: 'found', people: found } : { kind: 'nobody' }
}

function isAbout({ codiceFiscale, nome, cognome, note }: DemoIdentity, words: string): boolean {
  const text = plain(`${nome} ${cognome} ${codiceFiscale} ${note}`)
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Without accents and capitals: nobody should have to type them to find somebody. */
function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
