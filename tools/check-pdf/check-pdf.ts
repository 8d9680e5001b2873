import { type Rule, factsOf } from './facts.js'
import { Malformed } from './pdf-file.js'
import { A_RULES, HOLLOW_RULES } from './rules-a.js'
import { FONT_RULES } from './rules-fonts.js'
import { UA_RULES } from './rules-ua.js'

export const RULES: readonly Rule[] = [...UA_RULES, ...FONT_RULES, ...A_RULES, ...HOLLOW_RULES]

export interface Failure {
  checkpoint: string
  failure: string
  /** The first thing found wrong, and how many there are. */
  where: string
  count: number
}

/** What keeps a file from being PDF/UA-1 and PDF/A-2a at once; nothing, where it is. */
export function checkPdf(bytes: Uint8Array): Failure[] {
  try {
    const facts = factsOf(bytes)
    return RULES.flatMap(({ checkpoint, failure, find }) => {
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
