import { readStrictJson } from '../../kernel/strict-json.js'
import { type Verbale } from '../feed-event.js'
import { explain, fieldName } from '../reading/feed-line.gateway.js'
import { SNAPSHOT_LINE } from '../reading/feed-schema.gateway.js'
import { type SnapshotLine } from './compare-registry.js'

/**
 * Reads one line of the institution's list of acts in force: the data of a `verbale.definito` and the codice fiscale,
 * by the rules of the feed.
 */
export function readSnapshotLine(text: string): SnapshotLine {
  const json = readStrictJson(text)
  if (json.kind === 'malformed') return refused('json', 'is not complete, well-formed JSON')
  if (json.kind === 'duplicateKey') return refused(fieldName(json.key), 'stands twice in one object')
  const { success, data, error } = SNAPSHOT_LINE.safeParse(json.value)
  if (success) {
    const { codiceFiscale, ...act } = data
    return { kind: 'read', act: act as Verbale, codiceFiscale: codiceFiscale }
  }
  const [issue] = error.issues
  const { field, reason } = issue ? explain(issue, json.value) : { field: 'json', reason: 'cannot be read' }
  return refused(field, reason, (json.value as { protocollo?: unknown } | null)?.protocollo)
}

function refused(field: string, reason: string, protocollo?: unknown): SnapshotLine {
  return {
    kind: 'refused',
    field,
    reason,
    protocollo: typeof protocollo === 'string' ? protocollo : undefined,
  }
}
