import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { verifierWith } from '../../test/sealed-sheets.js'
import { parseInstant } from '../kernel/instant.js'
import { certificatesFrom } from './seal-key.gateway.js'

const folder = new URL('../../test/old-seals/', import.meta.url)
const fileOf = (name: string) => new URL(name, folder)
const certificatesOf = (name: string) => certificatesFrom(fileURLToPath(fileOf(name)), name)

/** Made once, by a key that is no more: the profile is a format (decision 0018), and is never to be made anew here. */
describe('A sheet that was sealed by an earlier version', () => {
  for (const [name, timestamped] of [
    ['2026-11-plain.pdf', false],
    ['2026-11-timestamped.pdf', true],
  ] as const) {
    it(`is still genuine: ${name}`, async () => {
      const verify = verifierWith(
        certificatesOf('2026-11-seal.pem'),
        certificatesOf('2026-11-timestamps.pem'),
      )
      const sealedAt = parseInstant('2026-11-25T21:30:00Z')
      const pdf = new Uint8Array(readFileSync(fileOf(name)))
      assert.deepEqual(await verify(pdf), { kind: 'genuine', sealedAt, timestamped })
      const changed = Uint8Array.from(pdf, (byte, place) => (place === 200 ? byte ^ 1 : byte))
      assert.equal((await verify(changed)).kind, 'altered')
    })
  }
})
