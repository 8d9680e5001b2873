import { z } from 'zod'
import { readCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type LegalDay, parseLegalDay } from '../../kernel/legal-day.js'
import { readStrictJson } from '../../kernel/strict-json.js'
import { UNPRINTABLE } from '../../kernel/unprintable.js'
import { PIN_HASH } from './pin-hash.gateway.js'
import { PIN_CLASSES, type PinHolder } from './pin.js'

export interface PinFault {
  line: number
  field: string
  /** Where there is more to say than that it is missing or wrong. */
  reason?: string
}

export type PinsReading =
  { kind: 'read'; holders: PinHolder[]; lines: number[] } | { kind: 'refused'; faults: PinFault[] }

const CONTROL = 'has a control character or half of a character'
const name = z
  .string()
  .refine((text) => !UNPRINTABLE.test(text), CONTROL)
  .trim()
  .min(1)
  .max(120)
const Line = z
  .strictObject({
    codiceFiscale: z.string().refine((text) => readCodiceFiscale(text).kind === 'read'),
    nome: name,
    cognome: name,
    classe: z.enum(PIN_CLASSES),
    al: z
      .string()
      .refine((text) => parseLegalDay(text) !== undefined)
      .optional(),
    hash: z.string().regex(PIN_HASH),
  })
  .refine(({ classe, al }) => classe !== 'minore' || al !== undefined, { path: ['al'] })

/** Reads the file of PINs, one JSON object a line. Faults are told by line and field, never by value. */
export function readPinsFile(text: string): PinsReading {
  const faults: PinFault[] = []
  const holders: PinHolder[] = []
  const lines: number[] = []
  const seen = new Set<string>()
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const json = readStrictJson(line)
    const read = json.kind === 'read' ? Line.safeParse(json.value) : undefined
    if (!read?.success) {
      faults.push(...faultsOf(read?.error.issues ?? [], index + 1))
      continue
    }
    const { al, ...rest } = read.data
    const holder = { ...rest, ...(al !== undefined && { al: al as LegalDay }) } as PinHolder
    if (seen.has(holder.codiceFiscale)) faults.push({ line: index + 1, field: 'codiceFiscale' })
    seen.add(holder.codiceFiscale)
    holders.push(holder)
    lines.push(index + 1)
  }
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'read', holders, lines }
}

/** Each field once; without any the line itself is wrong. */
function faultsOf(issues: z.core.$ZodIssue[], line: number): PinFault[] {
  if (issues.length === 0) return [{ line, field: 'the line' }]
  const reasons = new Map<string, string | undefined>()
  for (const { path, message } of issues) {
    const field = String(path[0] ?? 'the line')
    reasons.set(field, message === CONTROL ? CONTROL : reasons.get(field))
  }
  return [...reasons].map(([field, reason]) => ({ line, field, ...(reason !== undefined && { reason }) }))
}
