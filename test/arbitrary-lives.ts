import fc from 'fast-check'
import { type Line } from './answers-after.js'

const CODES = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N', 'DLMDNL57L62D969A'] as const
const DAYS = ['2019-03-01', '2020-02-29', '2021-06-15', '2022-01-01'] as const
const JUDGEMENTS = [
  { area: 'handicap', codice: 'H-1' },
  { area: 'handicap', codice: 'H-3' },
  { area: 'handicap', codice: 'H-0' },
  { area: 'invaliditaCivile', codice: 'CIV-34', percentuale: 60 },
  { area: 'invaliditaCivile', codice: 'CIV-100A', percentuale: 100 },
] as const

const day = fc.constantFrom(...DAYS)

/** What happens, before it is known to which act or event. */
const happening = fc.record({
  what: fc.constantFrom(
    ...[
      'act',
      'act',
      'act',
      'birth',
      'change',
      'death',
      'annulment',
      'absence',
      'end',
      'revision',
      'undoing',
      'mandate',
      'mandateEnd',
    ],
  ),
  who: fc.nat({ max: CODES.length - 1 }),
  other: fc.nat({ max: 20 }),
  day,
  until: fc.option(day, { nil: undefined }),
  judgement: fc.constantFrom(...JUDGEMENTS),
  procedura: fc.constantFrom('primaIstanza', 'aggravamento', 'autotutela', 'provvisorio'),
  replaces: fc.boolean(),
})
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

export interface Lives {
  /** Whether people name the acts and events of others, and codes are found to be one. */
  entangled: boolean
  longest?: number
}

/**
 * What may be sent about three codes: acts of any kind, and whatever names an act or an event, which may have been sent
 * before or after it, be another's, or be taken back. Each act has a protocollo and each event an instant of its own:
 * which of two with the same counts is a matter of their order (docs/contracts.md §1, §2).
 */
export function lives({ entangled, longest = 9 }: Lives): fc.Arbitrary<Line[]> {
  return fc.array(happening, { minLength: 2, maxLength: longest }).map((happenings) => {
    const plain = happenings.filter(({ what }) => entangled || what !== 'change')
    return plain.map((told, index) => lineOf(told, index, plain, entangled))
  })
}

/** Instants are a week apart, so that others fall between them. */
export function instantAt(index: number): string {
  return new Date(Date.UTC(2020, 0, 1) + index * 7 * 24 * 3600 * 1000).toISOString().replace('.000', '')
}

const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const codeOf = (who: number): string => CODES[who % CODES.length] ?? CODES[0]

function lineOf(told: Happening, index: number, all: Happening[], entangled: boolean): Line {
  const { what, who, other, until } = told
  const among = (is: (kind: string) => boolean, own = !entangled) => {
    const fitting = all.flatMap(({ what: kind, who: whose }, at) =>
      at !== index && is(kind) && (!own || whose === who) ? [at] : [],
    )
    return fitting[other % Math.max(1, fitting.length)]
  }
  const act = among((kind) => kind === 'act')
  // One that replaces an act recorded for somebody else is refused, but accepted before that act has come.
  const replaced = among((kind) => kind === 'act', true)
  const protocollo = act === undefined ? 'P-NOWHERE' : `P-${String(act)}`
  const event = (type: string, data: Record<string, unknown>): Line => {
    return { id: idOf(index), type, occurredAt: instantAt(index), codiceFiscale: codeOf(who), data }
  }
  switch (what) {
    case 'act': {
      const giudizio = { ...told.judgement, dal: told.day, ...(until && until > told.day && { al: until }) }
      return event('verbale.definito', {
        ...{ protocollo: `P-${String(index)}`, procedura: told.procedura },
        ...{ dataVisita: told.day, dataDefinizione: told.day, giudizi: [giudizio] },
        ...(told.replaces && replaced !== undefined && { sostituisce: `P-${String(replaced)}` }),
      })
    }
    case 'change':
      return event('persona.codiceFiscaleVariato', { nuovoCodiceFiscale: codeOf(who + 1 + (other % 2)) })
    case 'death':
      return event('persona.deceduta', { data: told.day })
    case 'annulment':
      return event('verbale.annullato', { protocollo, data: told.day })
    case 'absence':
      return event('visita.assenza', { protocollo, data: told.day })
    case 'end':
      return event('beneficio.revocato', { protocollo, decorrenza: told.day })
    case 'revision':
      return event('revisione.aggiornata', { protocollo, data: told.day, esonero: true })
    case 'mandate':
      return event('rappresentanza.registrata', {
        ...{ rappresentante: codeOf(who + 1 + (other % 2)), nome: 'R', cognome: 'A', dal: told.day },
        ...(told.replaces ? { titolo: 'tutore' } : { titolo: 'curatore', ambito: ['consensi'] }),
        ...(until && until > told.day && { al: until }),
      })
    case 'mandateEnd': {
      const ended = among((kind) => kind === 'mandate')
      return event('rappresentanza.cessata', { rappresentanza: idOf(ended ?? 999), data: told.day })
    }
    case 'undoing': {
      const undone = among((kind) => kind !== 'birth' && kind !== 'undoing')
      return event('evento.annullato', { evento: idOf(undone ?? 999), motivo: 'm' })
    }
    default:
      return event('persona.registrata', { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' })
  }
}

/** That two codes were found to be one, and that this was taken back, at any instants. */
export function joinedAndParted(): fc.Arbitrary<{ join: Line; part: Line }> {
  return fc
    .record({ from: fc.nat({ max: 2 }), to: fc.constantFrom(1, 2), at: fc.nat({ max: 9 }), by: fc.boolean() })
    .map(({ from, to, at, by }) => {
      const [one, other] = [codeOf(from), codeOf(from + to)]
      const [joined, parted] = [instantAt(at + 0.4), instantAt(at + 0.6)]
      const join = { id: idOf(901), occurredAt: joined, codiceFiscale: one }
      const part = { id: idOf(902), occurredAt: parted, codiceFiscale: by ? one : other }
      return {
        join: { ...join, type: 'persona.codiceFiscaleVariato', data: { nuovoCodiceFiscale: other } },
        part: { ...part, type: 'evento.annullato', data: { evento: join.id, motivo: 'm' } },
      }
    })
}
