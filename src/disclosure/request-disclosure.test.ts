import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO, levelTwo, MOBILE, PARKING, TYPED, wrong } from '../../test/level-two.js'
import { statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { formatInstant, HOUR, MINUTE } from '../kernel/instant.js'
import { readEidasIdentifier } from '../kernel/person-identity.js'
import { REFERENCE } from './reference.js'
import { type RequestOutcome } from './request-disclosure.js'

function requested(outcome: RequestOutcome) {
  if (outcome.kind !== 'requested') assert.fail(outcome.kind)
  return outcome.request
}

onBothEngines(
  'a request sends a code to the mobile of the register, and is written',
  async (_t, database) => {
    const { request, attestation, operator, messages, audited, now, person } = await levelTwo(database)
    const asked = requested(await request({ operator: operator(), attestation, stated: PARKING }))
    assert.match(asked.reference, REFERENCE)
    assert.equal(asked.codeSentTo?.lastThree, '214')
    assert.equal(asked.expiresAt, now() + 10 * MINUTE)
    const [message, ...others] = await messages()
    assert.deepEqual(others, [])
    assert.equal(message?.to, MOBILE)
    assert.match(message.text, /^Codice \d{6}\. Lo chiede Comune di Vallechiara per: contrassegno sosta\. /)
    assert.ok(message.text.includes(`Parole: ${asked.words.join(' ')}. `))
    const [event] = await audited()
    assert.equal(event?.kind, 'disclosure.requested')
    assert.equal(event.person, person)
    assert.deepEqual(event.detail, {
      operator: 'Dario Montali',
      body: 'Comune di Vallechiara',
      purpose: 'Contrassegno per la sosta',
      purposeEn: 'Parking badge',
      reference: asked.reference,
    })
  },
)

onBothEngines('what an unverified body typed is on no message', async (_t, database) => {
  const { request, attestation, operator, messages, audited } = await levelTwo(database)
  requested(await request({ operator: operator(), attestation, stated: TYPED }))
  const [message] = await messages()
  assert.match(message?.text ?? '', /Lo chiede un ente non verificato per: altro motivo\./)
  assert.doesNotMatch(message?.text ?? '', /Cinema|biglietto/)
  assert.equal((await audited())[0]?.detail['body'], 'ente non verificato («Cinema Aurora»)')
})

onBothEngines(
  'only an enrolled operator may ask in the name of a body, and only for its purposes',
  async (_t, database) => {
    const { request, attestation, operator } = await levelTwo(database)
    const stranger = operator('RSSMRA80A01H501U' as CodiceFiscale)
    assert.deepEqual(await request({ operator: stranger, attestation, stated: PARKING }), {
      kind: 'notEnrolled',
    })
    const other = { ...PARKING, purpose: 'altro' }
    assert.deepEqual(await request({ operator: operator(DARIO), attestation, stated: other }), {
      kind: 'notEnrolled',
    })
  },
)

onBothEngines('nothing is asked by a QR that is revoked, or of somebody who died', async (_t, database) => {
  const world = await levelTwo(database)
  const ask = (attestation: string) =>
    world.request({ operator: world.operator(), attestation, stated: PARKING })
  assert.deepEqual(await ask(world.chance.uuid()), { kind: 'notValid' })
  await world.feed('persona.deceduta', { data: '2026-11-01' }, '2026-11-02T10:00:00+01:00')
  assert.deepEqual(await ask(world.attestation), { kind: 'notValid' })
  await world.revoke()
  assert.deepEqual(await ask(world.attestation), { kind: 'notValid' })
  assert.deepEqual(await world.messages(), [])
})

onBothEngines('T28: without a mobile the request waits on the holder’s own pages', async (_t, database) => {
  const world = await levelTwo(database, { register: { cellulare: undefined } })
  const asked = requested(
    await world.request({ operator: world.operator(), attestation: world.attestation, stated: PARKING }),
  )
  assert.equal(asked.codeSentTo, undefined)
  assert.deepEqual(await world.messages(), [])
  assert.equal((await world.findWaiting([world.person]))?.reference, asked.reference)
})

onBothEngines(
  'T81: a mobile changed less than 72 hours ago gets no code, and the old number is told once',
  async (_t, database) => {
    const world = await levelTwo(database)
    const { feed, request, operator, attestation, messages, pass } = world
    const register = {
      nome: 'Elvira',
      cognome: 'Tassoni',
      dataNascita: '1961-02-14',
      cellulare: '+393479999999',
    }
    await feed('persona.registrata', register, '2026-11-22T10:30:00+01:00')
    const asker = operator()
    const first = requested(await request({ operator: asker, attestation, stated: PARKING }))
    assert.equal(first.codeSentTo, undefined)
    await request({ operator: asker, attestation, stated: PARKING, resendOf: first })
    const told = await messages()
    assert.deepEqual(
      told.map(({ to }) => to),
      [MOBILE],
    )
    assert.match(told[0]?.text ?? '', /^Il tuo numero è cambiato/)
    pass(48 * HOUR)
    const later = requested(await request({ operator: asker, attestation, stated: PARKING }))
    assert.equal(later.codeSentTo?.lastThree, '999')
  },
)

onBothEngines(
  'a resend keeps reference and tries, has a new code and new words, and makes the old code void',
  async (_t, database) => {
    const { request, confirm, code, attestation, operator, audited, pass } = await levelTwo(database)
    const asker = operator()
    const first = requested(await request({ operator: asker, attestation, stated: PARKING }))
    const firstCode = await code()
    await confirm({ operator: asker, reference: first.reference, code: wrong(firstCode) })
    pass(MINUTE)
    const resend = { operator: asker, attestation, stated: PARKING, resendOf: first }
    const second = requested(await request(resend))
    assert.equal(second.reference, first.reference)
    assert.equal(second.asks, 2)
    assert.equal(second.expiresAt, first.expiresAt + MINUTE)
    const outcome = await confirm({ operator: asker, reference: first.reference, code: firstCode })
    assert.deepEqual(outcome, { kind: 'wrong', triesLeft: 1 }, 'the old code is one more wrong try')
    assert.equal(
      (await confirm({ operator: asker, reference: first.reference, code: await code() })).kind,
      'confirmed',
    )
    assert.deepEqual((await audited()).map(({ kind }) => kind).slice(0, 4), [
      'disclosure.requested',
      'disclosure.wrongCode',
      'disclosure.codeResent',
      'disclosure.wrongCode',
    ])
  },
)

onBothEngines(
  'the same request, and the same resend, sent twice is one message and one line of the audit',
  async (_t, database) => {
    const { request, attestation, operator, audited, messages } = await levelTwo(database)
    const asking = { operator: operator(), attestation, stated: PARKING }
    const first = requested(await request(asking))
    assert.deepEqual(requested(await request(asking)), first)
    const second = requested(await request({ ...asking, resendOf: first }))
    assert.equal(second.asks, 2)
    assert.deepEqual(requested(await request({ ...asking, resendOf: first })), second)
    assert.equal((await messages()).length, 2)
    const kinds = (await audited()).map(({ kind }) => kind)
    assert.deepEqual(kinds, ['disclosure.requested', 'disclosure.codeResent'])
  },
)

onBothEngines(
  'another purpose of the same operator takes the place of the request that waits',
  async (_t, database) => {
    const { request, find, attestation, operator, audited } = await levelTwo(database)
    const asker = operator()
    const first = requested(await request({ operator: asker, attestation, stated: PARKING }))
    const taxes = { ...PARKING, purpose: 'tributi' }
    const second = requested(await request({ operator: asker, attestation, stated: taxes }))
    assert.notEqual(second.reference, first.reference)
    assert.equal((await find(first.reference))?.state, 'expired')
    assert.deepEqual(
      (await audited()).map(({ kind }) => kind),
      ['disclosure.requested', 'disclosure.expired', 'disclosure.requested'],
    )
  },
)

onBothEngines(
  'one live code a holder: somebody else is told until when a request waits',
  async (_t, database) => {
    const { request, attestation, operator, now, pass } = await levelTwo(database)
    await request({ operator: operator(), attestation, stated: PARKING })
    const other = operator()
    assert.deepEqual(await request({ operator: other, attestation, stated: TYPED }), {
      kind: 'busy',
      until: now() + 10 * MINUTE,
    })
    pass(10 * MINUTE)
    assert.equal((await request({ operator: other, attestation, stated: TYPED })).kind, 'requested')
  },
)

onBothEngines('T24: the fourth request in a quarter of an hour sends nothing', async (_t, database) => {
  const { request, attestation, operator, messages, now } = await levelTwo(database)
  const asker = operator()
  let last = requested(await request({ operator: asker, attestation, stated: PARKING }))
  for (const asks of [2, 3]) {
    last = requested(await request({ operator: asker, attestation, stated: PARKING, resendOf: last }))
    assert.equal(last.asks, asks)
  }
  assert.deepEqual(await request({ operator: asker, attestation, stated: PARKING, resendOf: last }), {
    kind: 'tooMany',
    until: now() + 15 * MINUTE,
  })
  assert.equal((await messages()).length, 3)
})

onBothEngines(
  'T26: code, number, names and typed words are nowhere in the tables in the clear',
  async (_t, database, { as }) => {
    const { request, attestation, operator, code } = await levelTwo(database)
    await request({ operator: operator(), attestation, stated: TYPED })
    const dump = statement(
      'test.dumpAll',
      `select concat_ws(' ', (select string_agg(t::text, ' ') from disclosure t), (select string_agg(t::text, ' ') from outbox t),
       (select string_agg(t::text, ' ') from audit_event t), (select string_agg(t::text, ' ') from person t)) as text`,
    )
    const [row] = await as('superuser', (session) => session.query<{ text: string }>(dump))
    const text = row?.text ?? ''
    assert.ok(text.includes('AT-26-'), 'the dump is of the right tables')
    for (const secret of [
      await code(),
      MOBILE.slice(3),
      'Cinema',
      'biglietto ridotto',
      'Montali',
      'Tassoni',
      DARIO,
    ]) {
      assert.ok(!text.includes(secret), secret)
      assert.ok(!text.includes(Buffer.from(secret).toString('hex')), secret)
    }
  },
)

onBothEngines(
  'a request whose audit cannot be written is not made, and sends nothing',
  async (_t, database, { as }) => {
    const { request, attestation, operator, messages, find } = await levelTwo(database)
    await as('superuser', (session) =>
      session.script(`create function no_audit() returns trigger language plpgsql as 'begin raise exception ''full''; end';
      create trigger no_audit before insert on audit_event for each row execute function no_audit()`),
    )
    await assert.rejects(request({ operator: operator(), attestation, stated: PARKING }), /full/)
    assert.deepEqual(await messages(), [])
    assert.equal(await find('AT-26-0000-0000'), undefined)
  },
)

onBothEngines(
  'an operator of another state asks like any other, and their requests are their own',
  async (_t, database) => {
    const { request, requestsOf, attestation, operator, audited } = await levelTwo(database)
    const [marisol, other] = ['ES/IT/02635542Y', 'ES/IT/02635542X'].map((text) => readEidasIdentifier(text)!)
    const { id, person } = operator()
    const { codiceFiscale: _none, eidas: _other, ...vouched } = person
    const foreign = { id, person: { ...vouched, provider: 'Nodo eIDAS di prova', eidas: marisol! } }
    const asked = requested(await request({ operator: foreign, attestation, stated: TYPED }))
    assert.deepEqual(
      (await requestsOf(marisol!)).map(({ reference }) => reference),
      [asked.reference],
    )
    for (const somebody of [other!, DARIO]) assert.deepEqual(await requestsOf(somebody), [])
    assert.equal((await audited())[0]?.kind, 'disclosure.requested')
  },
)

const ASKED_FOR_OTHERS = statement(
  'test.askedForOthers',
  `insert into disclosure (id, reference, holder, attestation, session, operator_mac, sealed_request, words, state,
     tries, asked_at, requested_at, expires_at)
   select gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1,
     '\\x00', 'a b', 'expired', 0, array[at], at, at
   from generate_series(1, $2::int), lateral (select $3::timestamptz as at) as t`,
)

onBothEngines(
  'T34 an operator who asked for forty people in a day is stopped, over all sessions, and it is told',
  async (_t, database) => {
    const world = await levelTwo(database)
    const { request, attestation, operator, vault, audited, messages, pass } = world
    const askFor = (count: number) =>
      database.query(ASKED_FOR_OTHERS, [vault.mac('identity', DARIO), count, formatInstant(world.now())])
    const ask = () => request({ operator: operator(), attestation, stated: PARKING })
    await askFor(40)
    pass(HOUR)
    const stopped = await ask()
    assert.deepEqual(stopped, { kind: 'operatorTooMany', until: world.now() + 23 * HOUR })
    const [event, ...others] = await audited()
    assert.deepEqual([event?.kind, event?.person, others], ['disclosure.limitReached', null, []])
    assert.deepEqual(event?.detail, { operator: 'Dario Montali', limit: '40' })
    assert.deepEqual(await messages(), [], 'nobody is disturbed')
    const stranger = operator('RSSMRA80A01H501U' as CodiceFiscale)
    requested(await request({ operator: stranger, attestation, stated: TYPED }))
    pass(23 * HOUR)
    const again = { operator: operator(), attestation, stated: PARKING }
    const asked = requested(await request(again))
    await askFor(40)
    const resent = requested(await request({ ...again, resendOf: asked }))
    assert.equal(resent.asks, 2, 'who was asked already is no further person')
  },
)
