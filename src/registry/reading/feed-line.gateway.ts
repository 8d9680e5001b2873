import { type z } from 'zod'
import { type CodiceFiscale, readCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { readStrictJson } from '../../kernel/strict-json.js'
import { type FeedEvent } from '../feed-event.js'
import { type FeedLine } from './feed-line.js'
import { FEED_LINE, TYPES } from './feed-schema.gateway.js'

/**
 * Reads one line of the feed: the one parser, whichever door the line came through. A refusal names the field and what
 * is wrong with it, never its value.
 */
export function readFeedLine(text: string): FeedLine {
  const json = readStrictJson(text)
  if (json.kind === 'malformed')
    return refused('json', 'is not complete, well-formed JSON; send the whole event on one line')
  if (json.kind === 'duplicateKey')
    return refused(fieldName(json.key), 'stands twice in one object; keep one of the two')
  const { success, data, error } = FEED_LINE.safeParse(json.value)
  if (success) {
    const event = data as FeedEvent
    return { kind: 'read', event, content: contentOf(json.value as FeedEvent, event) }
  }
  const [issue] = error.issues
  const { field, reason } = issue ? explain(issue, json.value) : { field: 'json', reason: 'cannot be read' }
  return refused(field, reason, json.value)
}

function refused(field: string, reason: string, value?: unknown): FeedLine {
  return { kind: 'refused', field, reason, codiceFiscale: codeOf(value) }
}

/** Whom a refused line is about, where that much can be read. */
function codeOf(value: unknown): CodiceFiscale | undefined {
  const code = (value as { codiceFiscale?: unknown } | null | undefined)?.codiceFiscale
  const reading = typeof code === 'string' ? readCodiceFiscale(code) : undefined
  return reading?.kind === 'read' ? reading.codiceFiscale : undefined
}

type Issue = z.core.$ZodIssue

/** The field that is wrong, and why, without its value. */
export function explain(issue: Issue, line: unknown): { field: string; reason: string } {
  const field = pathOf(issue.path)
  const value = issue.path.reduce<unknown>(
    (outer, name) => (outer as Record<PropertyKey, unknown>)[name],
    line,
  )
  if (issue.code === 'unrecognized_keys') {
    const unknown = fieldName(issue.keys[0] ?? '')
    return {
      field: field === '' ? unknown : `${field}.${unknown}`,
      reason: 'is not a field of this event; leave it out, or correct its name',
    }
  }
  if (field === '') return { field: 'json', reason: 'must be an object, with the fields of an event' }
  if (value === undefined) return { field, reason: 'is missing; this event cannot do without it' }
  if (value === null)
    return { field, reason: 'must not be null; give a value, or leave an optional field out' }
  return { field, reason: reasonOf(issue) }
}

const WANTED: Record<string, string> = {
  string: 'must be text',
  number: 'must be a whole number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
}

function reasonOf(issue: Issue): string {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_type') return WANTED[issue.expected] ?? 'has the wrong type'
  if (issue.code === 'invalid_union') return `must be one of ${TYPES.join(', ')}`
  if (issue.code === 'too_small') return 'must not be empty; give at least one'
  if (issue.code === 'invalid_value' && issue.values.length === 1)
    return `must be ${String(issue.values[0])}; leave it out otherwise`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return 'is not a value that the contract allows here; correct it'
}

const LISTS_OF_WORDS = ['noteFiscali', 'ambito']

/** `data.giudizi[0].codice`; a list of plain values is one field. */
function pathOf(path: PropertyKey[]): string {
  const ended =
    typeof path.at(-1) === 'number' && LISTS_OF_WORDS.includes(String(path.at(-2))) ? path.slice(0, -1) : path
  return ended
    .map((name) => (typeof name === 'number' ? `[${String(name)}]` : `.${String(name)}`))
    .join('')
    .replace(/^\./, '')
}

/** A name that we did not give is repeated only where it cannot be somebody's data: we print and store it in clear. */
export function fieldName(name: string): string {
  const harmless = /^[A-Za-z_$][A-Za-z_$-]{0,39}\d{0,2}$/.test(name) && !/^[A-Z]{16}$/i.test(name)
  return harmless ? name : '(an unknown name)'
}

/** The same text for the same content: names in order, identifiers in lower case (docs/contracts.md §1, *Repeated*). */
function contentOf(line: FeedEvent, event: FeedEvent): string {
  const { id } = event
  const { type } = event
  if (type === 'evento.annullato')
    return canonical({ ...line, id, data: { ...line.data, evento: event.data.evento } })
  if (type === 'rappresentanza.cessata')
    return canonical({ ...line, id, data: { ...line.data, rappresentanza: event.data.rappresentanza } })
  return canonical({ ...line, id })
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = value as Record<string, unknown>
  const names = Object.keys(members).sort()
  return `{${names.map((name) => `"${name}":${canonical(members[name])}`).join(',')}}`
}
