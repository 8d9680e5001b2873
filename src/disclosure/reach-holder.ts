import { type Instant } from '../kernel/instant.js'
import { type PhoneOwner } from '../notification/request-phone-change.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { type Dossier } from '../registry/dossier.js'

/** The human being of a dossier as the owner of a telephone: their entries, and what the register said of the number. */
export function phoneOwnerOf(dossier: Dossier, now: Instant): PhoneOwner | undefined {
  const { entries, registrations } = ofOnePerson(dossier, now)
  const person = smallest(entries)
  if (person === undefined) return undefined
  const register = registrations.flatMap((event) =>
    event.type === 'persona.registrata' ? [{ cellulare: event.data.cellulare, since: event.occurredAt }] : [],
  )
  return { person, entries: [...entries], register }
}

/** The entry under which a human being is counted: merged entries share it. */
export function smallest(entries: Iterable<string>): string | undefined {
  return [...entries].sort()[0]
}
