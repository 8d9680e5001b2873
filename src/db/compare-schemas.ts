import { fault, type Finding, note, RESTORE_AGAIN } from '../kernel/finding.js'

/** One thing that the catalogue says of the schema: a column, a trigger, a grant… */
export interface SchemaPart {
  kind: string
  name: string
  /** The table or view it belongs to, where it does. */
  relation: string | null
  definition: string
}

/** What gives somebody a power: one that no migration gave is never harmless. */
const POWERS = ['grant', 'membership', 'role']

/**
 * What differs between the schema that the migrations make and the one that is there. What is missing or other than
 * written forbids to start; an institution's own additions are only named, unless they give somebody a power.
 */
export function compareSchemas(expected: SchemaPart[], actual: SchemaPart[]): Finding[] {
  const [wanted, there] = [byKey(expected), byKey(actual)]
  const lost = new Set(expected.filter((part) => isRelation(part) && !there.has(keyOf(part))).map(nameOf))
  const findings: Finding[] = []
  for (const [key, part] of wanted) {
    const found = there.get(key)
    const lostWithItsRelation = part.relation !== null && lost.has(part.relation)
    if (found === undefined && !lostWithItsRelation) findings.push(missing(part))
    if (found !== undefined && found.definition !== part.definition) findings.push(different(part))
  }
  for (const [key, part] of there) if (!wanted.has(key)) findings.push(surplus(part))
  return findings
}

/** Whether what rows are read from is all there: otherwise to look at rows would only fail. */
export function isReadable(expected: SchemaPart[], actual: SchemaPart[]): boolean {
  const there = byKey(actual)
  return expected.every((part) => !isReadFrom(part) || there.has(keyOf(part)))
}

const isRelation = ({ kind }: SchemaPart) => kind === 'table' || kind === 'view'
const isReadFrom = (part: SchemaPart) =>
  isRelation(part) || part.kind === 'column' || part.kind === 'function'

function missing({ kind, name }: SchemaPart): Finding {
  const remedy =
    kind === 'grant' || kind === 'role'
      ? 'Roles are not in a dump of one database: make them before restoring it (ops/restore-dump.sh does).'
      : RESTORE_AGAIN
  return fault('schema.missing', `The ${kind} ${name} is missing.`, remedy)
}

function different({ kind, name }: SchemaPart): Finding {
  return fault(
    'schema.different',
    `The ${kind} ${name} is not as the migrations make it, or is switched off.`,
    `Find out who changed it, and restore it as the migration has it. ${RESTORE_AGAIN}`,
  )
}

function surplus({ kind, name }: SchemaPart): Finding {
  if (!POWERS.includes(kind)) return note('schema.surplus', `The ${kind} ${name} is not of this service.`)
  return fault(
    'schema.power',
    `No migration gives the ${kind} ${name}.`,
    'Find out who gave it, and take it back with revoke or alter role.',
  )
}

function byKey(parts: SchemaPart[]): Map<string, SchemaPart> {
  return new Map(parts.map((part) => [keyOf(part), part]))
}
const keyOf = ({ kind, name }: SchemaPart) => `${kind} ${name}`
const nameOf = ({ name }: SchemaPart) => name
