import { HOUR, type Instant, MINUTE } from '../kernel/instant.js'
import { type Visitor } from '../web/page-context.js'
import { type ActingFor, type Chosen } from './acting-for.js'
import { type AuthenticatedPerson } from './authenticated-person.js'

export const SESSION_IDLE = 15 * MINUTE
export const SESSION_LIFE = 8 * HOUR

/** What somebody comes for: their own pages, or someone else's degree. */
export type Purpose = 'holder' | 'operator'

/** A form that was sent after its session had ended, as its writer left it. */
export interface KeptForm {
  path: string
  fields: Record<string, string>
  purpose: Purpose
  /** Who wrote it: on a shared machine the next one to log in may be somebody else. */
  codiceFiscale: string
  /** For whom it was written. */
  chosen?: Chosen | undefined
}

/** Where somebody was going when they had to log in. Kept on our side: an address can be forged. */
export type ReturnTo =
  | { kind: 'ownPages' }
  | { kind: 'operatorPages' }
  | { kind: 'degree'; attestation: string }
  | ({ kind: 'resume' } & KeptForm)

/** The doors that lead to a place: an operator's are fewer (decision 12, D17). */
export function purposeOf(returnTo: ReturnTo): Purpose {
  switch (returnTo.kind) {
    case 'ownPages':
      return 'holder'
    case 'operatorPages':
    case 'degree':
      return 'operator'
    case 'resume':
      return returnTo.purpose
  }
}

/** Where somebody goes who only said what they come for. */
export function startOf(purpose: Purpose): ReturnTo {
  return purpose === 'holder' ? { kind: 'ownPages' } : { kind: 'operatorPages' }
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
        ...(actingFor.endsSoon && actingFor.until !== undefined && { endsOn: actingFor.until }),
      },
    }),
  }
}
