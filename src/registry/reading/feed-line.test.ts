import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CODES, type CodeRule } from '../giudizio.js'
import { readFeedLine } from './feed-line.gateway.js'

const CODE = 'BLLGNS72C58A944L'
const OTHER_CODE = 'CTTCLD63R09F205N'
const ID = '2CAF72FD-15b0-4193-94e6-caf8e94b84a1'
const OTHER_ID = 'FE735EE6-b33a-4fb3-b47f-58c9b0c93e6f'

type Json = Record<string, unknown>

const envelope = (type: string, data: Json): Json => {
  return { id: ID, type, occurredAt: '2020-02-01T09:00:00+01:00', codiceFiscale: CODE, data }
}
const giudizio = (more: Json = {}): Json => ({ area: 'handicap', codice: 'H-3', dal: '2019-03-01', ...more })

/** A good line of every type, with every optional field. */
const GOOD = {
  'persona.registrata': {
    nome: 'Agnese',
    cognome: 'Bellandi',
    dataNascita: '1972-03-18',
    cellulare: '+393470000001',
    email: 'agnese.bellandi@example.org',
    territorio: 'TN',
  },
  'persona.deceduta': { data: '2020-01-31' },
  'persona.codiceFiscaleVariato': { nuovoCodiceFiscale: OTHER_CODE },
  'verbale.definito': {
    protocollo: 'A-1',
    procedura: 'primaIstanza',
    dataVisita: '2019-05-06',
    dataDefinizione: '2019-05-20',
    giudizi: [giudizio({ al: '2019-03-01', dataRevisione: '2000-01-01' })],
    noteFiscali: ['F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6'],
    dm2007: true,
    sostituisce: 'A-0',
  },
  'verbale.annullato': { protocollo: 'A-1', data: '2020-01-31' },
  'revisione.aggiornata': { protocollo: 'A-1', data: '2020-01-31', dataRevisione: '2030-01-31' },
  'visita.assenza': { protocollo: 'A-1', data: '2020-01-31' },
  'beneficio.revocato': { protocollo: 'A-1', decorrenza: '2020-01-31' },
  'rappresentanza.registrata': {
    rappresentante: OTHER_CODE,
    nome: 'Claudio',
    cognome: 'Cattaneo',
    titolo: 'tutore',
    dal: '2020-01-31',
    al: '2020-01-31',
    cellulare: '+393470000002',
  },
  'rappresentanza.cessata': { rappresentanza: OTHER_ID, data: '2020-01-31' },
  'evento.annullato': { evento: OTHER_ID, motivo: 'registrato per errore' },
} satisfies Record<string, Json>

const verbale = (more: Json = {}) => envelope('verbale.definito', { ...GOOD['verbale.definito'], ...more })
const judging = (one: Json) => verbale({ giudizi: [one] })

function refusalOf(line: Json | string): string {
  const reading = readFeedLine(typeof line === 'string' ? line : JSON.stringify(line))
  return reading.kind === 'refused' ? reading.field : 'read'
}

for (const [type, data] of Object.entries(GOOD) as [keyof typeof GOOD, Json][]) {
  void test(`${type} is read with all its fields, and without each that is optional`, () => {
    const whole = envelope(type, data)
    assert.equal(refusalOf(whole), 'read')
    const optional = ['cellulare', 'email', 'territorio', 'noteFiscali', 'dm2007', 'sostituisce', 'al']
    for (const field of Object.keys(data)) {
      const { [field]: _left, ...rest } = data
      const expected = optional.includes(field) ? 'read' : `data.${field}`
      assert.equal(refusalOf(envelope(type, rest)), expected, field)
      assert.equal(refusalOf(envelope(type, { ...data, [field]: null })), `data.${field}`, `${field} null`)
      assert.equal(
        refusalOf(envelope(type, { ...data, [field]: 7 })),
        `data.${field}`,
        `${field} of another type`,
      )
      assert.equal(refusalOf(envelope(type, { ...data, [field]: {} })), `data.${field}`, `${field} an object`)
    }
    assert.equal(refusalOf(envelope(type, { ...data, altro: 1 })), 'data.altro')
    for (const field of Object.keys(whole)) {
      const { [field]: _left, ...rest } = whole
      assert.equal(refusalOf(rest), field, `${field} missing`)
      assert.equal(refusalOf({ ...whole, [field]: null }), field, `${field} null`)
      assert.equal(refusalOf({ ...whole, [field]: 7 }), field, `${field} of another type`)
    }
    assert.equal(refusalOf({ ...whole, fonte: 'archivio' }), 'fonte')
  })
}

for (const [codice, rule] of Object.entries(CODES) as [string, CodeRule][]) {
  void test(`${codice} belongs to ${rule.area} alone, and has the percentages of the table`, () => {
    const one = giudizio({ area: rule.area, codice })
    assert.equal(refusalOf(judging(one)), 'read')
    for (const area of new Set(Object.values(CODES).map((other) => other.area))) {
      if (area !== rule.area)
        assert.equal(refusalOf(judging({ ...one, area })), 'data.giudizi[0].codice', area)
    }
    const { from, to } = rule.percentuale ?? { from: 101, to: -1 }
    for (let percentuale = -1; percentuale <= 101; percentuale++) {
      const expected = percentuale >= from && percentuale <= to ? 'read' : 'data.giudizi[0].percentuale'
      assert.equal(refusalOf(judging({ ...one, percentuale })), expected, String(percentuale))
    }
    for (const wrong of [from + 0.5, String(from), null])
      assert.equal(
        refusalOf(judging({ ...one, percentuale: wrong })),
        'data.giudizi[0].percentuale',
        String(wrong),
      )
  })
}

void test('the over-65 bands, and no percentage where the table has none, are those of the contract', () => {
  const bands = Object.entries(CODES).flatMap(([codice, rule]) => {
    const band = (rule as CodeRule).percentuale
    return band ? [`${codice} ${String(band.from)}–${String(band.to)}`] : []
  })
  assert.deepEqual(bands, [
    'CIV-00 0–33',
    'CIV-34 34–73',
    'CIV-74 74–99',
    'CIV-100 100–100',
    'CIV-100D 100–100',
    'CIV-100A 100–100',
    'ANZ-L 33–66',
    'ANZ-M 67–99',
    'ANZ-G 100–100',
    'ANZ-D 100–100',
    'ANZ-A 100–100',
  ])
})

const WRONG: [string, Json, string][] = [
  ['an id that is no UUID', { ...verbale(), id: 'evento-0003' }, 'id'],
  ['an unknown type', { ...verbale(), type: 'verbale.sospeso' }, 'type'],
  ['a type that is a name of every object', { ...verbale(), type: 'constructor' }, 'type'],
  ['an instant without offset', { ...verbale(), occurredAt: '2020-02-01T09:00:00' }, 'occurredAt'],
  ['an instant of an impossible day', { ...verbale(), occurredAt: '2021-02-29T09:00:00Z' }, 'occurredAt'],
  ['a day for an instant', { ...verbale(), occurredAt: '2020-02-01' }, 'occurredAt'],
  ['an instant before year 1', { ...verbale(), occurredAt: '0001-01-01T00:30:00+01:00' }, 'occurredAt'],
  ['an instant after year 9999', { ...verbale(), occurredAt: '9999-12-31T23:30:00-01:00' }, 'occurredAt'],
  [
    'a leap second that ends the year 9999',
    { ...verbale(), occurredAt: '9999-12-31T23:59:60Z' },
    'occurredAt',
  ],
  ['a wrong check character', { ...verbale(), codiceFiscale: 'BLLGNS72C58A944A' }, 'codiceFiscale'],
  ['a codice fiscale in lower case', { ...verbale(), codiceFiscale: CODE.toLowerCase() }, 'codiceFiscale'],
  ['a codice fiscale with a space', { ...verbale(), codiceFiscale: `${CODE} ` }, 'codiceFiscale'],
  ['a provisional code of eleven digits', { ...verbale(), codiceFiscale: '12345678903' }, 'codiceFiscale'],
  ['data that is a list', { ...verbale(), data: [] }, 'data'],
  ['no giudizio', verbale({ giudizi: [] }), 'data.giudizi'],
  ['a giudizio that is null', verbale({ giudizi: [null] }), 'data.giudizi[0]'],
  [
    'an unknown field in the second giudizio',
    verbale({ giudizi: [giudizio(), giudizio({ diagnosi: 'x' })] }),
    'data.giudizi[1].diagnosi',
  ],
  ['an unknown area', judging(giudizio({ area: 'vista' })), 'data.giudizi[0].area'],
  ['an unknown codice', judging(giudizio({ codice: 'H-2' })), 'data.giudizi[0].codice'],
  ['no codice', judging({ area: 'handicap', dal: '2019-03-01' }), 'data.giudizi[0].codice'],
  ['31 April', verbale({ dataVisita: '2023-04-31' }), 'data.dataVisita'],
  ['29 February of a common year', judging(giudizio({ dal: '2023-02-29' })), 'data.giudizi[0].dal'],
  ['the year 0', verbale({ dataVisita: '0000-01-01' }), 'data.dataVisita'],
  ['a day written another way', verbale({ dataDefinizione: '20/05/2019' }), 'data.dataDefinizione'],
  ['an instant for a day', verbale({ dataDefinizione: '2019-05-20T00:00:00Z' }), 'data.dataDefinizione'],
  ['an al before its dal', judging(giudizio({ al: '2019-02-28' })), 'data.giudizi[0].al'],
  ['an unknown procedura', verbale({ procedura: 'riesame' }), 'data.procedura'],
  ['an unknown note', verbale({ noteFiscali: ['F4', 'F7'] }), 'data.noteFiscali'],
  ['an empty protocollo', verbale({ protocollo: '' }), 'data.protocollo'],
  ['a protocollo of spaces', verbale({ protocollo: '  ' }), 'data.protocollo'],
  ['a protocollo without end', verbale({ protocollo: 'x'.repeat(201) }), 'data.protocollo'],
  ['half a character', verbale({ protocollo: 'A\ud800' }), 'data.protocollo'],
  ['dm2007 as text', verbale({ dm2007: 'SI' }), 'data.dm2007'],
  [
    'an unknown territorio',
    envelope('persona.registrata', { ...GOOD['persona.registrata'], territorio: 'AO' }),
    'data.territorio',
  ],
  [
    'a telephone number that is not E.164',
    envelope('persona.registrata', { ...GOOD['persona.registrata'], cellulare: '347 0000004' }),
    'data.cellulare',
  ],
  [
    'a telephone number without plus',
    envelope('persona.registrata', { ...GOOD['persona.registrata'], cellulare: '393470000004' }),
    'data.cellulare',
  ],
  [
    'an e-mail without domain',
    envelope('persona.registrata', { ...GOOD['persona.registrata'], email: 'agnese@' }),
    'data.email',
  ],
  [
    'a name with a control character',
    envelope('persona.registrata', { ...GOOD['persona.registrata'], nome: 'A\u0000' }),
    'data.nome',
  ],
  [
    'both postponed and cancelled',
    envelope('revisione.aggiornata', { ...GOOD['revisione.aggiornata'], esonero: true }),
    'data.esonero',
  ],
  [
    'neither postponed nor cancelled',
    envelope('revisione.aggiornata', { protocollo: 'A-1', data: '2020-01-31' }),
    'data.dataRevisione',
  ],
  [
    'a revision not cancelled',
    envelope('revisione.aggiornata', { protocollo: 'A-1', data: '2020-01-31', esonero: false }),
    'data.esonero',
  ],
  ['an undoing of no UUID', envelope('evento.annullato', { evento: 'A-1', motivo: 'x' }), 'data.evento'],
]

for (const [what, line, field] of WRONG) {
  void test(`${what} is refused by its field`, () => {
    assert.equal(refusalOf(line), field)
  })
}

const BROKEN: [string, string, string][] = [
  ['a line cut short', JSON.stringify(verbale()).slice(0, 100), 'json'],
  ['two objects in a line', '{}{}', 'json'],
  ['a list', '[]', 'json'],
  ['null', 'null', 'json'],
  ['a number', '7', 'json'],
  ['a name that stands twice', JSON.stringify(verbale()).replace('{', `{"id":"${OTHER_ID}",`), 'id'],
  [
    'a name that stands twice, written otherwise',
    JSON.stringify(verbale()).replace('{', `{"\\u0069d":"${OTHER_ID}",`),
    'id',
  ],
  ['__proto__', JSON.stringify(verbale()).replace('{', '{"__proto__":{},'), '__proto__'],
  [
    '__proto__ in the data',
    JSON.stringify(verbale()).replace('"data":{', '"data":{"__proto__":{},'),
    'data.__proto__',
  ],
  [
    '__proto__ in a giudizio',
    JSON.stringify(verbale()).replace('"area"', '"__proto__":{},"area"'),
    'data.giudizi[0].__proto__',
  ],
  ['constructor', JSON.stringify(verbale()).replace('{', '{"constructor":{},'), 'constructor'],
]

for (const [what, text, field] of BROKEN) {
  void test(`${what} is refused`, () => {
    assert.equal(refusalOf(text), field)
  })
}

void test('an instant of the last second of the year 9999 is read', () => {
  assert.equal(refusalOf({ ...verbale(), occurredAt: '9999-12-31T23:59:59.5Z' }), 'read')
})

void test('the revision cancelled is read', () => {
  const data = { protocollo: 'A-1', data: '2020-01-31', esonero: true }
  assert.equal(refusalOf(envelope('revisione.aggiornata', data)), 'read')
})

void test('ids are read in any letter case, the default territorio is INPS, instants keep their microseconds', () => {
  const undoing = readFeedLine(JSON.stringify(envelope('evento.annullato', GOOD['evento.annullato'])))
  assert.ok(undoing.kind === 'read' && undoing.event.type === 'evento.annullato')
  assert.deepEqual([undoing.event.id, undoing.event.data.evento], [ID.toLowerCase(), OTHER_ID.toLowerCase()])
  const { territorio: _left, ...data } = GOOD['persona.registrata']
  const line = { ...envelope('persona.registrata', data), occurredAt: '2020-02-01T09:00:00.123456+01:00' }
  const registration = readFeedLine(JSON.stringify(line))
  assert.ok(registration.kind === 'read' && registration.event.type === 'persona.registrata')
  assert.equal(registration.event.data.territorio, 'INPS')
  assert.equal(registration.event.occurredAt, Date.UTC(2020, 1, 1, 8) + 123.456)
})

void test('the same content in another layout is the same, other content is not', () => {
  const contentOf = (text: string) => {
    const reading = readFeedLine(text)
    return reading.kind === 'read' ? reading.content : assert.fail(reading.field)
  }
  const line = verbale({ dm2007: false })
  const turned = Object.fromEntries(Object.entries(line).reverse())
  const layout = JSON.stringify({ ...turned, id: ID.toUpperCase() }, undefined, 2)
    .replaceAll('A-1', '\\u0041-1')
    .replaceAll('\n', ' ')
  assert.equal(contentOf(layout), contentOf(JSON.stringify(line)))
  assert.notEqual(contentOf(JSON.stringify(verbale({ dm2007: true }))), contentOf(JSON.stringify(line)))
})

void test('a refusal never repeats what the line said', () => {
  const secrets = ['SEGRETO', 'segreto', CODE, '3470000001', 'RSSMRA']
  const lines = [
    ...WRONG.map(([, line]) => JSON.stringify(line)),
    ...BROKEN.map(([, text]) => text),
    JSON.stringify({ ...verbale(), [CODE]: 1 }),
    JSON.stringify({ ...verbale(), 'Agnese Bellandi SEGRETO': 1 }),
    JSON.stringify({ ...verbale(), '+393470000001': 1 }),
    JSON.stringify({ ...verbale(), 'x\u0000': 1 }),
    JSON.stringify(verbale({ protocollo: 'SEGRETO'.repeat(100) })),
    JSON.stringify(verbale({ procedura: 'segreto' })),
  ]
  for (const line of lines) {
    const reading = readFeedLine(line)
    assert.ok(reading.kind === 'refused')
    const told = `${reading.field}: ${reading.reason}`
    // Neither a terminal nor a text column can take them.
    assert.doesNotMatch(told, /[\u0000-\u001f]/)
    for (const secret of secrets) assert.ok(!told.includes(secret), told)
  }
})

void test('a refused line says whom it is about, where that much can be read', () => {
  const about = (line: Json) => {
    const reading = readFeedLine(JSON.stringify(line))
    return reading.kind === 'refused' ? reading.codiceFiscale : 'read'
  }
  assert.equal(about({ ...verbale(), fonte: 1 }), CODE)
  assert.equal(about({ ...verbale(), codiceFiscale: 'x' }), undefined)
})

void test('every line of the examples is read', () => {
  const text = readFileSync(new URL('../../../test/examples/feed.ndjson', import.meta.url), 'utf8')
  for (const line of text.split('\n').filter(Boolean)) assert.equal(refusalOf(line), 'read')
})

void test('the scope is that of the appointment, and of a parent and a tutor that of the law', () => {
  const mandate = (more: Json) =>
    refusalOf(envelope('rappresentanza.registrata', { ...GOOD['rappresentanza.registrata'], ...more }))
  for (const titolo of ['curatore', 'amministratoreDiSostegno']) {
    assert.equal(mandate({ titolo }), 'data.ambito')
    assert.equal(mandate({ titolo, ambito: [] }), 'data.ambito')
    assert.equal(mandate({ titolo, ambito: ['titolarita', 'altro'] }), 'data.ambito')
    assert.equal(mandate({ titolo, ambito: ['titolarita'] }), 'read')
    assert.equal(mandate({ titolo, ambito: ['titolarita', 'consensi'] }), 'read')
  }
  for (const titolo of ['genitore', 'tutore']) {
    assert.equal(mandate({ titolo, ambito: ['consensi'] }), 'data.ambito')
    assert.equal(mandate({ titolo }), 'read')
  }
  assert.equal(mandate({ titolo: 'delegato' }), 'data.titolo')
  assert.equal(mandate({ al: '2020-01-30' }), 'data.al')
})
