import { inventCodiceFiscale, type Invented } from '../invent-codice-fiscale.js'

/** One invented person of the demo: who they are, what was recorded, and why they are worth a look. */
export interface DemoPerson extends Invented {
  codiceFiscale: string
  /** Shown beside the name where one logs in. */
  note: string
  /** Printed at start. */
  headline?: string
  /** Lines of the feed, without id and code. */
  events: { type: string; occurredAt: string; data: Record<string, unknown> }[]
}

type Recorded = DemoPerson['events'][number]

let acts = 0

/** A verbale: recorded the day after it was defined. */
export function verbale(
  procedura: string,
  defined: string,
  giudizi: Record<string, unknown>[],
  more: Record<string, unknown> = {},
): Recorded & { data: { protocollo: string } } {
  const protocollo = `DEMO-${String(++acts).padStart(4, '0')}`
  const data = {
    protocollo,
    procedura,
    dataVisita: daysBefore(defined, 15),
    dataDefinizione: defined,
    giudizi,
    ...more,
  }
  return { type: 'verbale.definito', occurredAt: `${defined}T16:00:00+01:00`, data }
}

export function event(type: string, day: string, data: Record<string, unknown>): Recorded {
  return { type, occurredAt: `${day}T09:00:00+01:00`, data }
}

export function civ(
  codice: string,
  percentuale: number | undefined,
  dal: string,
  more: Record<string, unknown> = {},
) {
  return {
    area: 'invaliditaCivile',
    codice,
    ...(percentuale === undefined ? {} : { percentuale }),
    dal,
    ...more,
  }
}

export function area(name: string, codice: string, dal: string, more: Record<string, unknown> = {}) {
  return { area: name, codice, dal, ...more }
}

function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}

interface Told {
  who: [nome: string, cognome: string, sex: 'F' | 'M', born: string, place: string]
  note: string
  headline?: string
  /** Register data beside the name; `mobile: false` for nobody's telephone. */
  mobile?: false
  territorio?: string
  events: Recorded[]
}

let phones = 0

/** The numbers of acts and telephones begin anew: the same world each time. */
export function beginAnew(): void {
  acts = 0
  phones = 0
}

export function person({ who, note, headline, mobile, territorio, events }: Told): DemoPerson {
  const [nome, cognome, sex, born, place] = who
  const codiceFiscale = inventCodiceFiscale({ nome, cognome, sex, born, place })
  const number = `+39347000${String(++phones).padStart(4, '0')}`
  const register = {
    nome,
    cognome,
    dataNascita: born,
    ...(mobile === false ? {} : { cellulare: number, email: `persona${String(phones)}@example.org` }),
    ...(territorio === undefined ? {} : { territorio }),
  }
  const registered = event('persona.registrata', '2010-01-11', register)
  return {
    nome,
    cognome,
    sex,
    born,
    place,
    codiceFiscale,
    note,
    ...(headline === undefined ? {} : { headline }),
    events: [registered, ...events],
  }
}
