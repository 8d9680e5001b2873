import { wireApp } from '../app.js'
import { NoFolder } from '../db/bad-folder.js'
import { readBlueprint } from '../db/blueprint.gateway.js'
import { type Snapshot, snapshotOf } from '../db/snapshot.js'
import { fault, type Finding } from '../kernel/finding.js'
import { formatInstant } from '../kernel/instant.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type CommandContext, type Terminal } from './command.js'
import { examine, type Examination } from './examine.js'
import { openUnchanged } from './open-toolkit.js'
import { readSnapshot, writeSnapshot } from './snapshot-file.js'

export const help = `attesta doctor [--against FILE] [--snapshot FILE] [--without-keys] [--json]

Says whether the service may start on this database: its migrations, schema, roles and grants, sequences, the feed's
tables, the months of the audit, and whether KEYS_FILE opens what is sealed. Reads only, and counts every row. Run it as
the user that runs attesta migrate, after a restore and before the service.

  --snapshot       writes what is there (counts, numbers, a fingerprint; nothing about anybody) to a file
  --against        compares with such a file of an earlier moment: what is not there any more
  --without-keys   opens no sealed value: for the machine that makes backups, which has no keys
  --json           prints one JSON object instead of sentences

The exit code is 0 where the service may start, and 1 where it must not.`

/** `attesta doctor`: the answer of a restore drill. */
export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values } = readArguments('doctor', {
    args,
    options: {
      against: { type: 'string' },
      snapshot: { type: 'string' },
      'without-keys': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const against = values.against === undefined ? undefined : readSnapshot(values.against)
  const withKeys = !values['without-keys']
  const examination = await examineAsConfigured(config(), { withKeys, against })
  const { findings, present } = examination
  const snapshot = present && snapshotOf(present, formatInstant(systemClock.now()))
  const mayStart = findings.every(({ kind }) => kind === 'note')
  if (values.json) say(terminal.stdout, JSON.stringify({ mayStart, findings, snapshot }))
  else report(terminal, findings, snapshot)
  if (values.snapshot !== undefined && snapshot !== undefined) writeSnapshot(values.snapshot, snapshot)
  return mayStart ? EXIT.done : EXIT.refused
}

async function examineAsConfigured(
  config: ReturnType<CommandContext['config']>,
  choices: { withKeys: boolean; against: Snapshot | undefined },
): Promise<Examination> {
  let opened: Awaited<ReturnType<typeof openUnchanged>>
  try {
    opened = await openUnchanged(config)
  } catch (error) {
    if (!(error instanceof NoFolder)) throw error
    const remedy = 'Look at DATA_DIR and DATABASE_URL.'
    return {
      findings: [fault('server.unreachable', error.message, remedy)],
      present: undefined,
    }
  }
  try {
    const { toolkit } = opened
    return await examine(wireApp(toolkit), toolkit.database, { ...choices, readBlueprint })
  } finally {
    await opened.close()
  }
}

function report({ stdout }: Terminal, findings: Finding[], snapshot: Snapshot | undefined): void {
  for (const { kind, sentence, remedy } of findings) {
    say(stdout, `${kind}: ${sentence}`)
    if (remedy !== undefined) say(stdout, `       ${remedy}`)
  }
  if (snapshot) {
    const counts = Object.values(snapshot.tables)
    const rows = counts.reduce((sum, count) => sum + count, 0)
    say(stdout, `${String(rows)} rows in ${String(counts.length)} tables were counted.`)
  }
  const faults = findings.filter(({ kind }) => kind === 'fault').length
  say(
    stdout,
    faults === 0
      ? 'The service may start on this database.'
      : `The service must not start on this database: ${String(faults)} ${faults === 1 ? 'fault' : 'faults'}.`,
  )
}
