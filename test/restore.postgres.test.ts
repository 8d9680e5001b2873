import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Snapshot } from '../src/db/snapshot.js'
import { libpqEnvironment, takeBaseByHand } from './backups.js'
import {
  administer,
  backUp,
  examineAt,
  inDrill,
  keepWriting,
  native,
  openPrimary,
  path,
  restoreBase,
  scan,
} from './drill.js'
import { faultsOf, snapshotFrom } from './examine.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const skip = native === undefined ? 'pg_dump, pg_basebackup and their server are not installed here' : false

void test('T53 a base backup taken under writes and the log archive give back a moment on an empty host; a mistake, a lost file of the log and wrong keys are found', () =>
  inDrill(async (place, keep) => {
    const primary = await openPrimary(place, undefined)
    const { server, database, token } = primary
    keep(server)
    const answered = await scan(server, token)
    assert.equal(answered.statusCode, 200)
    const { file, before, moment, log } = await backUp(primary, () => takeBaseByHand(server, place))
    await database.close()
    const snapshot = join(place.folder, 'before.json')
    writeFileSync(snapshot, JSON.stringify(before))

    const undone = keep(await restoreBase(place, server, file, { target: moment, installed: undefined }))
    await isAsBefore(undone, before)
    assert.deepEqual(await scan(undone, token), answered)
    const healthy = attestaDoctor(undone, ['--against', snapshot])
    assert.deepEqual([healthy.status, /may start/.test(healthy.stdout)], [0, true], healthy.stdout)
    const keys = join(place.folder, 'other-keys.json')
    writeFileSync(keys, JSON.stringify(otherKeys()))
    const wrongKeys = attestaDoctor(undone, ['--json'], { KEYS_FILE: keys })
    assert.deepEqual([wrongKeys.status, /"keys.closed"/.test(wrongKeys.stdout)], [1, true], wrongKeys.stdout)

    const toTheEnd = keep(await restoreBase(place, server, file, { installed: undefined }))
    const withMistake = faultsOf(await examineAt(toTheEnd, before))
    assert.deepEqual(withMistake, ['registry.actsMissing', 'snapshot.fewerRows'])

    rmSync(join(place.folder, 'wal', log))
    const short = keep(await restoreBase(place, server, file, { installed: undefined }))
    const ill = attestaDoctor(short, ['--against', snapshot])
    assert.equal(ill.status, 1, ill.stdout)
    assert.match(ill.stdout, /feed_event has \d+ rows; at the snapshot of .* it had \d+/)
    assert.match(ill.stdout, /must not start/)
  }))

void test('T53 pg_basebackup and the log archive give back a moment on an empty host', { skip }, () =>
  inDrill(async (place, keep) => {
    const primary = await openPrimary(place, native)
    const { server, database, token } = primary
    keep(server)
    const answered = await scan(server, token)
    const libpq = { ...path, ...(await libpqEnvironment(server, place)) }
    const { file, before, moment } = await backUp(primary, () => place.script('backup-base.sh', [], libpq))
    await database.close()
    assert.doesNotMatch(readFileSync(file, 'latin1'), /PG_VERSION|feed_event/, 'it went through the filter')
    const undone = keep(await restoreBase(place, server, file, { target: moment, installed: native }))
    await isAsBefore(undone, before)
    assert.deepEqual(await scan(undone, token), answered)
  }),
)

void test(
  'T53 a dump taken under writes is restored on an empty server with roles, grants and partitions',
  { skip },
  () =>
    inDrill(async (place, keep) => {
      const { server, database, toolkit, token } = await openPrimary(place, native)
      keep(server)
      const answered = await scan(server, token)
      const stop = keepWriting(toolkit)
      const doctor = { ATTESTA: join(ROOT, 'attesta'), DATABASE_URL: server.url('attesta') }
      const libpq = { ...path, ...(await libpqEnvironment(server, place)) }
      const backup = await place.script('backup-dump.sh', [], { ...libpq, ...doctor })
      assert.ok((await stop()) > 0)
      await database.close()
      const kept = readdirSync(join(place.folder, 'dump')).map((name) => name.replace(/^[^.]+/, ''))
      assert.deepEqual(kept.sort(), ['.dump', '.roles', '.snapshot.json'])
      assert.doesNotMatch(readFileSync(backup, 'latin1'), /feed_event|PGDMP/, 'it went through the filter')

      const empty = keep(await startPostgres(undefined, { native }))
      await administer(empty, 'postgres', `create database attesta template template0 encoding 'UTF8'`)
      const there = { ...path, ...(await libpqEnvironment(empty, place)) }
      await place.script('restore-dump.sh', [backup], there)
      const before = JSON.parse(readFileSync(backup.replace(/dump$/, 'snapshot.json'), 'utf8')) as Snapshot
      assert.deepEqual(faultsOf(await examineAt(empty, before)), [])
      assert.deepEqual(await scan(empty, token), answered)
      await assert.rejects(place.script('restore-dump.sh', [backup], there), /is not empty/)
    }),
)

void test('T53 what is archived twice is kept once, another file of the same name never, and an altered one stops a restore', () =>
  inDrill(async (place) => {
    const at = (name: string) => join(place.folder, name)
    const write = (name: string, text: string) => {
      writeFileSync(at(name), text, { mode: 0o666 })
      return at(name)
    }
    const archive = (file: string) => place.script('archive-wal.sh', [file, '000000010000000000000001'])
    const fetch = (name: string) => place.script('restore-wal.sh', [name, at('fetched')])
    await archive(write('one', 'first'))
    await archive(write('one', 'first'))
    await assert.rejects(archive(write('two', 'second')), /two servers share this archive/)
    await fetch('000000010000000000000001')
    assert.equal(readFileSync(at('fetched'), 'utf8'), 'first')
    await assert.rejects(fetch('000000010000000000000002'), { code: 1 })
    writeFileSync(at('wal/000000010000000000000001'), 'altered')
    await assert.rejects(fetch('000000010000000000000001'), { code: 126 })
  }))

async function isAsBefore(restored: PostgresServer, before: Snapshot): Promise<void> {
  const examination = await examineAt(restored, before)
  assert.deepEqual(faultsOf(examination), [])
  const { tables, marks, sequences } = snapshotFrom(examination)
  assert.deepEqual({ tables, marks }, { tables: before.tables, marks: before.marks })
  // A recovered server may skip up to 32 numbers, and never gives one twice.
  for (const [name, last] of Object.entries(before.sequences)) assert.ok((sequences[name] ?? 0) >= last, name)
}

/** The command, as the operator of a drill runs it. */
function attestaDoctor(server: PostgresServer, args: string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout } = spawnSync('node', ['attesta', 'doctor', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: server.url('attesta'), ...env },
  })
  return { status, stdout }
}

function otherKeys() {
  const key = (index: number) => Buffer.alloc(32, index + 1).toString('base64')
  const names = ['codiceFiscale', 'protocollo', 'phone', 'content', 'approvalCode', 'identity']
  const macs = Object.fromEntries(names.map((name, index) => [name, key(index)]))
  return { current: 'development', sealing: { development: key(99) }, macs }
}
