import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { type Session, statement } from '../db/database.js'
import { ensurePartitions, insertChecks } from './audit.store.js'

const DURABILITY = statement('test.durability', `select current_setting('synchronous_commit') as durability`)
const ROWS = statement('test.checks', 'select answer, acts_used, last_event from audit_check order by answer')

async function durabilityOn(session: Session): Promise<string | undefined> {
  const [row] = await session.query<{ durability: string }>(DURABILITY)
  return row?.durability
}

onBothEngines(
  'Checks wait for the disk of this server only, and the next statement for the replica again',
  async (_t, database) => {
    const { chance, now } = testToolkit(database)
    const check = { attestation: chance.uuid(), ruleVersion: 1, once: chance.uuid() }
    const acts = [chance.uuid(), chance.uuid()]
    await ensurePartitions(database, now())
    const before = await durabilityOn(database)
    await database.transact(async (session) => {
      await insertChecks(
        session,
        [
          { ...check, answer: 'recognised', actsUsed: acts, lastEvent: 7 },
          { ...check, answer: 'notValid', attestation: undefined, actsUsed: [], lastEvent: undefined },
        ],
        { chance, now: now() },
      )
      assert.equal(await durabilityOn(session), 'local')
    })
    assert.equal(await durabilityOn(database), before)
    const rows = await database.query<{ answer: string; acts_used: string[]; last_event: number | null }>(
      ROWS,
    )
    assert.deepEqual(
      rows.map(({ answer, last_event }) => [answer, last_event]),
      [
        ['notValid', null],
        ['recognised', 7],
      ],
    )
    assert.deepEqual(
      rows.map(({ acts_used }) => acts_used),
      [[], acts],
    )
  },
)
