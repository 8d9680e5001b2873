import { wireApp } from '../src/app.js'
import { examine, type Examination, type ExaminationChoices } from '../src/cli/examine.js'
import { readBlueprint } from '../src/db/blueprint.gateway.js'
import { type SchemaPart } from '../src/db/compare-schemas.js'
import { type Database } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { type Snapshot, snapshotOf } from '../src/db/snapshot.js'
import { type Toolkit } from '../src/toolkit.js'
import { type TestDatabase } from './databases.js'

let blueprint: Promise<SchemaPart[]> | undefined
/** The same for every examination of a process: it depends on the migrations alone. */
const rememberedBlueprint = () => (blueprint ??= readBlueprint())

type Choices = Partial<Pick<ExaminationChoices, 'withKeys' | 'against'>>

/** What the doctor finds on a database that it is connected to as its owner. */
export function examineAs(toolkit: Toolkit, owner: Database, choices: Choices = {}): Promise<Examination> {
  const app = wireApp({ ...toolkit, database: owner })
  return examine(app, owner, { withKeys: true, readBlueprint: rememberedBlueprint, ...choices })
}

/** The same on a test's database. */
export function examineCopy(
  toolkit: Toolkit,
  { server, as }: TestDatabase,
  choices?: Choices,
): Promise<Examination> {
  if (!server) return as('superuser', () => examineAs(toolkit, toolkit.database, choices))
  return examineServer(toolkit, server.url, choices)
}

export async function examineServer(toolkit: Toolkit, url: string, choices?: Choices): Promise<Examination> {
  const owner = openPostgres({ url, role: undefined, connections: 1 })
  try {
    return await examineAs(toolkit, owner, choices)
  } finally {
    await owner.close()
  }
}

/** What forbids to start, by its stable words. */
export function faultsOf({ findings }: Examination): string[] {
  return [...new Set(findings.filter(({ kind }) => kind === 'fault').map(({ check }) => check))].sort()
}

export function snapshotFrom({ present, findings }: Examination): Snapshot {
  if (!present) throw new Error(JSON.stringify(findings))
  return snapshotOf(present, '2026-11-25T10:00:00Z')
}

/** Does what somebody with every power may do by mistake. */
export function damage({ as }: TestDatabase, sql: string): Promise<void> {
  return as('superuser', (session) => session.script(sql))
}
