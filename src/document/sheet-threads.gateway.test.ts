import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawToken } from '../attestation/token.js'
import { Bug, Unavailable } from '../kernel/failures.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { sheetPdf } from './sheet.gateway.js'
import { type Sheet } from './sheet.js'
import { openSheetThreads } from './sheet-threads.gateway.js'

const elvira: Sheet = {
  edition: 'a4',
  locale: 'it',
  name: 'Elvira T.',
  issuedOn: '2026-11-23' as LegalDay,
  baseUrl: 'https://attesta.example',
  token: drawToken(systemChance),
  telephone: '800 000 123',
  institution: 'Istituto dimostrativo',
}

describe('Sheets written on threads', () => {
  it('are those written here, byte for byte', async () => {
    assert.deepEqual(Buffer.from(await openSheetThreads()(elvira)), Buffer.from(sheetPdf(elvira)))
  })

  it('leave a surprise a surprise', async () => {
    await assert.rejects(openSheetThreads()({ ...elvira, name: '中' }), Bug)
  })

  it('wait in a queue that has an end: who comes later is told to come again', async () => {
    const write = openSheetThreads({ threads: 1, waiting: 4 })
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => write(elvira)))
    const refused = asked.filter(({ status }) => status === 'rejected')
    assert.ok(refused.length > 0 && refused.length < 20)
    for (const one of refused) assert.ok(one.status === 'rejected' && one.reason instanceof Unavailable)
    assert.ok((await write(elvira)).length > 0, 'and is served then')
  })

  it('leave the thread that answers scans free: its loop turns while they are written', async () => {
    const write = openSheetThreads({ threads: 1, waiting: 100 })
    let [turns, done] = [0, false]
    const turn = (): void => {
      turns++
      if (!done) setImmediate(turn)
    }
    setImmediate(turn)
    await Promise.all(Array.from({ length: 20 }, () => write(elvira)))
    done = true
    assert.ok(turns > 20, `${turns} turns for twenty sheets`)
  })
})
