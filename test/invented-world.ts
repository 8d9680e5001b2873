import { type Slice, worldFeed } from '../src/cli/world/world-feed.js'

/** A line of an invented world, as JSON has it. */
export interface WorldLine {
  id: string
  type: string
  occurredAt: string
  codiceFiscale: string
  data: {
    nome?: string
    cognome?: string
    dataNascita?: string
    cellulare?: string
    email?: string
    territorio?: string
    nuovoCodiceFiscale?: string
    evento?: string
    procedura?: string
    dataVisita?: string
    dataDefinizione?: string
    noteFiscali?: string[]
    giudizi?: { area: string; codice: string }[]
  }
}

/** The feed of 3,000 people, if nothing else is asked. */
export function worldText(slice: Partial<Slice>): string {
  return [...worldFeed({ seed: 1, from: 0, persons: 3000, ...slice })].join('')
}

export function worldLines(slice: Partial<Slice>): string[] {
  return worldText(slice).trimEnd().split('\n')
}

export function readWorldLine(line: string): WorldLine {
  return JSON.parse(line) as WorldLine
}

/** Whose event it is: the person's number is in its identifier. */
export function personOf({ id }: { id: string }): number {
  return parseInt(id.slice(24, 32), 16)
}
