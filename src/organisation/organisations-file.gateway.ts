import { z } from 'zod'
import { type CodiceFiscale, type CodiceFiscaleReading, readCodiceFiscale } from '../kernel/codice-fiscale.js'
import { unreachable } from '../kernel/failures.js'
import { type PersonIdentity, readEidasIdentifier } from '../kernel/person-identity.js'
import { readStrictJson } from '../kernel/strict-json.js'
import { UNPRINTABLE } from '../kernel/unprintable.js'
import { type FileReading } from './import-organisations.js'
import { BODY_LABEL_ROOM, faultOfLabel, type LabelFault, PURPOSE_LABEL_ROOM } from './neutral-label.js'

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not an id: lower-case letters, digits and hyphens')
const words = z
  .string()
  .refine(isPrintable, 'has a control character or half of a character')
  .trim()
  .min(1, 'is empty')
  .max(120, 'is longer than 120 characters')

const label = (room: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .superRefine((text, context) => {
      const fault = faultOfLabel(text, room)
      if (fault !== undefined) context.addIssue({ code: 'custom', message: explain(fault, room) })
    })

const codiceFiscale = z.string().transform(readCode)

/** A codice fiscale; for who has none, the identifier that another state of the Union gives. */
const operator = z
  .string()
  .transform((text, context): PersonIdentity => readEidasIdentifier(text) ?? readCode(text, context))

const clerks = z.array(codiceFiscale).superRefine(eachOnce((code: string) => code))
const operators = z.array(operator).superRefine(eachOnce((code: string) => code))

const File = z.strictObject({
  bodies: z
    .array(
      z
        .strictObject({
          id,
          name: words,
          smsLabel: label(BODY_LABEL_ROOM),
          leastLevel: z.union([z.literal(2), z.literal(3)], 'is neither 2 nor 3').optional(),
          purposes: z
            .array(
              z.strictObject({
                id,
                label: z.strictObject({ it: words, en: words }),
                legalBasis: words,
                smsLabel: label(PURPOSE_LABEL_ROOM),
              }),
            )
            .min(1, 'has no purpose')
            .superRefine(eachOnce(({ id: purpose }: { id: string }) => purpose, 'id'))
            .default([]),
          operators: operators.default([]),
          clerks: clerks.default([]),
        })
        .superRefine(({ purposes, operators }, context) => {
          // Whoever has a counter and asks for nothing needs no purpose.
          if (operators.length > 0 && purposes.length === 0)
            context.addIssue({ code: 'custom', path: ['purposes'], message: 'has no purpose' })
        }),
    )
    .superRefine(eachOnce(({ id: body }: { id: string }) => body, 'id')),
})

/** Reads the file of bodies, purposes, operators and clerks. Every fault is told at once, by path and reason, never by value. */
export function readOrganisationsFile(text: string): FileReading {
  const json = readStrictJson(text.replace(/^\uFEFF/, ''))
  if (json.kind === 'malformed') return refused('', 'is not JSON')
  if (json.kind === 'duplicateKey') return refused('', `has the name "${json.key}" twice in one object`)
  const file = File.safeParse(json.value)
  if (file.success) return { kind: 'read', organisations: file.data.bodies }
  return {
    kind: 'refused',
    faults: file.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), reason: 'is not known' }))
        : [{ path: pathOf(issue.path), reason: reasonOf(issue, json.value) }],
    ),
  }
}

function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text)
}

function readCode(text: string, context: z.RefinementCtx<string>): CodiceFiscale {
  const reading = readCodiceFiscale(text)
  if (reading.kind === 'read') return reading.codiceFiscale
  // Never the code itself: this is printed.
  context.addIssue({ code: 'custom', message: explainCode(reading) })
  return z.NEVER
}

function reasonOf(issue: z.core.$ZodIssue, file: unknown): string {
  if (issue.code !== 'invalid_type') return issue.message
  const value = issue.path.reduce<unknown>(
    (inside, part) => (inside as Record<PropertyKey, unknown>)[part],
    file,
  )
  if (value === undefined) return 'is missing'
  return KINDS[issue.expected] ?? 'is not what is expected here'
}

const KINDS: Record<string, string> = {
  string: 'is not a text',
  array: 'is not a list',
  object: 'is not an object',
}

function explainCode(reading: Exclude<CodiceFiscaleReading, { kind: 'read' }>): string {
  switch (reading.kind) {
    case 'empty':
      return 'is empty'
    case 'elevenDigits':
      return 'is a code of eleven digits: the one of sixteen characters is needed'
    case 'wrongLength':
      return `has ${String(reading.length)} characters: a codice fiscale has 16`
    case 'wrongCharacters':
      return 'is no codice fiscale: a letter or digit is out of place, or not in upper case'
    case 'wrongCheckCharacter':
      return 'is no codice fiscale: its last character does not belong to the others'
    default:
      return unreachable(reading)
  }
}

function explain(fault: LabelFault, room: number): string {
  switch (fault) {
    case 'tooLong':
      return `is longer than ${String(room)} characters of a text message`
    case 'notGsm7':
      return 'has a character outside the GSM 7-bit alphabet'
    case 'healthWord':
      return 'has a word about health'
    case 'link':
      return 'looks like a link'
    case 'severalLines':
      return 'has a line break'
    default:
      return unreachable(fault)
  }
}

function eachOnce<Item>(keyOf: (item: Item) => string, name?: string) {
  return (items: Item[], context: z.RefinementCtx<Item[]>): void => {
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      if (seen.has(keyOf(item)))
        context.addIssue({
          code: 'custom',
          path: name === undefined ? [index] : [index, name],
          message: 'is there twice',
        })
      seen.add(keyOf(item))
    }
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, place) =>
      typeof part === 'number' ? `[${String(part)}]` : `${place === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')
}

function refused(path: string, reason: string): FileReading {
  return { kind: 'refused', faults: [{ path, reason }] }
}
