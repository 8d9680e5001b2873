import { type LegalDay, parseLegalDay } from '../kernel/legal-day.js'

/** Documents that prove who somebody is (art. 35 D.P.R. 445/2000, which lists what is equal to the identity card). */
export const DOCUMENT_KINDS = [
  'identityCard',
  'passport',
  'drivingLicence',
  'residencePermit',
  'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** The document that the holder showed: kept sealed, so that who says "it was not me" can be answered. */
export interface SeenDocument {
  kind: DocumentKind
  number: string
  issuer: string
  expires: LegalDay
}

export interface TypedDocument {
  kind: string
  number: string
  issuer: string
  expires: string
}

export type WrongDocument = Partial<{
  kind: 'missing'
  number: 'wrong'
  issuer: 'wrong'
  expires: 'notADay' | 'over'
}>

export type DocumentReading =
  { kind: 'read'; document: SeenDocument } | { kind: 'wrong'; wrong: WrongDocument }

const NUMBER = /^[A-Z0-9][A-Z0-9 /.-]{3,19}$/
const ISSUER = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’()/-]{1,59}$/u

/** Reads what a clerk typed of the document. One that is over proves nobody, and is told apart from a slip. */
export function readDocument(typed: TypedDocument, today: LegalDay): DocumentReading {
  const kind = DOCUMENT_KINDS.find((known) => known === typed.kind)
  const number = typed.number.normalize('NFKC').trim().replace(/\s+/g, ' ').toUpperCase()
  const issuer = typed.issuer.normalize('NFC').trim().replace(/\s+/g, ' ')
  const expires = dayIn(typed.expires)
  const wrong: WrongDocument = {
    ...(kind === undefined && { kind: 'missing' as const }),
    ...(!NUMBER.test(number) && { number: 'wrong' as const }),
    ...(!ISSUER.test(issuer) && { issuer: 'wrong' as const }),
    ...(expires === undefined
      ? { expires: 'notADay' as const }
      : expires < today && { expires: 'over' as const }),
  }
  if (kind === undefined || expires === undefined || Object.keys(wrong).length > 0)
    return { kind: 'wrong', wrong }
  return { kind: 'read', document: { kind, number, issuer, expires } }
}

/** `31/12/2030`, with any of the marks that people put between day, month and year. */
function dayIn(text: string): LegalDay | undefined {
  const [, day = '', month = '', year = ''] =
    /^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})\s*$/.exec(text) ?? []
  return parseLegalDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
