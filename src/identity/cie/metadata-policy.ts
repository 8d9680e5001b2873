import { CieRefused } from './cie-refused.js'

export type Metadata = Record<string, unknown>
export type MetadataPolicy = Record<string, Record<string, unknown>>

/**
 * Applies what the trust anchor demands of an entity to what the entity says of itself (OpenID Federation 1.0 §6.1).
 * The operators work in the standard's order: those that change first, then those that check. An operator that we do not
 * know is let be, unless the statement calls it critical.
 */
export function applyPolicy(
  metadata: Metadata,
  policy: MetadataPolicy,
  critical: readonly string[] = [],
): Metadata {
  if (critical.some((operator) => !KNOWN.includes(operator))) throw new CieRefused('policy')
  const applied = new Map(Object.entries(metadata))
  for (const [parameter, operators] of Object.entries(policy)) {
    const value = afterChanges(applied.get(parameter), operators) ?? undefined
    if (value === undefined) applied.delete(parameter)
    else applied.set(parameter, value)
    check(value, operators)
    const { subset_of } = operators
    if (value !== undefined && subset_of !== undefined) {
      const allowed = listOf(subset_of)
      const left = listOf(value).filter((one) => allowed.includes(one))
      if (left.length === 0) throw new CieRefused('policy')
      applied.set(parameter, asBefore(value, left))
    }
  }
  return Object.fromEntries(applied)
}

const KNOWN = ['value', 'add', 'default', 'one_of', 'subset_of', 'superset_of', 'essential']

function afterChanges(value: unknown, { value: forced, add, default: otherwise }: Record<string, unknown>) {
  if (forced !== undefined) return forced
  const added =
    add === undefined ? value : asBefore(value ?? [], [...new Set([...listOf(value), ...listOf(add)])])
  return added ?? otherwise
}

function check(value: unknown, { one_of, superset_of, essential }: Record<string, unknown>): void {
  if (value === undefined) {
    if (essential === true) throw new CieRefused('policy')
    return
  }
  if (one_of !== undefined && !listOf(one_of).includes(value)) throw new CieRefused('policy')
  if (superset_of !== undefined && !listOf(superset_of).every((one) => listOf(value).includes(one)))
    throw new CieRefused('policy')
}

/** Lists are compared as lists; of a text that lists by spaces (`scope`) each word. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  if (value === undefined || value === null) return []
  return typeof value === 'string' ? value.split(' ') : [value]
}

function asBefore(value: unknown, list: unknown[]): unknown {
  return typeof value === 'string' ? list.join(' ') : list
}
