import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { serveApp, wireApp } from '../src/app.js'
import { holderOf } from '../src/attestation/holder.js'
import { type Progress, countSeals, resealAll } from '../src/cli/reseal.js'
import { type Database, type Session, statement } from '../src/db/database.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { type Toolkit } from '../src/toolkit.js'
import { DEVELOPMENT_KEYS, type KeyFile, keysFrom, type LookUps, PURPOSES } from '../src/vault/keys.js'
import { madeCurrent, withKey, withoutKey } from '../src/vault/rotate-keys.js'
import { type MacPurpose } from '../src/vault/vault.js'
import { openVault } from '../src/vault/vault.gateway.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { examineCopy } from './examine.js'
import { fill, HOLDER, TUTOR, TUTOR_LINE } from './filled.js'
import { testToolkit } from './toolkit.js'

const ACTING = { method: 'spid', level: 2 } as const
const freshLookUps = () =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, freshKey()])) as unknown as LookUps
const freshKey = () => systemChance.bytes(32).toString('base64')
const PREPARED = withKey(DEVELOPMENT_KEYS, { kid: 'second', sealing: freshKey() })
const ROTATED = madeCurrent(PREPARED, 'second')
const RETIRED = withoutKey(ROTATED, 'development')

const withKeys = (toolkit: Toolkit, file: KeyFile): Toolkit => ({
  ...toolkit,
  vault: openVault(keysFrom(file), systemChance),
})

onBothEngines('every sealed column of the schema is sealed anew, none is forgotten', async (_t, database) => {
  const found = await ask<{ name: string }>(
    database,
    `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attname like 'sealed%' order by 1`,
  )
  const covered = wireApp(testToolkit(database)).sealedColumns.map(
    ({ table, column }) => `${table}.${column}`,
  )
  assert.deepEqual(
    covered.sort(),
    found.map(({ name }) => name),
  )
})

onBothEngines(
  'a new key takes over: everything is sealed anew, says the same, and the old key can go',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fillAll(toolkit, extras)
    const [before, rest] = [await answersOf(toolkit), await restOfRows(extras)]
    const sums = await reseal(withKeys(toolkit, ROTATED), extras)
    assert.ok(sums.done > 90)
    assert.equal(sums.closed, 0)
    assert.deepEqual(await kids(toolkit, extras), ['second'])
    assert.deepEqual(await restOfRows(extras), rest, 'nothing but seals has changed')
    const after = withKeys(toolkit, RETIRED)
    assert.deepEqual(await answersOf(after), before)
    assert.deepEqual((await examineCopy(after, extras)).findings, [])
    await assert.rejects(answersOf(toolkit), 'who was not given the new key cannot read')
  },
)

onBothEngines('a rotation stopped half-way goes on from there', async (_t, database, extras) => {
  const toolkit = testToolkit(database)
  await fillAll(toolkit, extras)
  const rotated = withKeys(toolkit, ROTATED)
  let batches = 0
  const first = await reseal(rotated, extras, { size: 10, isStopped: () => ++batches > 3 })
  assert.equal(first.done, 30)
  assert.deepEqual(await kids(toolkit, extras), ['development', 'second'])
  assert.ok(await answersOf(rotated), 'both keys open meanwhile')
  await reseal(rotated, extras, { size: 10 })
  assert.deepEqual(await kids(toolkit, extras), ['second'])
  assert.equal((await reseal(rotated, extras)).done, 0, 'nothing is left to do')
})

onBothEngines(
  'a value that does not open stays as it is, is counted, and stops nobody',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fillAll(toolkit, extras)
    await extras.as('superuser', (session) =>
      session.script(`update attestation set sealed_token = sealed_token || 'x'::bytea`),
    )
    const sums = await reseal(withKeys(toolkit, ROTATED), extras)
    assert.equal(sums.closed, 1)
    assert.deepEqual(await kids(toolkit, extras), ['development', 'second'])
  },
)

onBothEngines(
  'look-up keys change too: what was filed under the old ones is found and never doubled, before, while and after',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    const token = await fillAll(toolkit, extras)
    const before = await answersOf(toolkit, token)
    const [codes, old] = [await countOf(extras, 'codice_fiscale'), await lookUps(extras)]
    const quarantined = await countOf(extras, 'quarantine')
    const prepared = withKey(DEVELOPMENT_KEYS, {
      kid: 'second',
      sealing: freshKey(),
      lookUps: freshLookUps(),
    })
    const rotated = madeCurrent(prepared, 'second')
    const retired = withoutKey(rotated, 'development')
    assert.equal(retired.lookUps, undefined, 'one set is left')
    let id = 100
    const nothingIsDoubled = async (file: KeyFile) => {
      const { registry } = wireApp(withKeys(toolkit, file))
      const again = await registry.recordFeed([
        ...(await feedLines()),
        ...[BAD_LINE, await anotherAct(HOLDER), { line: 1, text: TUTOR_LINE }],
      ])
      assert.deepEqual([again.applied, again.repeated], [0, 85])
      assert.equal((await registry.findRepresented(TUTOR)).length, 1, 'a tutor is found by their code')
      const more = await registry.recordFeed([register(++id, HOLDER), register(++id, LATER)])
      assert.equal(more.applied, 2)
      assert.equal(await countOf(extras, 'codice_fiscale'), codes + 1, 'one entry a code')
      assert.equal(await countOf(extras, 'quarantine'), quarantined, 'a refused line is kept once')
    }
    await nothingIsDoubled(prepared)
    await nothingIsDoubled(rotated)
    await nothingIsDoubled(prepared) // an instance that was not restarted yet
    const now = await answersOf(withKeys(toolkit, rotated), token)
    assert.equal(now.status, before.status)
    await reseal(withKeys(toolkit, rotated), extras, { size: 20, isStopped: stopAfter(2) })
    await nothingIsDoubled(rotated)
    const half = await answersOf(withKeys(toolkit, rotated), token)
    assert.deepEqual(await answersOf(withKeys(toolkit, prepared), token), half, 'whichever key writes')
    await reseal(withKeys(toolkit, rotated), extras)
    assert.deepEqual(await kids(toolkit, extras), ['second'])
    const stale = [...(await lookUps(extras))].filter((mac) => old.has(mac))
    assert.deepEqual(stale, [], 'nothing is filed under the old keys')
    await nothingIsDoubled(retired)
    assert.equal((await answersOf(withKeys(toolkit, retired), token)).status, before.status)
    assert.deepEqual((await examineCopy(withKeys(toolkit, retired), extras)).findings, [])
  },
)

onBothEngines(
  'T65 only the rotation may rewrite a seal, and it can do nothing else to a row; the service cannot be it',
  async (_t, database, extras) => {
    await fillAll(testToolkit(database), extras)
    const denied = { code: '42501' }
    await assert.rejects(ask(database, 'update feed_event set sealed_body = sealed_body'), denied)
    await assert.rejects(ask(database, 'update audit_event set sealed_detail = sealed_detail'), denied)
    await extras.as('attesta_resealer', async (session) => {
      for (const sql of [
        'update feed_event set type = type',
        'update feed_event set person = person, sealed_body = sealed_body',
        'update audit_event set answer = null',
        'delete from feed_event',
        'delete from audit_event',
        'truncate audit_event',
        'update attestation set ended_at = null',
        'update audit_event set sealed_detail = null',
        'insert into person (id, recorded_at) values (gen_random_uuid(), now())',
        'select type from feed_event',
      ])
        await assert.rejects(ask(session, sql), /permission denied|append-only/, sql)
      await ask(session, 'update feed_event set sealed_body = sealed_body')
      await ask(session, 'update audit_event set sealed_detail = sealed_detail')
    })
    await extras.as('superuser', async (session) => {
      await session.script('grant update on feed_event, audit_event to attesta_resealer')
    })
    await extras.as('attesta_resealer', async (session) => {
      for (const sql of [
        `update feed_event set type = 'other'`,
        `update feed_event set sealed_body = sealed_body, occurred_at = now()`,
        `update audit_event set answer = 'other'`,
        'update audit_event set sealed_detail = null where sealed_detail is not null',
      ])
        await assert.rejects(ask(session, sql), /append-only/, sql)
    })
  },
)

let asked = 0
const ask = <Row>(session: Session, sql: string) =>
  session.query<Row>(statement(`keys.test.${String(++asked)}`, sql))

/** The examples, and a row in every other table that holds something sealed. */
async function fillAll(toolkit: Toolkit, { as }: TestDatabase): Promise<string> {
  const token = await fill(toolkit)
  const { vault } = toolkit
  const app = wireApp(toolkit)
  await app.registry.recordFeed([BAD_LINE, await anotherAct(HOLDER)])
  const id = '00000000-0000-4000-8000-00000000abcd'
  const clear = `{"to":"+393470000214","codiceFiscale":"${HOLDER}"}`
  const seal = (table: string, row = id, text = clear) =>
    `'\\x${vault.seal({ table, row }, text).toString('hex')}'::bytea`
  const hash = `'\\xabcd'::bytea`
  const named = JSON.stringify({ delegate: TUTOR, name: 'Claudio Cattaneo' })
  const delegation = `'\\x${vault.seal({ table: 'delegation', row: id }, named).toString('hex')}'::bytea`
  const mac = (purpose: MacPurpose, text: string) => `'\\x${vault.mac(purpose, text).toString('hex')}'::bytea`
  await as('superuser', (session) =>
    session.script(`
      insert into outbox (id, deduplication, channel, sealed_payload, created_at, useless_after, next_attempt_at)
        values ('${id}', 'd', 'sms', ${seal('outbox')}, now(), now(), now()),
          ('00000000-0000-4000-8000-00000000abce', 'e', 'sms', null, now(), now(), now());
      insert into confirmed_phone (id, person, sealed_phone, phone_mac, confirmed_at)
        values ('${id}', '${id}', ${seal('confirmed_phone')}, ${mac('phone', clear)}, now());
      insert into phone_confirmation (id, person, sealed_phone, state, requested_at, expires_at)
        values ('${id}', '${id}', ${seal('phone_confirmation')}, 'replaced', now(), now());
      insert into demo_message (id, phone_mac, sealed_message, received_at)
        values ('${id}', ${mac('phone', '+393470000214')}, ${seal('demo_message')}, now());
      insert into session (id_hash, id, identity_mac, sealed_identity, sealed_return, method, level, provider, csrf,
        created_at, last_seen_at, expires_at) values (${hash}, '${id}', ${mac('identity', HOLDER)}, ${seal('session')},
        ${seal('session')}, 'spid', 2, 'p', 'c', now(), now(), now());
      insert into login_attempt (id_hash, created_at, expires_at, sealed_return)
        values (${hash}, now(), now(), ${seal('login_attempt', 'abcd')});
      insert into demo_answer (answer_hash, attempt_hash, sealed_identity, expires_at)
        values (${hash}, ${hash}, ${seal('demo_answer', 'abcd')}, now());
      insert into spid_message (id, request_id, kind, provider, recorded_at, sealed_message)
        values ('${id}', 'r', 'request', 'p', now(), ${seal('spid_message')});
      insert into cie_login (state_hash, attempt_hash, sealed_login, expires_at)
        values (${hash}, ${hash}, ${seal('cie_login', 'abcd')}, now());
      insert into cie_token (session, sealed_token, created_at) values ('${id}', ${seal('cie_token')}, now());
      insert into card_answer (answer_hash, attempt_hash, sealed_answer, expires_at)
        values (${hash}, ${hash}, ${seal('card_answer', 'abcd')}, now());
      insert into pin_credential (id, holder_mac, sealed_holder)
        values ('${id}', ${mac('identity', HOLDER)}, ${seal('pin_credential')});
      insert into delegation (id, holder, delegate_mac, sealed_delegation, named_at)
        select '${id}', person, ${mac('identity', TUTOR)}, ${delegation}, now() from attestation limit 1;
      insert into disclosure (id, reference, holder, attestation, session, operator_mac, sealed_request, words, state,
        tries, asked_at, requested_at, expires_at) values ('${id}', 'r', '${id}', '${id}', '${id}', ${mac('identity', HOLDER)},
        ${seal('disclosure')}, 'w', 'expired', 0, '{}', now(), now());
      insert into counter_service (id, session, clerk_mac, organisation, day, state, sealed_service, begun_at)
        values ('${id}', '${id}', ${mac('identity', HOLDER)}, 'o', current_date, 'left',
          ${seal('counter_service', id, JSON.stringify({ clerk: { codiceFiscale: HOLDER } }))}, now())`),
  )
  return token
}

/** What is answered about somebody, and what only a vault can read. */
async function answersOf(toolkit: Toolkit, token?: string) {
  const app = wireApp(toolkit)
  const dossier = await app.registry.findDossierByCode(HOLDER)
  const printed = await app.attestation.print({ codiceFiscale: HOLDER, acting: ACTING })
  const verified = token && (await verify(toolkit, token))
  const { status } = holderOf(dossier, toolkit.clock)
  const { start, events } = dossier
  return { start, events, printed, verified, status: JSON.stringify(status.level1) }
}

async function reseal(
  toolkit: Toolkit,
  { as }: TestDatabase,
  { size = 500, isStopped = () => false }: { size?: number; isStopped?: () => boolean } = {},
): Promise<{ done: number; closed: number }> {
  const sums = { done: 0, closed: 0 }
  const tell = ({ done, closed }: Progress) => {
    sums.done += done
    sums.closed += closed
  }
  await as('attesta_resealer', (session: Database) =>
    resealAll(wireApp(toolkit).sealedColumns, session, { size, isStopped, tell }),
  )
  return sums
}

/** The names of the keys that any value carries. */
async function kids(toolkit: Toolkit, { as }: TestDatabase): Promise<string[]> {
  const counts = await as('attesta_resealer', (session) =>
    countSeals(wireApp(toolkit).sealedColumns, session),
  )
  return [...new Set(counts.map(({ kid }) => kid))].sort()
}

/** Every row of every table without its seals, as one fingerprint a table. */
function restOfRows({ as }: TestDatabase): Promise<Record<string, string>> {
  return as('superuser', async (session) => {
    const columns = wireApp(testToolkit(session)).sealedColumns
    const seals = columns.map(({ column }) => column).join()
    const prints: Record<string, string> = {}
    for (const { table } of columns) {
      const rest = `(to_jsonb(t) - '{${seals}}'::text[])::text`
      const sql = `select md5(string_agg(${rest}, '|' order by ${rest})) as print from ${table} t`
      prints[table] = (await ask<{ print: string }>(session, sql))[0]?.print ?? ''
    }
    return prints
  })
}

const BAD_LINE = { line: 1, text: '{"id":' }
/** In no example. */
const LATER = 'MNTDRA80D12A944S'

async function feedLines() {
  const feed = await readFile(new URL('examples/feed.ndjson', import.meta.url), 'utf8')
  return feed.split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [{ line: index + 1, text }]))
}

function register(id: number, codiceFiscale: string) {
  const text = JSON.stringify({
    id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    type: 'persona.registrata',
    occurredAt: '2020-01-01T09:00:00+01:00',
    codiceFiscale,
    data: { nome: 'N', cognome: 'C', dataNascita: '1972-03-18' },
  })
  return { line: id, text }
}

/** An act under a protocollo that another event has: refused. */
async function anotherAct(codiceFiscale: string) {
  const acts = (await feedLines()).map(({ text }) => JSON.parse(text) as Record<string, unknown>)
  const act = acts.find(
    (event) => event['type'] === 'verbale.definito' && event['codiceFiscale'] === codiceFiscale,
  )
  assert.ok(act)
  return { line: 2, text: JSON.stringify({ ...act, id: '00000000-0000-4000-8000-00000000acac' }) }
}

async function countOf({ as }: TestDatabase, table: string): Promise<number> {
  const [row] = await as('superuser', (session) =>
    ask<{ count: number }>(session, `select count(*) as count from ${table}`),
  )
  return row?.count ?? 0
}

/** Every look-up code that is made anew, in hexadecimal. */
async function lookUps({ as }: TestDatabase): Promise<Set<string>> {
  const columns = [
    ['codice_fiscale', 'code_mac'],
    ['feed_event', 'content_mac'],
    ['act', 'protocollo_mac'],
    ['event_reference', 'protocollo_mac'],
    ['quarantine', 'line_mac'],
    ['quarantine', 'code_mac'],
    ['quarantine', 'protocollo_mac'],
    ['confirmed_phone', 'phone_mac'],
    ['demo_message', 'phone_mac'],
    ['session', 'identity_mac'],
  ] as const
  const union = columns.map(([table, column]) => `select encode(${column}, 'hex') as mac from ${table}`)
  const rows = await as('superuser', (session) => ask<{ mac: string | null }>(session, union.join(' union ')))
  return new Set(rows.flatMap(({ mac }) => mac ?? []))
}

function stopAfter(batches: number): () => boolean {
  let asked = 0
  return () => ++asked > batches
}

async function verify(toolkit: Toolkit, token: string): Promise<string> {
  const { app } = await serveApp(wireApp(toolkit), toolkit)
  const payload = { token, codiceFiscale: HOLDER }
  const answered = await app.inject({ method: 'POST', url: '/api/v1/verifications', payload })
  await app.close()
  return answered.json<{ answer: string }>().answer
}
