import { z } from 'zod'
import { type CodiceFiscaleReading, readCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { parseInstant, SECOND } from '../../kernel/instant.js'
import { parseLegalDay } from '../../kernel/legal-day.js'
import { UNPRINTABLE } from '../../kernel/unprintable.js'
import { isUuid } from '../../kernel/uuid.js'
import { AMBITI, PROCEDURE, TERRITORI, TITOLI, type Titolo } from '../feed-event.js'
import { AREAS, CODES, type Codice, type CodeRule, NOTE_FISCALI } from '../giudizio.js'

const E164 = /^\+[1-9]\d{5,14}$/
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

/** PostgreSQL and the calendar agree on these; before and after, they do not. */
const FIRST_INSTANT = parseInstant('0001-01-01T00:00:00Z') ?? 0
const YEAR_10000 = (parseInstant('9999-12-31T23:59:59Z') ?? 0) + SECOND

/** A string that `read` understands; what it returns for any other is the reason. */
function read<Value>(reader: (text: string) => { value: Value } | { reason: string }) {
  return z.string().transform((text, context) => {
    const reading = reader(text)
    if ('value' in reading) return reading.value
    context.addIssue({ code: 'custom', message: reading.reason })
    return z.NEVER
  })
}

const uuid = read((text) =>
  isUuid(text)
    ? { value: text.toLowerCase() }
    : { reason: 'must be a UUID, in five groups of hexadecimal digits' },
)

const instant = read((text) => {
  const value = parseInstant(text)
  if (value === undefined)
    return {
      reason:
        'must be a date and time of RFC 3339, with T between them and an offset (Z, or hours and minutes) at the end',
    }
  if (value < FIRST_INSTANT || value >= YEAR_10000)
    return { reason: 'is outside the years 1 to 9999; correct the year' }
  return { value }
})

const day = read((text) => {
  const value = parseLegalDay(text)
  if (value === undefined || value.startsWith('0000'))
    return { reason: 'must be a day that the calendar has, written YYYY-MM-DD' }
  return { value }
})

const WRONG_CODE: Record<Exclude<CodiceFiscaleReading['kind'], 'read'>, string> = {
  empty: 'must not be empty; give the code of sixteen characters',
  elevenDigits:
    'is a provisional code of eleven digits; send the person under the definitive code of sixteen characters',
  wrongLength: 'must be sixteen characters, without spaces',
  wrongCharacters: 'has a character that cannot stand where it does; letters are in upper case',
  wrongCheckCharacter: 'has a check character that does not fit the others; one of the sixteen is mistaken',
}

const codiceFiscale = read((text) => {
  const reading = readCodiceFiscale(text)
  return reading.kind === 'read' ? { value: reading.codiceFiscale } : { reason: WRONG_CODE[reading.kind] }
})

const text = (longest: number) =>
  read((value) => {
    if (value.trim() === '')
      return { reason: 'must not be empty; give the text, or leave an optional field out' }
    if (value.length > longest) return { reason: `must not be longer than ${longest} characters` }
    if (UNPRINTABLE.test(value))
      return { reason: 'must hold no control characters and no halves of characters; write it again' }
    return { value }
  })

const protocollo = text(200)
const cellulare = read((value) =>
  E164.test(value)
    ? { value }
    : { reason: 'must be a telephone number of E.164, with + and the country code and no spaces' },
)
const email = read((value) =>
  value.length <= 254 && EMAIL.test(value) && !UNPRINTABLE.test(value)
    ? { value }
    : { reason: 'must be an e-mail address, name@domain' },
)

const giudizio = z
  .strictObject({
    area: z.enum(AREAS),
    codice: z.enum(Object.keys(CODES) as [Codice, ...Codice[]]),
    percentuale: z.int().optional(),
    dal: day,
    al: day.optional(),
    dataRevisione: day.optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: value })
    const rule: CodeRule = CODES[value.codice]
    if (rule.area !== value.area)
      refuse('codice', 'does not belong to this area; correct the codice or the area')
    else if (value.percentuale !== undefined && rule.percentuale === undefined) {
      refuse('percentuale', 'must be left out; this codice has no percentage')
    } else if (value.percentuale !== undefined && rule.percentuale !== undefined) {
      const { from, to } = rule.percentuale
      if (value.percentuale < from || value.percentuale > to) {
        refuse(
          'percentuale',
          from === to
            ? `must be ${from} for this codice; correct one of the two`
            : `must be ${from} to ${to} for this codice; correct one of the two`,
        )
      }
    }
    if (value.al !== undefined && value.al < value.dal)
      refuse('al', 'is before dal; correct one of the two days')
  })

const revisione = z
  .strictObject({
    protocollo,
    data: day,
    dataRevisione: day.optional(),
    esonero: z.literal(true).optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: value })
    if (value.esonero === undefined && value.dataRevisione === undefined) {
      refuse('dataRevisione', 'is missing, and so is esonero; give one of the two')
    }
    if (value.esonero !== undefined && value.dataRevisione !== undefined) {
      refuse('esonero', 'cannot stand beside dataRevisione; leave one of the two out')
    }
  })

/** A parent's and a tutor's scope is the law's; that of the others is in their appointment (artt. 394, 405 c.c.). */
const OF_APPOINTMENT: readonly Titolo[] = ['curatore', 'amministratoreDiSostegno']

const rappresentanza = z
  .strictObject({
    rappresentante: codiceFiscale,
    nome: text(200),
    cognome: text(200),
    titolo: z.enum(TITOLI),
    ambito: z.array(z.enum(AMBITI)).min(1).optional(),
    dal: day,
    al: day.optional(),
    cellulare: cellulare.optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: value })
    const isAppointed = OF_APPOINTMENT.includes(value.titolo)
    if (isAppointed && value.ambito === undefined)
      refuse('ambito', 'is missing; say what the appointment of this titolo covers')
    if (!isAppointed && value.ambito !== undefined)
      refuse('ambito', 'must be left out; the law says what this titolo covers')
    if (value.al !== undefined && value.al < value.dal)
      refuse('al', 'is before dal; correct one of the two days')
  })

/** What each type of event carries (docs/contracts.md §1). */
const DATA = {
  'persona.registrata': z.strictObject({
    nome: text(200),
    cognome: text(200),
    dataNascita: day,
    cellulare: cellulare.optional(),
    email: email.optional(),
    territorio: z.enum(TERRITORI).default('INPS'),
  }),
  'persona.deceduta': z.strictObject({ data: day }),
  'persona.codiceFiscaleVariato': z.strictObject({ nuovoCodiceFiscale: codiceFiscale }),
  'verbale.definito': z.strictObject({
    protocollo,
    procedura: z.enum(PROCEDURE),
    dataVisita: day,
    dataDefinizione: day,
    giudizi: z.array(giudizio).min(1),
    noteFiscali: z.array(z.enum(NOTE_FISCALI)).optional(),
    dm2007: z.boolean().optional(),
    sostituisce: protocollo.optional(),
  }),
  'verbale.annullato': z.strictObject({ protocollo, data: day }),
  'revisione.aggiornata': revisione,
  'visita.assenza': z.strictObject({ protocollo, data: day }),
  'beneficio.revocato': z.strictObject({ protocollo, decorrenza: day }),
  'rappresentanza.registrata': rappresentanza,
  'rappresentanza.cessata': z.strictObject({ rappresentanza: uuid, data: day }),
  'evento.annullato': z.strictObject({ evento: uuid, motivo: text(2000) }),
}

function line<Type extends keyof typeof DATA>(type: Type) {
  return z.strictObject({
    id: uuid,
    type: z.literal(type),
    occurredAt: instant,
    codiceFiscale,
    data: DATA[type],
  })
}

/** The types of event, as the contract names them. */
export const TYPES = Object.keys(DATA)

/** One line of the feed. Strict at every level: what it does not name is refused. */
export const FEED_LINE = z.discriminatedUnion('type', [
  line('persona.registrata'),
  line('persona.deceduta'),
  line('persona.codiceFiscaleVariato'),
  line('verbale.definito'),
  line('verbale.annullato'),
  line('revisione.aggiornata'),
  line('visita.assenza'),
  line('beneficio.revocato'),
  line('rappresentanza.registrata'),
  line('rappresentanza.cessata'),
  line('evento.annullato'),
])

/** One line of an institution's list of acts in force: as strict. */
export const SNAPSHOT_LINE = DATA['verbale.definito'].extend({ codiceFiscale })
