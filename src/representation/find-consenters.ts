import { type Ground } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type PhoneOwner } from '../notification/request-phone-change.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { type Representation, representationsAt } from '../registry/derivation/representations.js'
import { type Dossier } from '../registry/dossier.js'
import { actorOf, GROUND_OF, type Moment } from './mandate.js'

/** Who says yes for another, as the owner of the number that codes go to. */
export interface Consenter extends PhoneOwner {
  name: string
  ground: Ground
}

export interface ConsenterPorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  clock: Clock
}

/**
 * Who says yes for the person of a dossier today, as owners of a telephone: those appointed to consent, in the order in
 * which they were (docs/decisions/0029). Nobody: the person says it themself. A delegate never does.
 */
export function findConsenters({ findDossierByCode, clock }: ConsenterPorts) {
  return async (holder: Dossier): Promise<Consenter[]> => {
    const moment = { at: clock.today(), knownAt: clock.now() }
    const { entries } = ofOnePerson(holder, moment.knownAt)
    const owners = new Map<string, Consenter>()
    const consenting = representationsAt(holder, moment).filter(({ ambito }) => ambito.includes('consensi'))
    for (const one of consenting.sort(byOrder)) {
      const dossier = await findDossierByCode(one.representative)
      const owner = ownerOf(dossier, one, moment)
      if (!owner || owner.entries.some((entry) => entries.has(entry))) continue
      const before = owners.get(owner.person)
      owners.set(owner.person, before ? withWords(before, owner) : owner)
    }
    return [...owners.values()]
  }
}

/** Whoever acts in a session, as the owner of the number that the person's codes go to; nothing for who may not consent. */
export function findActingOwner(ports: ConsenterPorts) {
  const consentersOf = findConsenters(ports)
  return async ({
    person,
    actingFor,
  }: Pick<Session, 'person' | 'actingFor'>): Promise<PhoneOwner | undefined> => {
    if (actingFor === undefined) return undefined
    const { start } = await ports.findDossierByCode(person.codiceFiscale)
    const consenters = await consentersOf(await ports.findDossierByCode(actingFor.codiceFiscale))
    return consenters.find(({ entries }) => start !== undefined && entries.includes(start))
  }
}

/** The number is the one of the appointment, and what the register says of the representative where it knows them. */
function ownerOf(
  dossier: Dossier,
  { representative, nome, cognome, titolo, cellulare, since }: Representation,
  moment: Moment,
): Consenter | undefined {
  const actor = actorOf(dossier, representative, moment)
  const [person] = [...(actor?.entries ?? [])].sort()
  if (!actor || person === undefined) return undefined
  const { registrations } = ofOnePerson(dossier, moment.knownAt)
  const own = registrations.flatMap((event) =>
    event.type === 'persona.registrata' && event.data.cellulare !== undefined
      ? [{ cellulare: event.data.cellulare, since: event.occurredAt }]
      : [],
  )
  const named = cellulare === undefined ? [] : [{ cellulare, since }]
  const owner = { person, entries: [...actor.entries], register: [...own, ...named] }
  return { ...owner, name: `${nome} ${cognome}`, ground: GROUND_OF[titolo] }
}

/** Appointed twice, both appointments speak of the number. */
function withWords(before: Consenter, more: Consenter): Consenter {
  return { ...before, register: [...before.register, ...more.register] }
}

function byOrder(one: Representation, other: Representation): number {
  return one.since - other.since || (one.id < other.id ? -1 : 1)
}
