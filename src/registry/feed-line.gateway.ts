import { z } from 'zod'
import { type CodiceFiscale, readCodiceFiscale } from '../kernel/codice-fiscale.js'
import { parseInstant } from '../kernel/instant.js'
import { parseLegalDay } from '../kernel/legal-day.js'
import { readStrictJson } from '../kernel/strict-json.js'
import { type FeedEvent, PROCEDURE, TERRITORI } from './feed-event.js'
import { type FeedLine } from './feed-line.js'
import { AREAS, type Codice, CODES, type CodeRule, NOTE_FISCALI } from './giudizio.js'

/** No line of the contract comes near; a longer one is refused before it is read. */
export const LONGEST_LINE = 1_048_576

const legalDay = z
  .string()
  .refine((text) => parseLegalDay(text) !== undefined, 'is no day of the calendar (YYYY-MM-DD)')
const protocollo = z.string().min(1, 'is empty').max(100, 'is longer than 100 characters')
const codiceFiscale = z.string().superRefine((text, context) => {
  const { kind } = readCodiceFiscale(text)
  if (kind !== 'read') context.addIssue({ code: 'custom', message: WRONG_CODE[kind] })
})

const WRONG_CODE = {
  empty: 'is empty',
  elevenDigits: 'is a provisional code of eleven digits',
  wrongLength: 'has not sixteen characters',
  wrongCharacters: 'is not shaped like a codice fiscale in upper case',
  wrongCheckCharacter: 'has a wrong check character',
}

const giudizio = z
  .strictObject({
    area: z.enum(AREAS),
    codice: z.enum(Object.keys(CODES) as [Codice, ...Codice[]]),
    percentuale: z.int().optional(),
    dal: legalDay,
    al: legalDay.optional(),
    dataRevisione: legalDay.optional(),
  })
  .superRefine(({ area, codice, percentuale, dal, al }, context) => {
    const rule: CodeRule = CODES[codice]
    const wrong = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    if (rule.area !== area) wrong('codice', `${codice} does not belong to ${area}`)
    if (percentuale !== undefined) {
      if (!rule.percentuale) wrong('percentuale', `${codice} has no percentage`)
      else if (percentuale < rule.percentuale.from || percentuale > rule.percentuale.to) {
        wrong(
          'percentuale',
          `${codice} goes from ${String(rule.percentuale.from)} to ${String(rule.percentuale.to)}`,
        )
      }
    }
    if (al !== undefined && al < dal) wrong('al', 'is before dal')
  })

const envelope = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({
    id: z.guid('is no UUID').transform((id) => id.toLowerCase()),
    type: z.literal(type),
    occurredAt: z
      .string()
      .refine((text) => parseInstant(text) !== undefined, 'is no RFC 3339 date-time with an offset')
      .transform((text) => parseInstant(text)),
    codiceFiscale,
    data,
  })

const revisione = { protocollo, data: legalDay }

/** Every event of design.md §6.1. Strict: an unknown field, a `null` or another type is refused, nothing is coerced. */
const Event = z.discriminatedUnion('type', [
  envelope(
    'persona.registrata',
    z.strictObject({
      nome: z.string().min(1, 'is empty').max(200),
      cognome: z.string().min(1, 'is empty').max(200),
      dataNascita: legalDay,
      cellulare: z.e164('is not E.164').optional(),
      email: z.email('is no e-mail address').max(254).optional(),
      territorio: z.enum(TERRITORI).default('INPS'),
    }),
  ),
  envelope('persona.deceduta', z.strictObject({ data: legalDay })),
  envelope('persona.codiceFiscaleVariato', z.strictObject({ nuovoCodiceFiscale: codiceFiscale })),
  envelope(
    'verbale.definito',
    z.strictObject({
      protocollo,
      procedura: z.enum(PROCEDURE),
      dataVisita: legalDay,
      dataDefinizione: legalDay,
      giudizi: z.array(giudizio).min(1, 'is empty').max(100, 'has more than 100'),
      noteFiscali: z.array(z.enum(NOTE_FISCALI)).max(100).optional(),
      dm2007: z.boolean().optional(),
      sostituisce: protocollo.optional(),
    }),
  ),
  envelope('verbale.annullato', z.strictObject(revisione)),
  envelope(
    'revisione.aggiornata',
    z
      .strictObject({ ...revisione, dataRevisione: legalDay.optional(), esonero: z.literal(true).optional() })
      .superRefine(({ dataRevisione, esonero }, context) => {
        if ((dataRevisione === undefined) !== (esonero === undefined)) return
        const message = esonero ? 'and dataRevisione exclude each other' : 'or esonero is missing'
        context.addIssue({ code: 'custom', path: [esonero ? 'esonero' : 'dataRevisione'], message })
      }),
  ),
  envelope('visita.assenza', z.strictObject(revisione)),
  envelope('beneficio.revocato', z.strictObject({ protocollo, decorrenza: legalDay })),
  envelope(
    'evento.annullato',
    z.strictObject({
      evento: z.guid('is no UUID').transform((id) => id.toLowerCase()),
      motivo: z.string().min(1).max(500),
    }),
  ),
])

/** Reads one line of the feed: the one parser, whichever door the line came through. */
export function readFeedLine(text: string): FeedLine {
  if (text.length > LONGEST_LINE) return refused('line', 'is too long')
  const json = readStrictJson(text)
  if (json.kind === 'malformed') return refused('line', 'is not JSON')
  if (json.kind === 'duplicateKey') return refused(json.key, 'stands twice in one object')
  const read = Event.safeParse(json.value)
  if (!read.success) {
    const [issue] = read.error.issues
    const { field, reason } = issue ? explain(issue) : { field: 'line', reason: 'cannot be read' }
    return { kind: 'refused', field, reason, codiceFiscale: codeOf(json.value) }
  }
  return {
    kind: 'read',
    event: read.data as unknown as FeedEvent,
    content: canonical(json.value, read.data.id),
  }
}

function refused(field: string, reason: string): FeedLine {
  return { kind: 'refused', field, reason, codiceFiscale: undefined }
}

type Issue = z.core.$ZodIssue

/** The field's path as a person writes it, and what is wrong with it; never its value. */
function explain(issue: Issue): { field: string; reason: string } {
  const parent = pathOf(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        field: [parent, issue.keys[0]].filter(Boolean).join('.'),
        reason: 'is not a field of this event',
      }
    case 'invalid_type':
      return {
        field: parent || 'line',
        reason: issue.input === undefined ? 'is missing' : `is not a ${issue.expected}`,
      }
    case 'invalid_union':
      return { field: parent || 'type', reason: 'is unknown' }
    case 'invalid_value':
      return { field: parent, reason: 'is not one of the values of the contract' }
    case 'too_big':
    case 'too_small':
    case 'invalid_format':
    case 'custom':
      return { field: parent, reason: issue.message }
    default:
      return { field: parent || 'line', reason: 'is not as the contract says' }
  }
}

function pathOf(path: PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

/** Whom a refused line is about, where that much can be read: so that it can be tried again when they change. */
function codeOf(value: unknown): CodiceFiscale | undefined {
  const code = (value as { codiceFiscale?: unknown } | null)?.codiceFiscale
  const read = typeof code === 'string' ? readCodiceFiscale(code) : undefined
  return read?.kind === 'read' ? read.codiceFiscale : undefined
}

/** The same content whatever its layout: names in order, the id in lower case. */
function canonical(value: unknown, id: string): string {
  return JSON.stringify({ ...(value as object), id }, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  )
}
