import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant } from '../../kernel/instant.js'
import { type FactType } from '../feed-event.js'
import { admitEvent, type Candidate } from './admit-event.js'
import { Archive } from './archive.js'

let ids = 0

/** An event under an entry named by a letter; the letter stands for its look-up code, too. */
function candidate(entry: string, type: FactType, at: number, more: Partial<Candidate> = {}): Candidate {
  const id = `event ${String(++ids)}`
  return { event: { id, type, occurredAt: at as Instant }, contentMac: id, entry, ...more }
}

const registered = (entry: string) => candidate(entry, 'persona.registrata', 0)
const act = (entry: string, protocollo: string, at = 1, sostituisce?: string) =>
  candidate(entry, 'verbale.definito', at, { protocolloMac: protocollo, sostituisceMac: sostituisce })
const absence = (entry: string, protocollo: string, at = 1) =>
  candidate(entry, 'visita.assenza', at, { protocolloMac: protocollo })
const change = (entry: string, otherEntry: string, at = 1) =>
  candidate(entry, 'persona.codiceFiscaleVariato', at, { otherEntry })
const undoing = (entry: string, { event: { id } }: Candidate, at = 1) => {
  const made = candidate(entry, 'evento.annullato', at)
  return { ...made, event: { ...made.event, evento: id } }
}
const death = (entry: string) => candidate(entry, 'persona.deceduta', 1)

/** What the last of the candidates comes to, after the others. */
function admissionAfter(...candidates: Candidate[]): string {
  const archive = new Archive()
  const admissions = candidates.map((one) => admitEvent(archive, one))
  const last = admissions.at(-1)
  if (last?.kind === 'refused') return `refused ${last.field}`
  return last?.kind === 'waiting' ? `waits for its ${last.waitsFor}` : (last?.kind ?? '')
}

const [A, B, C] = [() => registered('A'), () => registered('B'), () => registered('C')]
const x = act('A', 'X')
const q = act('A', 'Q')
const merge = change('A', 'B', 10)
const parting = undoing('A', merge, 20)

const TABLE: [string, Candidate[], string][] = [
  ['a registration', [A()], 'applied'],
  ['an act of a registered person', [A(), act('A', 'P')], 'applied'],
  ['an act of somebody not registered yet', [act('A', 'P')], 'waits for its registration'],
  ['an act of somebody registered under the new code', [B(), change('A', 'B'), act('A', 'P')], 'applied'],
  ['a change of code of somebody registered under the new one', [B(), change('A', 'B')], 'applied'],
  ['a change to the same code', [A(), change('A', 'A')], 'refused data.nuovoCodiceFiscale'],
  ['an absence for an act not recorded yet', [A(), absence('A', 'P')], 'waits for its act'],
  ['an absence for a recorded act', [A(), act('A', 'P'), absence('A', 'P')], 'applied'],
  [
    'an absence for an act that was taken back',
    [A(), x, undoing('A', x), absence('A', 'X')],
    'waits for its act',
  ],
  ['the same event again', [A(), x, x], 'repeated'],
  ['the same id with other content', [A(), x, { ...x, contentMac: 'other' }], 'refused id'],
  ['a protocollo taken', [A(), act('A', 'P'), act('A', 'P')], 'refused data.protocollo'],
  [
    'a protocollo taken for somebody else',
    [A(), B(), act('A', 'P'), act('B', 'P')],
    'refused data.protocollo',
  ],
  [
    'a protocollo taken where nobody is registered',
    [act('A', 'P'), act('B', 'P')],
    'refused data.protocollo',
  ],
  ['a protocollo freed by an undoing', [A(), B(), x, undoing('A', x), act('B', 'X')], 'applied'],
  [
    'a protocollo taken, for an act that is undone already',
    [A(), B(), act('B', 'Q'), undoing('A', q), q],
    'applied',
  ],
  [
    'an undoing by somebody else frees no protocollo',
    [A(), undoing('B', x), x, B(), act('B', 'X')],
    'refused data.protocollo',
  ],
  ['an absence for the act of somebody else', [A(), B(), x, absence('B', 'X')], 'refused data.protocollo'],
  ['an absence for the act of somebody not registered', [B(), x, absence('B', 'X')], 'waits for its act'],
  [
    'an absence by somebody not registered for the act of another',
    [A(), x, absence('B', 'X')],
    'waits for its registration',
  ],
  ['an absence under the other code', [A(), x, change('A', 'B'), absence('B', 'X')], 'applied'],
  [
    'an absence over a chain of codes',
    [A(), x, change('A', 'B'), change('C', 'B'), absence('C', 'X')],
    'applied',
  ],
  [
    'an absence before the codes were parted',
    [A(), B(), x, merge, parting, absence('B', 'X', 15)],
    'applied',
  ],
  [
    'an absence after the codes were parted',
    [A(), B(), x, merge, parting, absence('B', 'X', 21)],
    'refused data.protocollo',
  ],
  ['an undoing of an event not recorded yet', [A(), undoing('A', death('A'))], 'waits for its event'],
  ['an undoing of an event of somebody else', [A(), B(), x, undoing('B', x)], 'refused data.evento'],
  ['an undoing under the other code', [A(), x, change('A', 'B'), undoing('B', x)], 'applied'],
  ['an undoing of a registration', ((a) => [a, undoing('A', a)])(A()), 'refused data.evento'],
  ['an undoing of an undoing', ((u) => [A(), x, u, undoing('A', u)])(undoing('A', x)), 'refused data.evento'],
  [
    'the parting of a merge, said under the other code',
    [A(), B(), merge, undoing('B', merge, 20)],
    'applied',
  ],
  ['a second parting of the same merge', [A(), B(), merge, parting, undoing('B', merge, 20)], 'applied'],
  ['a parting by a third person', [A(), B(), C(), merge, undoing('C', merge, 20)], 'refused data.evento'],
  ['a replacement of an act not recorded here', [A(), act('A', 'P', 1, 'Q')], 'applied'],
  ['a replacement of an own act', [A(), x, act('A', 'P', 1, 'X')], 'applied'],
  [
    'a replacement of the act of somebody else',
    [A(), B(), x, act('B', 'P', 1, 'X')],
    'refused data.sostituisce',
  ],
  [
    'an act of which somebody else’s, recorded before, says that it replaces it',
    [A(), B(), act('B', 'P', 1, 'X'), x],
    'applied',
  ],
  ['an event that was undone before it came', [A(), undoing('A', x), x], 'applied'],
]

for (const [what, candidates, expected] of TABLE) {
  void test(`${what}: ${expected}`, () => {
    assert.equal(admissionAfter(...candidates), expected)
  })
}

void test('an undoing of itself is refused', () => {
  const one = undoing('A', A())
  const itself = { ...one, event: { ...one.event, evento: one.event.id } }
  assert.equal(admissionAfter(A(), itself), 'refused data.evento')
})

void test('a refused event leaves nothing behind: its id stays free', () => {
  const archive = new Archive()
  admitEvent(archive, A())
  const refused = change('A', 'A')
  assert.equal(admitEvent(archive, refused).kind, 'refused')
  const mended = { ...act('A', 'P'), event: { ...act('A', 'P').event, id: refused.event.id } }
  assert.equal(admitEvent(archive, mended).kind, 'applied')
})
