import { type Rule, factsOf } from './facts.js'
import { Malformed } from './pdf-file.js'
import { A_RULES, HOLLOW_RULES } from './rules-a.js'
import { FONT_RULES } from './rules-fonts.js'
import { SEAL_RULES, SEALED_RULE } from './rules-seal.js'
import { UA_RULES } from './rules-ua.js'

/** Of any file: it may be without a seal, but not with a broken one. */
export const RULES: readonly Rule[] = [...UA_RULES, ...FONT_RULES, ...A_RULES, ...HOLLOW_RULES, ...SEAL_RULES]

/** Of the editions that the service gives out. */
export const EDITION_RULES: readonly Rule[] = [...RULES, SEALED_RULE]

export interface Failure {
  checkpoint: string
  failure: string
  /** The first thing found wrong, and how many there are. */
  where: string
  count: number
}

/** What keeps a file from being PDF/UA-1 and PDF/A-2a at once; nothing, where it is. */
export function checkPdf(bytes: Uint8Array, rules = RULES): Failure[] {
  try {
    const facts = factsOf(bytes)
    return rules.flatMap(({ checkpoint, failure, find }) => {
      const found = find(facts)
      return found.length === 0 ? [] : [{ checkpoint, failure, where: found[0] ?? '', count: found.length }]
    })
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return [
      { checkpoint: 'ISO 32000-1 §7.5', failure: 'the file cannot be read', where: error.message, count: 1 },
    ]
  }
}
