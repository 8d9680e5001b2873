import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkBoundaries } from './boundaries.js'
import { checkOneWriter } from './one-writer.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A small house in good order; `planted` files are put into it. */
async function inHouse<T>(
  planted: Record<string, string>,
  look: (root: string) => Promise<T> | T,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  const files: Record<string, string> = {
    'package.json': '{ "type": "module" }',
    'src/kernel/instant.ts': 'export const now = 1\nexport type Instant = number\n',
    'src/db/database.ts': 'export type Session = object\n',
    'src/db/postgres.gateway.ts': "import pg from 'pg'\nexport const pool = pg\n",
    'src/registry/verbale.ts':
      "import { now } from '../kernel/instant.js'\nexport const verbale = now\nexport type Verbale = number\n",
    'src/registry/registry.store.ts':
      "import { type Session } from '../db/database.js'\nexport const find = (s: Session) => [s, 'select seq from feed_event']\n",
    'src/audit/audit-event.ts': 'export type AuditEvent = object\n',
    'src/attestation/attestation.ts':
      "import { verbale } from '../registry/verbale.js'\nexport const a = verbale\n",
    'migrations/0001-registry.sql': 'create table feed_event (seq bigint);\n',
    ...planted,
  }
  try {
    cpSync(join(ROOT, 'tsconfig.json'), join(root, 'tsconfig.json'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return await look(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

void test('a house in good order is green, and every module was read', async () => {
  const { wrong, read } = await inHouse({}, checkBoundaries)
  assert.deepEqual(wrong, [])
  assert.equal(read, 7)
})

const PLANTED: [string, string, string, RegExp][] = [
  [
    'an import up the floors',
    'src/registry/up.ts',
    "import { a } from '../attestation/attestation.js'\nexport const b = a\n",
    /never up/,
  ],
  [
    'a type-only import up the floors',
    'src/kernel/up.ts',
    "import { type Verbale } from '../registry/verbale.js'\nexport type V = Verbale\n",
    /never up/,
  ],
  [
    'a type-only import sideways',
    'src/registry/side.ts',
    "import { type AuditEvent } from '../audit/audit-event.js'\nexport type E = AuditEvent\n",
    /strangers/,
  ],
  [
    'an import of another folder’s private file',
    'src/attestation/spy.ts',
    "import { find } from '../registry/registry.store.js'\nexport const f = find\n",
    /private to its folder/,
  ],
  [
    'a plain file that uses a library',
    'src/registry/plain.ts',
    "import { z } from 'zod'\nexport const s = z\n",
    /no library/,
  ],
  [
    'a plain file that does input or output',
    'src/registry/io.ts',
    "import { readFileSync } from 'node:fs'\nexport const r = readFileSync\n",
    /no library/,
  ],
  [
    'a page that uses the database',
    'src/registry/list.page.ts',
    "import { pool } from '../db/postgres.gateway.js'\nexport const p = pool\n",
    /does not use the toolkit db/,
  ],
  [
    'a plain file that imports a store',
    'src/registry/act.ts',
    "import { find } from './registry.store.js'\nexport const f = find\n",
    /only plain files/,
  ],
  ['a barrel', 'src/registry/index.ts', "export { verbale } from './verbale.js'\n", /barrel/],
  ['a folder that the house does not know', 'src/utils/dates.ts', 'export const d = 1\n', /no folder/],
  [
    'a suffix that the house does not know',
    'src/registry/act.service.ts',
    'export const s = 1\n',
    /no suffix/,
  ],
  [
    'a module that the checker did not read',
    'src/registry/node_modules/hidden.ts',
    'export const h = 1\n',
    /not read/,
  ],
  [
    'an app that imports more than wires',
    'src/app.ts',
    "import { a } from './attestation/attestation.js'\nexport const b = a\n",
    /only .wire files/,
  ],
]

for (const [title, path, text, rule] of PLANTED) {
  void test(`${title} turns the check red`, async () => {
    const { wrong } = await inHouse({ [path]: text }, checkBoundaries)
    assert.ok(
      wrong.some((found) => found.from === path && rule.test(found.rule)),
      JSON.stringify(wrong),
    )
  })
}

void test('imports that go round in a circle turn the check red, also by types alone', async () => {
  const planted = {
    'src/registry/one.ts': "import { type Two } from './two.js'\nexport type One = Two\n",
    'src/registry/two.ts': "import { type One } from './one.js'\nexport type Two = One | string\n",
  }
  const { wrong } = await inHouse(planted, checkBoundaries)
  assert.ok(wrong.some(({ rule }) => /circle/.test(rule)))
})

void test('folders of a capability that import each other turn the check red, though no file does', async () => {
  const planted = {
    'src/registry/reading/line.ts': "import { kept } from '../recording/kept.js'\nexport const line = kept\n",
    'src/registry/recording/kept.ts': 'export const kept = 1\n',
    'src/registry/recording/record.ts':
      "import { line } from '../reading/line.js'\nexport const record = line\n",
  }
  const { wrong } = await inHouse(planted, checkBoundaries)
  assert.deepEqual(wrong.map(({ from }) => from).sort(), [
    'src/registry/reading/line.ts',
    'src/registry/recording/record.ts',
  ])
  assert.ok(wrong.every(({ rule }) => /folders of a capability/.test(rule)))
})

void test('SQL on another’s table, SQL outside a store, and nameless columns turn the check red', async () => {
  const planted = {
    'src/attestation/spy.store.ts': "export const q = 'select seq from feed_event where seq = 1'\n",
    'src/attestation/plain.ts': "export const q = 'insert into feed_event (seq) values (1)'\n",
    'src/registry/all.store.ts': "export const q = 'select * from feed_event'\n",
    'src/audit/list.store.ts':
      "export const q = 'select a.seq from audit_row as a, only public.feed_event f where a.seq = f.seq'\n",
    'src/audit/call.gateway.ts': "export const q = statement('audit.call', 'select x_act(1)')\n",
  }
  const wrong = await inHouse(planted, checkOneWriter)
  const rules = wrong.map(({ from, rule }) => `${from}: ${rule}`)
  assert.ok(rules.some((line) => /spy.store.ts: belongs to registry/.test(line)))
  assert.ok(rules.some((line) => /plain.ts: SQL stands in/.test(line)))
  assert.ok(rules.some((line) => /all.store.ts: columns are named/.test(line)))
  assert.ok(rules.some((line) => /list.store.ts: belongs to registry/.test(line)))
  assert.ok(rules.some((line) => /call.gateway.ts: SQL stands in/.test(line)))
  assert.deepEqual(await inHouse({}, checkOneWriter), [])
})
