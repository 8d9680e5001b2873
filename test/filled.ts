import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { wireApp } from '../src/app.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { ensurePartitions } from '../src/audit/audit.store.js'
import { DAY, later } from '../src/kernel/instant.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type Toolkit } from '../src/toolkit.js'

/** Of the examples: somebody with a definitive judgement. */
export const HOLDER = 'BLLGNS72C58A944L' as CodiceFiscale
const ACTING = { method: 'spid', level: 2 } as const

/** Who acts for the holder; nobody else knows of them. */
export const TUTOR = 'CTTCLD63R09F205N' as CodiceFiscale
/** That they do: an event of the feed. */
export const TUTOR_LINE = JSON.stringify({
  id: '00000000-0000-4000-8000-0000000f0001',
  type: 'rappresentanza.registrata',
  occurredAt: '2024-01-10T09:00:00+01:00',
  codiceFiscale: HOLDER,
  data: {
    ...{ rappresentante: TUTOR, nome: 'Claudio', cognome: 'Cattaneo', titolo: 'tutore', dal: '2024-01-10' },
    cellulare: '+393470000777',
  },
})

/** The examples' feed, who acts for the holder, one QR, and look-ups in the audit. Gives the token of the QR. */
export async function fill(toolkit: Toolkit): Promise<string> {
  const app = wireApp(toolkit)
  await makeRoom(toolkit)
  const feed = await readFile(new URL('examples/feed.ndjson', import.meta.url), 'utf8')
  const lines = feed.split('\n').map((text, index) => ({ line: index + 1, text }))
  await app.registry.recordFeed(lines.filter(({ text }) => text.trim() !== ''))
  await app.registry.recordFeed([{ line: 1, text: TUTOR_LINE }])
  await app.attestation.readNotice({ codiceFiscale: HOLDER })
  const issued = await app.attestation.issue({ codiceFiscale: HOLDER, shows: 'which', acting: ACTING })
  assert.ok(issued.kind === 'issued')
  await app.audit.record({ kind: 'status.asked', detail: { reason: 'example' } })
  return issued.attestation.token
}

/** An unbroken row of months from the test's clock to the machine's, by which the migrations made theirs. */
async function makeRoom({ database, clock }: Toolkit): Promise<void> {
  for (let month = clock.now(); month <= later(systemClock.now(), 31 * DAY); month = later(month, 28 * DAY))
    await ensurePartitions(database, month)
}
