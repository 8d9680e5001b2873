import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant } from '../../kernel/instant.js'
import { manifestText } from './manifest-text.js'
import { readManifest } from './read-manifest.js'
import { type Manifest } from './signed-batch.js'

const MANIFEST: Manifest = {
  ...{ sender: 'inps.registro', sequence: 2, encoding: 'gzip', sha256: 'ab'.repeat(32) },
  ...{ previous: 'cd'.repeat(32), lines: 12, at: 1_795_600_000_000 as Instant },
}

const read = (members: object) => readManifest(Buffer.from(JSON.stringify(members)))
const written = JSON.parse(manifestText(MANIFEST)) as Record<string, unknown>

void test('a manifest that was written is read as it was', () => {
  assert.deepEqual(readManifest(Buffer.from(manifestText(MANIFEST))), MANIFEST)
})

void test('a manifest has exactly its members, each of its type', () => {
  const wrong: Record<string, unknown[]> = {
    sender: ['', 'Inps', 'a b', '../x', 'a'.repeat(65), null, 1],
    sequence: [0, -1, 1.5, '1', 2 ** 53, null],
    encoding: ['br', null],
    sha256: ['AB'.repeat(32), 'ab', null],
    previous: ['ab', 0],
    lines: [-1, 0.5, '3', null],
    at: ['2026-11-25', 0, null],
    more: [1],
  }
  for (const [member, values] of Object.entries(wrong))
    for (const value of values)
      assert.equal(read({ ...written, [member]: value }), undefined, `${member}: ${String(value)}`)
  for (const member of Object.keys(written))
    assert.equal(read({ ...written, [member]: undefined }), undefined, member)
  for (const text of ['', 'null', '[]', '1', manifestText(MANIFEST).replace('{', '{"lines":1,')])
    assert.equal(readManifest(Buffer.from(text)), undefined)
  assert.equal(readManifest(Buffer.from([0x7b, 0xff, 0x7d])), undefined)
})
