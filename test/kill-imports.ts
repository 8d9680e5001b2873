import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Database, statement } from '../src/db/database.js'
import { readWorldLine, worldLines } from './invented-world.js'

const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url))

export interface Victim {
  /** How the child finds the database. */
  env: NodeJS.ProcessEnv
  /** Looks into the database while nobody else has it open. */
  look: <T>(work: (database: Database) => Promise<T>) => Promise<T>
}

/** Whose import is killed, how often, and how many people each feed holds. */
export interface Killing {
  kills: number
  persons: number
}

/** What the kills came to, for who reads the log. */
export interface KillSummary {
  kills: number
  /** Kills that fell between the first and the last batch of an import. */
  midImport: number
  feeds: number
  events: number
  lost: number
  twice: number
}

/**
 * Imports feed after feed, and kills the importing process with SIGKILL at a moment drawn anew each time, until it was
 * killed often enough. After each kill: whatever was said to be recorded is there, and nothing is there twice or in half.
 * The last feed is imported to its end.
 */
export async function killImports({ env, look }: Victim, { kills, persons }: Killing): Promise<KillSummary> {
  const folder = await mkdtemp(join(tmpdir(), 'attesta-kills-'))
  const summary: KillSummary = { kills: 0, midImport: 0, feeds: 0, events: 0, lost: 0, twice: 0 }
  let longest = 2000
  let actsBefore = 0
  try {
    for (let from = 0; summary.kills < kills; from += persons) {
      const lines = worldLines({ from, persons })
      const file = join(folder, `feed-${String(from)}.ndjson`)
      await writeFile(file, `${lines.join('\n')}\n`)
      const before = summary.events
      let whole = false
      for (let finished = false; !finished;) {
        const patience = summary.kills < kills ? Math.random() * longest : undefined
        const run = await importUntil(file, env, patience)
        finished = run.finished
        longest = Math.max(longest, 1.1 * run.milliseconds)
        const found = await look(rowsOf)
        if (!finished) summary.kills++
        if (!finished && found.events > before) summary.midImport++
        summary.lost += Math.max(0, before + run.recorded - found.events)
        summary.twice += found.events - found.different
        const recorded = lines.slice(0, found.events - before).map(readWorldLine)
        const acts = recorded.filter(({ type }) => type === 'verbale.definito').length
        // A kill after the last batch, before the exit: the next run begins the feed anew, all of it repeated.
        whole ||= found.lines === lines.length
        const expected: number = before + (whole ? lines.length : found.lines)
        assert.equal(found.events, expected, 'what is recorded is what the import says it is')
        assert.equal(found.acts, actsBefore + acts, 'no act without its event')
        if (!finished) continue
        assert.equal(found.events - before, lines.length, 'every line has had its effect')
        summary.events = found.events
        actsBefore = found.acts
      }
      summary.feeds++
      await rm(file)
    }
    return summary
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importUntil(file: string, env: NodeJS.ProcessEnv, patience: number | undefined) {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += String(bytes)
    // The time to start is not part of what is drawn: most kills are to fall into the import.
    if (patience !== undefined) timer ??= setTimeout(() => child.kill('SIGKILL'), patience)
  })
  let timer: NodeJS.Timeout | undefined
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(timer)
  assert.ok(code === null || code === 0, `the import ended with ${String(code)}`)
  const recorded = Number(said.trimEnd().split('\n').at(-1) ?? 0)
  return { finished: code === 0, recorded, milliseconds: performance.now() - began }
}

const ROWS = statement(
  'test.rowsAfterKill',
  `select (select count(*) from feed_event)::int as events,
     (select count(distinct event_id) from feed_event)::int as different,
     (select count(*) from act)::int as acts,
     (select lines from feed_import order by started_at desc, id limit 1)::int as lines`,
)

async function rowsOf(database: Database) {
  const [rows] = await database.query<{ events: number; different: number; acts: number; lines: number }>(
    ROWS,
  )
  return rows ?? assert.fail()
}
