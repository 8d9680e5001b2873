/** What an examination of the database found. */
export interface Finding {
  /** A `fault` forbids to start the service; a `note` is worth knowing. */
  kind: 'fault' | 'note'
  /** A stable word for scripts, as `sequence.behind`. */
  check: string
  /** One plain sentence, without personal data. */
  sentence: string
  /** What to do about it. */
  remedy?: string
}

export function fault(check: string, sentence: string, remedy: string): Finding {
  return { kind: 'fault', check, sentence, remedy }
}

export function note(check: string, sentence: string, remedy?: string): Finding {
  return { kind: 'note', check, sentence, ...(remedy === undefined ? {} : { remedy }) }
}

/** What there is to do where rows or objects are gone: nothing that is guessed can replace them. */
export const RESTORE_AGAIN =
  'Restore again from a whole backup, or to an earlier moment (docs/runbook.md, "Backup and restore").'
