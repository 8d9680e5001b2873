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
  const feeds: { after: number; events: number }[] = []
  let usual = 2000
  let after = 0
  try {
    for (let from = 0; summary.kills < kills; from += persons) {
      const lines = worldLines({ from, persons })
      const file = join(folder, `feed-${String(from)}.ndjson`)
      await writeFile(file, `${lines.join('\n')}\n`)
      let whole = false
      let last = after
      for (let finished = false; !finished;) {
        const patience = summary.kills < kills ? Math.random() * usual : undefined
        const run = await importUntil(file, env, patience)
        finished = run.finished
        // What an import takes now: one that a busy machine held up must not let all the others finish.
        if (finished) usual = (usual + run.milliseconds) / 2
        const found = await look((database) => rowsAfter(database, after))
        if (!finished && ++summary.kills % 20 === 0) process.stderr.write(`${JSON.stringify(summary)}\n`)
        if (!finished && found.events > 0) summary.midImport++
        summary.lost += Math.max(0, run.recorded - found.events)
        summary.twice += found.events - found.different
        const recorded = lines.slice(0, found.events).map(readWorldLine)
        const acts = recorded.filter(({ type }) => type === 'verbale.definito').length
        // A kill after the last batch, before the exit: the next run begins the feed anew, all of it repeated.
        whole ||= found.lines === lines.length
        const expected: number = whole ? lines.length : found.lines
        assert.equal(found.events, expected, 'what is recorded is what the import says it is')
        assert.equal(found.acts, acts, 'no act without its event')
        last = found.last
      }
      summary.feeds++
      summary.events += lines.length
      feeds.push({ after, events: lines.length })
      after = last
      await rm(file)
    }
    for (const feed of feeds.reverse()) {
      const found = await look((database) => rowsAfter(database, feed.after, after))
      assert.equal(found.events, feed.events, 'every line of every feed has had its effect')
      assert.equal(found.different, feed.events)
      after = feed.after
    }
    return summary
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importUntil(file: string, env: NodeJS.ProcessEnv, patience: number | undefined) {
  let began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += String(bytes)
    // The time to start is not part of what is drawn: most kills are to fall into the import.
    if (started) return
    started = true
    began = performance.now()
    if (patience !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), patience)
  })
  let started = false
  let timer: NodeJS.Timeout | undefined
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(timer)
  assert.ok(code === null || code === 0, `the import ended with ${String(code)}`)
  const recorded = Number(said.trimEnd().split('\n').at(-1) ?? 0)
  return { finished: code === 0, recorded, milliseconds: performance.now() - began }
}

// Those of one feed: all of them would be counted for longer than a statement may take.
const ROWS = statement(
  'test.rowsAfterKill',
  `select count(*)::int as events, count(distinct event_id)::int as different, coalesce(max(seq), $1) as last,
     (select count(*) from act where event_seq > $1 and event_seq <= $2)::int as acts,
     (select lines from feed_import order by started_at desc, id limit 1)::int as lines
   from feed_event where seq > $1 and seq <= $2`,
)

interface Rows {
  events: number
  different: number
  last: number
  acts: number
  lines: number
}

async function rowsAfter(database: Database, after: number, upTo = Number.MAX_SAFE_INTEGER): Promise<Rows> {
  const [rows] = await database.query<Rows>(ROWS, [after, upTo])
  return rows ?? assert.fail()
}
