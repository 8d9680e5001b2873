import assert from 'node:assert/strict'
import { type Database, type Session } from '../src/db/database.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { type Instant, parseInstant } from '../src/kernel/instant.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { representationsAt } from '../src/registry/derivation/representations.js'
import { deriveStatus } from '../src/registry/derivation/derive-status.js'
import { type NumberedLine } from '../src/registry/reading/prepare-line.js'
import { type Registry } from '../src/registry/registry.wire.js'
import { actorOf, mandateOver } from '../src/representation/mandate.js'
import { openRegistry, type Story } from './stories.js'

export type Line = Story['events'][number]

class RollBack extends Error {}

/**
 * Delivers lines in batches, asks, and leaves the database as it was. Asked is every code, on every day that `about` names
 * and the day after, as known at each of its instants and now: the status, who acts for them, and for whom they act.
 */
export async function answersAfter(
  database: Database,
  batches: Line[][],
  about = batches.flat(),
): Promise<string> {
  let answers = ''
  const inOne = async (session: Session) => {
    const nested: Database = { ...database, ...session, transact: (work) => work(session) }
    const registry = openRegistry(nested)
    for (const batch of batches) await registry.recordFeed(batch.map(toLine))
    answers = JSON.stringify(await askEverything(registry, about))
    throw new RollBack()
  }
  await assert.rejects(database.transact(inOne), RollBack)
  return answers
}

function toLine(event: Line, index: number): NumberedLine {
  return { line: index + 1, text: JSON.stringify(event) }
}

async function askEverything(registry: Registry, events: Line[]): Promise<unknown[]> {
  const text = JSON.stringify(events)
  const codes = [
    ...new Set(text.match(/[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]/g) ?? []),
  ].sort()
  const days = [...new Set(text.match(/\d{4}-\d{2}-\d{2}/g) ?? [])].sort()
  const instants = [...new Set(events.map(({ occurredAt }) => parseInstant(occurredAt) ?? 0))].sort(
    (one, other) => one - other,
  )
  const answers: unknown[] = []
  for (const code of codes) {
    const dossier = await registry.findDossierByCode(code as CodiceFiscale)
    const represented = await registry.findRepresented(code as CodiceFiscale)
    for (const at of [...days, '2026-06-01']) {
      for (const knownAt of [...instants, Infinity]) {
        const asked = { at: at as LegalDay, knownAt: knownAt as Instant }
        const { answer, level1, level2 } = deriveStatus(dossier, asked)
        answers.push([code, at, knownAt, answer, level1, level2])
        const actors = representationsAt(dossier, asked)
        const actor = actorOf(dossier, code as CodiceFiscale, asked)
        const mandates = represented.flatMap((other) => (actor && mandateOver(other, actor, [], asked)) ?? [])
        // Not by which of their codes: of two registrations in one instant the last applied counts.
        const actsFor = mandates.map(
          ({ ground, powers, until }) => `${ground} ${powers.join()} ${until ?? ''}`,
        )
        if (actors.length + actsFor.length > 0) answers.push([actors, [...new Set(actsFor)].sort()])
      }
    }
  }
  return answers
}
