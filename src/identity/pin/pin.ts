import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type LegalDay } from '../../kernel/legal-day.js'

/**
 * Who may still have a PIN: no new ones since 1 October 2020 (INPS circular 87/2020) but for minors, people without
 * Italian documents and people under guardianship. `operatore` counts only where the institution lets operators in with
 * it (decision 12, D17).
 */
export const PIN_CLASSES = ['minore', 'senzaDocumenti', 'tutelato', 'operatore'] as const
export type PinClass = (typeof PIN_CLASSES)[number]

/** Somebody who has a PIN, by the institution's file. */
export interface PinHolder {
  codiceFiscale: CodiceFiscale
  nome: string
  cognome: string
  classe: PinClass
  /** The last day on which it counts: the day before the 18th birthday of a minor. */
  al?: LegalDay | undefined
  /** Argon2id, in the PHC string format (RFC 9106). */
  hash: string
}

export const WRONG_IN_ROW = 5
export const REST_MINUTES = 15
/** Then only the institution's file brings it back (NIST SP 800-63B-4 §3.2.2 allows a hundred). */
export const MOST_WRONG = 20

/** Letters and digits as people type them: any letter case, spaces and dashes anywhere. */
export function readTypedPin(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/** Whether a PIN of this class counts on a day. */
export function mayUsePin(
  { classe, al }: Pick<PinHolder, 'classe' | 'al'>,
  { setting, today }: { setting: 'exemptHolders' | 'operatorsToo'; today: LegalDay },
): boolean {
  if (al !== undefined && today > al) return false
  return classe !== 'operatore' || setting === 'operatorsToo'
}
