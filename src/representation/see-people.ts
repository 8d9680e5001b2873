import { type ActingFor, mayDo, type Who } from '../identity/acting-for.js'

/** One for whom somebody may act, as they choose. */
export interface ChooseablePerson extends ActingFor {
  /** A request waits for the word about them, and whoever chooses may give one. */
  isAsked: boolean
}

export interface SeePeoplePorts {
  findMandates: (who: Who) => Promise<ActingFor[]>
  /** Those of these register entries about whom a request waits right now. */
  findAskedNow: (entries: string[]) => Promise<string[]>
}

export type SeePeople = (who: Who) => Promise<ChooseablePerson[]>

/** Everybody for whom somebody may act; first those for whom a request waits, which is over in minutes. */
export function seePeople({ findMandates, findAskedNow }: SeePeoplePorts): SeePeople {
  return async (who) => {
    const people = await findMandates(who)
    // A delegate learns nothing of requests (docs/decisions/0037).
    const answerable = people.filter((actingFor) => mayDo({ actingFor }, 'answer'))
    if (answerable.length === 0) return people.map((person) => ({ ...person, isAsked: false }))
    const asked = new Set(await findAskedNow(answerable.flatMap(({ entries }) => entries)))
    const isAsked = (person: ActingFor) =>
      answerable.includes(person) && person.entries.some((entry) => asked.has(entry))
    const marked = people.map((person) => ({ ...person, isAsked: isAsked(person) }))
    return [...marked.filter((one) => one.isAsked), ...marked.filter((one) => !one.isAsked)]
  }
}
