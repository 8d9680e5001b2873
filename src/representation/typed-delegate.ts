import { type CodiceFiscale, readTypedCodiceFiscale } from '../kernel/codice-fiscale.js'
import { type LegalDay, parseLegalDay } from '../kernel/legal-day.js'
import { UNPRINTABLE } from '../kernel/unprintable.js'

/** What a holder typed about a delegate. */
export interface TypedDelegate {
  nome: string
  codiceFiscale: string
  fino: string
}

export type WrongField = 'nome' | 'codiceFiscale' | 'fino'

export type DelegateReading =
  | { kind: 'read'; name: string; delegate: CodiceFiscale; until: LegalDay | undefined }
  | { kind: 'wrong'; fields: WrongField[] }

/** Reads it: a name without control characters, a code with its check character, a last day that is not past or none. */
export function readDelegate({ nome, codiceFiscale, fino }: TypedDelegate, today: LegalDay): DelegateReading {
  const name = nome.trim().replace(/\s+/g, ' ')
  const code = readTypedCodiceFiscale(codiceFiscale)
  const day = fino.trim() === '' ? undefined : readDay(fino)
  const isPast = day === 'wrong' || (day !== undefined && day < today)
  const fields: WrongField[] = [
    ...(/\p{L}/u.test(name) && !UNPRINTABLE.test(name) ? [] : ['nome' as const]),
    ...(code.kind === 'read' ? [] : ['codiceFiscale' as const]),
    ...(isPast ? ['fino' as const] : []),
  ]
  if (fields.length > 0 || code.kind !== 'read' || day === 'wrong') return { kind: 'wrong', fields }
  return { kind: 'read', name, delegate: code.codiceFiscale, until: day }
}

/** A day as people write it, `31/12/2026`, or as machines do. */
function readDay(text: string): LegalDay | 'wrong' {
  const match = /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/.exec(text)
  const [, day = '', month = '', year = ''] = match ?? []
  const written = match ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
  return parseLegalDay(written) ?? 'wrong'
}
