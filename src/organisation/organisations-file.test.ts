import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { demoOrganisations } from '../cli/demo/organisations.js'
import { demoWorld } from '../cli/demo/demo-people.js'
import { readOrganisationsFile } from './organisations-file.gateway.js'

const purpose = {
  id: 'sosta',
  label: { it: 'Contrassegno', en: 'Badge' },
  legalBasis: 'Art. 381 D.P.R. 495/1992',
  smsLabel: 'contrassegno sosta',
}
const body = {
  id: 'comune-x',
  name: 'Comune di X',
  smsLabel: 'Comune di X',
  purposes: [purpose],
  operators: ['TSSLVR61B54A944R'],
}

function faultsOf(file: unknown): string[] {
  const reading = readOrganisationsFile(typeof file === 'string' ? file : JSON.stringify(file))
  return reading.kind === 'read' ? [] : reading.faults.map(({ path, reason }) => `${path}: ${reason}`)
}

describe('A file of organisations', () => {
  it('is refused with every fault at once, by path and reason and never by value', () => {
    const faults = faultsOf({
      bodies: [
        { ...body, id: 'Comune X', extra: 1, purposes: [] },
        {
          ...body,
          smsLabel: 'Comune di una località lontanissima',
          purposes: [
            { ...purpose, smsLabel: 'esenzione invalidi' },
            { ...purpose, legalBasis: undefined, label: { it: 'A' } },
          ],
          operators: ['TSSLVR61B54A944A', '12345678901'],
        },
      ],
    })
    assert.deepEqual(faults.sort(), [
      'bodies[0].extra: is not known',
      'bodies[0].id: is not an id: lower-case letters, digits and hyphens',
      'bodies[0].operators[0]: is no codice fiscale: its last character does not belong to the others',
      'bodies[0].purposes: has no purpose',
      'bodies[1].operators[0]: is no codice fiscale: its last character does not belong to the others',
      'bodies[1].operators[1]: is a code of eleven digits: the one of sixteen characters is needed',
      'bodies[1].purposes[0].smsLabel: has a word about health',
      'bodies[1].purposes[1].label.en: is missing',
      'bodies[1].purposes[1].legalBasis: is missing',
      'bodies[1].smsLabel: is longer than 28 characters of a text message',
    ])
    assert.doesNotMatch(faults.join(' '), /TSSLVR|123456/)
  })

  it('is refused where a name or a label has a control character or half of one, as the feed does', () => {
    const faults = faultsOf({
      bodies: [
        {
          ...body,
          operators: [],
          name: 'Comune\u0000 di X',
          smsLabel: 'Comune\u0000 di X',
          purposes: [{ ...purpose, label: { it: 'A\u001b[2J', en: 'A\ud800' }, legalBasis: '\u0085Art. 1' }],
        },
      ],
    })
    const reason = 'has a control character or half of a character'
    assert.deepEqual(faults.sort(), [
      `bodies[0].name: ${reason}`,
      `bodies[0].purposes[0].label.en: ${reason}`,
      `bodies[0].purposes[0].label.it: ${reason}`,
      `bodies[0].purposes[0].legalBasis: ${reason}`,
      'bodies[0].smsLabel: has a character outside the GSM 7-bit alphabet',
    ])
  })

  it('is refused where an id or an operator is there twice', () => {
    const code = 'RSSMRA80A01H501U'
    assert.deepEqual(
      faultsOf({
        bodies: [
          { ...body, operators: [code, code] },
          { ...body, operators: [] },
        ],
      }),
      ['bodies[0].operators[1]: is there twice', 'bodies[1].id: is there twice'],
    )
  })

  it('is refused where it is no JSON, or two programs may read it differently', () => {
    assert.deepEqual(
      faultsOf('{'),
      ['the file: is not JSON'].map((line) => line.replace('the file', '')),
    )
    assert.deepEqual(faultsOf('{"bodies": [], "bodies": []}'), [
      ': has the name "bodies" twice in one object',
    ])
    assert.deepEqual(faultsOf([]), [': is not an object'])
  })

  it('is read with the bodies of the demo in it', () => {
    const demo = demoOrganisations(demoWorld('2026-11-23'))
    assert.deepEqual(faultsOf(demo), [])
    // Dario Montali, at the demo's eIDAS node without a codice fiscale (`src/identity/spid/spid.test.ts`).
    assert.ok(demo.bodies[0]?.operators?.includes('ES/IT/MNTDRA'), 'one of another state can be tried')
  })
})

describe('T25: a label for text messages is refused', () => {
  const unfit = {
    'with a word about health': [
      'pensione invalidità',
      'disability card',
      'legge 104',
      'esenzione ASL sanitaria',
    ],
    'with a link': ['vai su https://x.it', 'comune-x.it', 'www.comune'],
    'outside the GSM alphabet': ['tariffa «ridotta»', 'l’abbonamento'],
    'with several lines': ['uno\ndue'],
    'when it is too long': ['un motivo troppo lungo!'],
  }
  for (const [why, labels] of Object.entries(unfit)) {
    for (const smsLabel of labels) {
      it(`${why}: ${JSON.stringify(smsLabel)}`, () => {
        assert.equal(
          faultsOf({ bodies: [{ ...body, operators: [], purposes: [{ ...purpose, smsLabel }] }] }).length,
          1,
        )
      })
    }
  }
})
