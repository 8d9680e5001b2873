import { type ActingFor, type Ground, GROUNDS, type Power } from '../identity/acting-for.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { daysBetween, type LegalDay } from '../kernel/legal-day.js'
import { dayOfDeath } from '../registry/derivation/death.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { notByOwnHand } from '../registry/derivation/own-hand.js'
import { registerDataAt } from '../registry/derivation/register-data.js'
import { type Representation, representationsAt } from '../registry/derivation/representations.js'
import { type Dossier } from '../registry/dossier.js'
import { type Ambito, type Titolo } from '../registry/feed-event.js'
import { type Delegation, isOver } from './delegation.js'

/** The day asked about, and what is known. */
export interface Moment {
  at: LegalDay
  knownAt: Instant
}

/** Days for which the end of a mandate is told before it comes. */
export const TOLD_BEFORE = 90

export const GROUND_OF: Record<Titolo, Ground> = {
  genitore: 'parent',
  tutore: 'tutor',
  curatore: 'curator',
  amministratoreDiSostegno: 'supportAdministrator',
}

/** What each word of a scope lets do (docs/contracts.md §1, docs/decisions/0029). */
const POWERS_OF: Record<Ambito, readonly Power[]> = {
  titolarita: ['see', 'records', 'issue', 'choose', 'print', 'send', 'replace', 'revoke', 'answer'],
  consensi: ['contacts', 'answer', 'consent'],
}

/** A delegate has the QR and prints it; judgement, checks, what it shows, its end and the approval stay with the holder. */
const DELEGATE: readonly Power[] = ['see', 'issue', 'print', 'replace']

/** Somebody who acts or may act: one human being, by all that ties their codes today. */
export interface Actor {
  entries: ReadonlySet<string>
  /** Every code that names them. */
  codes: ReadonlySet<CodiceFiscale>
}

/** A dossier as somebody who acts; nothing for the dead (T46). */
export function actorOf(dossier: Dossier, own: CodiceFiscale, { at, knownAt }: Moment): Actor | undefined {
  const { entries, events } = ofOnePerson(dossier, knownAt)
  const death = dayOfDeath(events)
  if (death !== undefined && death <= at) return undefined
  const codes = events.flatMap((event) =>
    event.type === 'persona.codiceFiscaleVariato'
      ? [event.codiceFiscale, event.data.nuovoCodiceFiscale]
      : [event.codiceFiscale],
  )
  return { entries, codes: new Set([own, ...codes]) }
}

/** For whom and how far somebody acts over a holder's dossier: the strongest ground names it, all of them add up. */
export function mandateOver(
  holder: Dossier,
  actor: Actor,
  delegations: readonly Delegation[],
  moment: Moment,
): ActingFor | undefined {
  const { entries, registrations } = ofOnePerson(holder, moment.knownAt)
  const register = registerDataAt(registrations, moment.knownAt)
  const own = [...entries].sort()
  const [entry] = own
  // Who is one with the holder after a merge acts for nobody.
  if (register === undefined || entry === undefined || own.some((one) => actor.entries.has(one)))
    return undefined
  const grounds = [
    ...representationsAt(holder, moment).flatMap((one) =>
      actor.codes.has(one.representative) ? [groundOf(one)] : [],
    ),
    ...delegations.flatMap(({ holder: named, until, ...delegation }) =>
      entries.has(named) && !isOver({ until, ...delegation }, moment.at) && mayNameDelegate(holder, moment)
        ? [{ ground: 'delegate' as const, powers: DELEGATE, until }]
        : [],
    ),
  ].sort((one, other) => GROUNDS.indexOf(one.ground) - GROUNDS.indexOf(other.ground))
  const [strongest] = grounds
  const codiceFiscale = registrations.find(({ data }) => data === register)?.codiceFiscale
  if (strongest === undefined || codiceFiscale === undefined) return undefined
  const { nome, cognome, dataNascita } = register
  const powers = [...new Set(grounds.flatMap(({ powers: some }) => some))]
  const { ground, until } = strongest
  const endsSoon = until !== undefined && daysBetween(moment.at, until) <= TOLD_BEFORE
  const name = { nome, cognome, dataNascita }
  return { entry, entries: own, codiceFiscale, ...name, ground, powers, until, endsSoon }
}

function groundOf({ titolo, ambito, until }: Representation) {
  return { ground: GROUND_OF[titolo], powers: ambito.flatMap((word) => POWERS_OF[word]), until }
}

/**
 * Whether the person of a dossier may have a delegate: of age (art. 2 c.c.), alive, and with nobody appointed for their QR.
 * A mandate ends where its giver could not give it any more (art. 1722 n. 4 c.c.).
 */
export function mayNameDelegate(holder: Dossier, moment: Moment): boolean {
  const { events, registrations } = ofOnePerson(holder, moment.knownAt)
  const register = registerDataAt(registrations, moment.knownAt)
  const death = dayOfDeath(events)
  if (register === undefined || (death !== undefined && death <= moment.at)) return false
  return notByOwnHand(holder, moment) === undefined
}
