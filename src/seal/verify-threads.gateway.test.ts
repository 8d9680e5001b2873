import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { certificatesOf, drawnOver, newSealKey, sealedSheet, TODAY } from '../../test/sealed-sheets.js'
import { Unavailable } from '../kernel/failures.js'
import { type Certificate } from './certificate.js'
import { openVerifyThread } from './verify-threads.gateway.js'

let trusted: Certificate[]
let pdf: Buffer
before(async () => {
  const key = await newSealKey()
  trusted = certificatesOf(key)
  pdf = await sealedSheet({ key })
})

/** As much as is taken, made to be slow: eight ranges, each with many digits. */
function hostileFile(): Buffer {
  const digits = `<${'3080'.repeat(30_000)}>`
  const head = `%PDF-1.7\n${digits}\n`
  const range = `/ByteRange [0 9 ${String(9 + digits.length)} 500]\n`
  const end = '\n%%EOF\n'
  const filled = (head + range.repeat(8)).padEnd(1_000_000 - end.length, '/Contents <00')
  return Buffer.from(filled + end, 'latin1')
}

describe('Documents judged on a thread', () => {
  it('are told apart as they are here', async () => {
    const judge = openVerifyThread()
    const kinds = { genuine: pdf, addedAfter: drawnOver(pdf), altered: hostileFile() }
    for (const [kind, file] of Object.entries(kinds))
      assert.equal((await judge({ pdf: file, trusted, authorities: [] })).kind, kind)
    const verdict = await judge({ pdf, trusted, authorities: [] })
    assert.deepEqual(verdict, { kind: 'genuine', sealedAt: TODAY, timestamped: false })
  })

  it('wait in a queue that has an end, and leave the thread that answers scans free', async () => {
    const judge = openVerifyThread(4)
    const file = hostileFile()
    let [turns, done] = [0, false]
    const turn = (): void => {
      turns++
      if (!done) setImmediate(turn)
    }
    setImmediate(turn)
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => judge({ pdf: file, trusted, authorities: [] })),
    )
    done = true
    assert.ok(turns > 20, `${String(turns)} turns`)
    const refused = asked.filter((one) => one.status === 'rejected')
    assert.ok(refused.length > 0 && refused.length < 12, String(refused.length))
    for (const { reason } of refused) assert.ok(reason instanceof Unavailable)
    assert.equal(
      (await judge({ pdf, trusted, authorities: [] })).kind,
      'genuine',
      'and later ones are served',
    )
  })
})
