import { type LegalDay } from '../../kernel/legal-day.js'

/**
 * Which edition of the rules judges a legal day. A change of law adds a line with its first day; the days before it go
 * on being judged by the older edition (D.Lgs. 62/2024 reaches the whole country on 1 January 2027).
 */
const EDITIONS = [{ from: '0001-01-01' as LegalDay, version: 1 }]

/** The first day of each edition. */
export const RULE_DAYS: readonly LegalDay[] = EDITIONS.map(({ from }) => from)

export function ruleVersionOn(at: LegalDay): number {
  return EDITIONS.findLast(({ from }) => from <= at)?.version ?? 1
}
