import assert from 'node:assert/strict'
import { wireApp } from '../src/app.js'
import { REQUEST_LIMITS } from '../src/db/database-limits.js'
import { statement } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { DAY } from '../src/kernel/instant.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { leaksNothing, proxyBefore } from './faults.js'
import { ELVIRA } from './level-two.js'
import { askOnPages, levelTwoPages, type PageVisitor } from './level-two-pages.js'
import { type Answer, fieldsOf, visitorOn } from './visitor.js'

const COUNTS = statement(
  'test.counts',
  `select (select count(*) from attestation where ended_at is null) as in_use,
     (select count(*) from attestation) as attestations, (select count(*) from audit_check) as checks,
     (select count(*) from disclosure) as disclosures, (select count(*) from outbox) as messages,
     (select count(*) from audit_event) as events`,
)
type Counts = Record<'in_use' | 'attestations' | 'checks' | 'disclosures' | 'messages' | 'events', number>

cutEverywhere('a level-1 check is one line of the audit', async (world) => {
  const { chance, app, inUse } = world
  const { token } = await inUse()
  const visitor = visitorOn(app)
  return {
    sends: async () => {
      const typed = { token, codiceFiscale: ELVIRA, once: chance.uuid() }
      return () => visitor.post('/v', typed)
    },
    isDone: ({ statusCode, body }) => statusCode === 200 && body.includes('Riconosciuta'),
    effect: { checks: 1 },
  }
})

cutEverywhere('a QR is issued once', async (world) => {
  const holder = await world.holder()
  await holder.send('/qr/nota', {})
  return {
    sends: async () => {
      await holder.send('/qr/revoca', {})
      return () => holder.send('/qr/scelta', { shows: 'only' })
    },
    isDone: leadsTo(/^\/qr(\/fatto)?$/),
    effect: { in_use: 1, attestations: 1, events: 1 },
  }
})

cutEverywhere('a QR is replaced once', async (world) => {
  const holder = await world.holder()
  return {
    sends: async () => {
      const fields = fieldsOf(await holder.get('/qr/sostituisci'))
      return () => holder.send('/qr/sostituisci', fields)
    },
    isDone: leadsTo(/^\/qr(\?fatto=sostituito)?$/),
    effect: { attestations: 1, events: 1 },
  }
})

cutEverywhere('a code is asked for once, and one message leaves', async (world) => {
  return {
    sends: async () => {
      const operator = await anotherDay(world)
      return () => operator.send('/grado', { purpose: 'comune/sosta' })
    },
    isDone: leadsTo(/^\/grado\/codice\//),
    effect: { disclosures: 1, messages: 1, events: 1 },
  }
})

cutEverywhere('another code is sent once', async (world) => {
  return {
    sends: async () => {
      const operator = await anotherDay(world)
      const { reference } = await askOnPages(operator)
      return () => operator.send('/grado/rinvia', { reference, asks: '1' })
    },
    isDone: leadsTo(/^\/grado\/codice\//),
    effect: { messages: 1, events: 1 },
  }
})

cutEverywhere('a right code is one approval and one showing', async (world) => {
  return {
    sends: async () => {
      const operator = await anotherDay(world)
      const { reference } = await askOnPages(operator)
      const code = await world.code()
      return () => operator.send('/grado/codice', { reference, code })
    },
    isDone: leadsTo(/^\/grado\/dati\//),
    effect: { events: 2 },
  }
})

/** A transaction's end, or the statement that is a transaction by itself. */
const isCommit = (message: string) => /commit\0|audit\.insertChecks/.test(message)

/** What people do with "try again in five seconds"; the machine that tests may be slow. */
async function untilTaken(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 5; tries++) {
    const answer = await send()
    if (answer.statusCode !== 503) return answer
  }
  return send()
}

interface Action {
  /** Prepares, and gives what sends the form: the same one each time it is called. */
  sends: () => Promise<() => Promise<Answer>>
  isDone: (answer: Answer) => boolean
  /** What there is more of in the database when it was done once. */
  effect: Partial<Counts>
}

type World = Awaited<ReturnType<typeof openWorld>>

/**
 * Sends a form while its connection is cut at its first message to the database, then at its second, until it goes
 * through whole; each time before the message arrives, and when it is answered, so also between a commit and its answer.
 */
function cutEverywhere(title: string, begin: (world: World) => Promise<Action>): void {
  onBothEngines(`T48: wherever the connection is cut, ${title}`, async (_t, _database, opened) => {
    const proxy = await proxyBefore(opened)
    const world = await openWorld(proxy.url)
    const { sends, isDone, effect } = await begin(world)
    try {
      for (const lose of ['message', 'answer'] as const) {
        const cutAt: string[] = []
        while (await wasCut(cutAt.length + 1)) continue
        assert.ok(cutAt.some(isCommit), 'the message that commits was among them')
        async function wasCut(nth: number): Promise<boolean> {
          const send = await sends()
          const before = await counted(opened)
          let last = ''
          proxy.cutAt({ nth, lose, counts: (message) => (last = message.toString('latin1')) !== '' })
          const answer = await send()
          const isCut = proxy.wasCut()
          const where = `${lose} ${String(nth)} lost`
          if (isCut) {
            assert.equal(answer.statusCode, 503, where)
            assert.equal(answer.headers['retry-after'], '5')
            cutAt.push(last)
            const again = await untilTaken(send)
            assert.ok(isDone(again), `${where}, then ${String(again.statusCode)}`)
          } else assert.ok(isDone(answer), `whole: ${String(answer.statusCode)}`)
          assert.deepEqual(await counted(opened), plus(before, effect), where)
          return isCut
        }
      }
      await leaksNothing(opened, 11)
    } finally {
      await world.close()
      await proxy.close()
    }
  })
}

async function openWorld(url: string) {
  const database = openPostgres({ url, role: 'attesta_app', limits: REQUEST_LIMITS })
  const pages = await levelTwoPages(database)
  const { attestation, audit } = wireApp(pages)
  return {
    ...pages,
    makeRoom: audit.makeRoom,
    inUse: async () => {
      const found = await attestation.findActive([pages.person])
      assert.ok(found)
      return found
    },
    close: async () => {
      await pages.app.close()
      await database.close()
    },
  }
}

/** Nothing of before counts any more; the operator comes in anew. */
async function anotherDay({ pass, makeRoom, sweep, operator }: World): Promise<PageVisitor> {
  pass(DAY)
  await makeRoom()
  await sweep()
  return operator()
}

function leadsTo(place: RegExp) {
  return ({ statusCode, headers }: Answer) => statusCode === 303 && place.test(String(headers['location']))
}

async function counted({ as }: TestDatabase): Promise<Counts> {
  const [counts] = await as('superuser', (session) => session.query<Counts>(COUNTS))
  assert.ok(counts)
  return counts
}

function plus(before: Counts, effect: Partial<Counts>): Counts {
  const after = { ...before }
  for (const [name, more] of Object.entries(effect)) after[name as keyof Counts] += more
  return after
}
