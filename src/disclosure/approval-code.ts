import { type Chance } from '../kernel/chance.js'

/** The one-time code of six digits that the holder says and the operator types (people read *codice usa e getta*). */
export type ApprovalCode = string & { readonly brand: 'ApprovalCode' }

export type CodeReading = { kind: 'read'; code: ApprovalCode } | { kind: 'empty' } | { kind: 'notSixDigits' }

/** Every code of the million is equally likely: about 20 bits (NIST SP 800-63B-4 §3.1.3.3; T27). */
export function drawCode(chance: Chance): ApprovalCode {
  return String(chance.below(1_000_000)).padStart(6, '0') as ApprovalCode
}

/** Reads a code as people type it: in groups, with spaces, dots or dashes. */
export function readTypedCode(text: string): CodeReading {
  const digits = text.normalize('NFKC').replace(/[\s.\-–]/g, '')
  if (digits === '') return { kind: 'empty' }
  return /^\d{6}$/.test(digits) ? { kind: 'read', code: digits as ApprovalCode } : { kind: 'notSixDigits' }
}
