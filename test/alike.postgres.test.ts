import assert from 'node:assert/strict'
import { drawToken, type Token } from '../src/attestation/token.js'
import { endAttestation, insertAttestation } from '../src/attestation/attestation.store.js'
import { wireAudit } from '../src/audit/audit.wire.js'
import { statement } from '../src/db/database.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { wireVerification } from '../src/verification/verification.wire.js'
import { wireWeb } from '../src/web/web.wire.js'
import { onBothEngines } from './databases.js'
import { openRegistry } from './stories.js'
import { testToolkit } from './toolkit.js'

const [ALIVE, OTHER, DEAD] = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N', 'NREGUO38P09F839N'] as const
/** Well written, and of nobody in this archive. */
const NOBODY = 'DLMDNL57L62D969A'
const PAIRS = Number(process.env['PAIRS'] ?? 400)

let ids = 0
const line = (type: string, codiceFiscale: string, data: object) => ({
  line: ++ids,
  text: JSON.stringify({
    id: `00000000-0000-4000-a000-${String(ids).padStart(12, '0')}`,
    type,
    occurredAt: '2020-01-01T09:00:00+01:00',
    codiceFiscale,
    data,
  }),
})
const born = (code: string) =>
  line('persona.registrata', code, { nome: 'N', cognome: 'C', dataNascita: '1960-01-01' })
const act = (code: string) =>
  line('verbale.definito', code, {
    protocollo: `A-${code}`,
    procedura: 'primaIstanza',
    dataVisita: '2019-12-01',
    dataDefinizione: '2019-12-15',
    giudizi: [{ area: 'handicap', codice: 'H-1', dal: '2019-12-01' }],
  })

const median = (times: number[]) =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0

onBothEngines(
  'T14 every cause of “not valid” is alike over hundreds of pairs: the same bytes, within a millisecond',
  async (t, database, extras) => {
    const toolkit = testToolkit(database)
    const registry = openRegistry(database)
    await registry.recordFeed([
      ...[ALIVE, OTHER, DEAD].flatMap((code) => [born(code), act(code)]),
      line('persona.deceduta', DEAD, { data: '2020-01-01' }),
    ])
    const audit = wireAudit(toolkit)
    await audit.makeRoom()
    const verification = wireVerification({
      ...toolkit,
      recordCheck: audit.recordCheck,
      leadToDegree: () => Promise.reject(new Error('not here')),
    })
    const { app } = await wireWeb(toolkit)
    verification.routes(app)

    const issue = async (code: string): Promise<{ id: string; token: Token }> => {
      const { start = '' } = await registry.findDossierByCode(code as CodiceFiscale)
      const [id, token, now] = [toolkit.chance.uuid(), drawToken(toolkit.chance), toolkit.now()]
      await insertAttestation(database, toolkit.vault, {
        id,
        person: start,
        token,
        shows: 'only',
        issuedAt: now,
        noticeVersion: 3,
        noticeReadAt: now,
      })
      return { id, token }
    }
    const [revoked, replaced, expired, living, dead] = [
      await issue(ALIVE),
      await issue(ALIVE),
      await issue(ALIVE),
      await issue(ALIVE),
      await issue(DEAD),
    ]
    await endAttestation(database, revoked.id, 'revoked', toolkit.now())
    await endAttestation(database, replaced.id, 'replaced', toolkit.now())
    await extras.as('superuser', (session) =>
      session.query(
        statement('alike.expire', `update attestation set expires_at = '2026-01-01Z' where id = $1`),
        [expired.id],
      ),
    )
    const causes: Record<string, () => readonly [string, string]> = {
      revoked: () => [revoked.token, ALIVE],
      replaced: () => [replaced.token, ALIVE],
      expired: () => [expired.token, ALIVE],
      anothersCode: () => [living.token, OTHER],
      nobodysCode: () => [living.token, NOBODY],
      deceased: () => [dead.token, DEAD],
    }
    let alike: string | undefined
    const timed = async ([token, codiceFiscale]: readonly [string, string]) => {
      const started = performance.now()
      const { body, statusCode, headers } = await app.inject({
        method: 'POST',
        url: '/api/v1/verifications',
        payload: { token, codiceFiscale },
      })
      const took = performance.now() - started
      const sent = JSON.stringify({ ...headers, date: '' })
      alike ??= sent
      assert.equal(sent, alike, 'the headers')
      assert.equal(`${String(statusCode)} ${body}`, '200 {"answer":"notValid"}')
      return took
    }
    const measure = async (cause: () => readonly [string, string]) => {
      const [known, unknown]: [number[], number[]] = [[], []]
      for (let pair = 0; pair < PAIRS; pair++) {
        const other = [drawToken(toolkit.chance), ALIVE] as const
        // Whichever goes first warms the caches: they take turns.
        if (pair % 2 === 0) {
          unknown.push(await timed(other))
          known.push(await timed(cause()))
        } else {
          known.push(await timed(cause()))
          unknown.push(await timed(other))
        }
      }
      // Pair by pair: what holds the machine up holds both up.
      const gaps = known.map((time, pair) => time - (unknown[pair] ?? 0))
      return { cause: median(known), unknown: median(unknown), gap: median(gaps) }
    }
    for (const [name, cause] of Object.entries(causes)) {
      let medians = await measure(cause)
      // A shared machine may hiccup: once more before it counts.
      if (Math.abs(medians.gap) >= 1) medians = await measure(cause)
      const [one, other, gap] = [medians.cause, medians.unknown, medians.gap].map((time) => time.toFixed(3))
      t.diagnostic(
        `${name.padEnd(12)} ${String(one)} ms · unknown ${String(other)} ms · gap ${String(gap)} ms`,
      )
      assert.ok(Math.abs(medians.gap) < 1, `${name}: ${String(gap)} ms`)
    }
    await app.close()
  },
)
