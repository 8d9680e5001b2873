import { type LoginRefusal } from '../provider.js'

/** The anomalies that a person can do something about (AgID, "Tabella messaggi di anomalia"; 30: Avviso 18). */
const REASONS: Record<number, LoginRefusal> = {
  19: 'wrongCredentials',
  20: 'noCredential',
  21: 'timeout',
  22: 'consentDenied',
  23: 'suspended',
  25: 'cancelled',
  30: 'wrongIdentity',
}

export interface SpidAnomaly {
  /** The number that the provider gives, if any. */
  code: number | undefined
  why: LoginRefusal
  /** The provider finds our request wrong: the mistake is ours, or in our entry in the federation. */
  isOurs: boolean
}

/** Reads `ErrorCode nrNN` of a status message: providers agree on the number, not on the status code beside it. */
export function readAnomaly(message: string | undefined): SpidAnomaly {
  const found = /ErrorCode\s*nr\s*0*(\d{1,3})\b/i.exec(message ?? '')
  const code = found ? Number(found[1]) : undefined
  const why = code === undefined ? 'failure' : (REASONS[code] ?? 'failure')
  return { code, why, isOurs: code !== undefined && code >= 8 && code <= 18 }
}
