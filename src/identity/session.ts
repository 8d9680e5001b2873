import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { HOUR, type Instant, MINUTE } from '../kernel/instant.js'
import { type Visitor } from '../web/page-context.js'
import { type ActingFor, type Chosen } from './acting-for.js'
import { type AuthenticatedPerson, holderCode, type Level, type Method } from './authenticated-person.js'

export const SESSION_IDLE = 15 * MINUTE
export const SESSION_LIFE = 8 * HOUR
/** A login that is older proves too little of who sits there now: whoever asks for a degree logs in again. */
export const STEP_UP_AFTER = 2 * HOUR

/** What somebody comes for: their own pages, someone else's degree, or to serve somebody at a counter. */
export const PURPOSES = ['holder', 'operator', 'clerk'] as const
export type Purpose = (typeof PURPOSES)[number]

/** A form that was sent after its session had ended, as its writer left it. */
export interface KeptForm {
  path: string
  fields: Record<string, string>
  purpose: Purpose
  /** The identity of who wrote it: on a shared machine the next one to log in may be somebody else. */
  writer: string
  /** For whom it was written. */
  chosen?: Chosen | undefined
}

/** Where somebody was going when they had to log in. Kept on our side: an address can be forged. */
export type ReturnTo =
  | { kind: 'ownPages' }
  | { kind: 'operatorPages' }
  /** `organisation`: the body of the counter, for who works at several. */
  | { kind: 'counter'; organisation?: string }
  /** `leastLevel`: what the body asks, where the login that somebody had was of a lower level. */
  | { kind: 'degree'; attestation: string; leastLevel?: Level }
  | ({ kind: 'resume' } & KeptForm)

/** The doors that lead to a place: an operator's are fewer (decision 12, D17). */
export function purposeOf(returnTo: ReturnTo): Purpose {
  switch (returnTo.kind) {
    case 'ownPages':
      return 'holder'
    case 'operatorPages':
    case 'degree':
      return 'operator'
    case 'counter':
      return 'clerk'
    case 'resume':
      return returnTo.purpose
  }
}

/** Where somebody goes who only said what they come for. */
export function startOf(purpose: Purpose): ReturnTo {
  return START[purpose]
}

const START: Record<Purpose, ReturnTo> = {
  holder: { kind: 'ownPages' },
  operator: { kind: 'operatorPages' },
  clerk: { kind: 'counter' },
}

/** As an address and a form name them: three words, never an address (T33). */
export const PURPOSE_WORDS: Record<Purpose, string> = {
  holder: 'titolare',
  operator: 'operatore',
  clerk: 'sportello',
}

/** Somebody logged in, in one browser. */
export interface Session {
  /** Stays the same when the cookie's id is renewed. */
  id: string
  person: AuthenticatedPerson
  /** Must come back with every form of this session. */
  csrf: string
  returnTo: ReturnTo
  createdAt: Instant
  expiresAt: Instant
  /** For whom they are here; nothing where nobody had to ask. */
  chosen?: Chosen | undefined
  /** For whom they act at this request: looked up each time, never kept. */
  actingFor?: ActingFor | undefined
}

/** A session as its owner reads it in the list of their own: no address and no browser is kept. */
export interface OpenSession {
  id: string
  method: Method
  level: Level
  provider: string
  createdAt: Instant
  lastSeenAt: Instant
}

/** The level that the login of a place must have, beyond what lets somebody in at all. */
export function leastLevelOf(returnTo: ReturnTo): Level | undefined {
  return returnTo.kind === 'degree' ? returnTo.leastLevel : undefined
}

/** Whether a session is of too low a level, or its login too long ago, for what somebody wants to ask. */
export function needsStepUp({ person, createdAt }: Session, now: Instant, least?: Level): boolean {
  return now - createdAt > STEP_UP_AFTER || (least !== undefined && person.level < least)
}

/** Who is logged in, as far as a page needs it. */
export function visitorOf({ person, csrf, chosen, actingFor }: Session): Visitor {
  return {
    name: `${person.nome} ${person.cognome}`,
    csrf,
    // Of one that acts for another, whoever looked up for whom says so.
    mayChoose: chosen?.kind === 'self',
    ...(actingFor && {
      actingFor: {
        name: `${actingFor.nome} ${actingFor.cognome}`,
        ground: actingFor.ground,
        qrOnly: !actingFor.powers.includes('records'),
        approvalOnly: !actingFor.powers.includes('see'),
        ...(actingFor.endsSoon && actingFor.until !== undefined && { endsOn: actingFor.until }),
      },
    }),
  }
}

/** Whose pages these are: those of the person acted for, or of who is logged in. */
export function codiceFiscaleOf({ person, actingFor }: Session): CodiceFiscale {
  return actingFor?.codiceFiscale ?? holderCode(person)
}
