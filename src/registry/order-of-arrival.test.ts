import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { answersAfter, type Line } from '../../test/answers-after.js'
import { withEmbedded } from '../../test/databases.js'
import { type Story } from '../../test/stories.js'

const [A, B, C] = ['BLLGNS72C58A944L', 'CTTCLD63R09F205N', 'DLMDNL57L62D969A'] as const

let ids = 0
function line(type: string, codiceFiscale: string, on: string, data: Record<string, unknown>): Line {
  const id = `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  return { id, type, occurredAt: `${on}T09:00:00+01:00`, codiceFiscale, data }
}

const born = (code: string, on = '2015-01-01') =>
  line('persona.registrata', code, on, { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' })
const act = (
  code: string,
  protocollo: string,
  on: string,
  codice: string,
  more: Record<string, unknown> = {},
) =>
  line('verbale.definito', code, on, {
    protocollo,
    procedura: 'primaIstanza',
    dataVisita: on,
    dataDefinizione: on,
    giudizi: [{ area: codice.startsWith('H') ? 'handicap' : 'invaliditaCivile', codice, dal: on }],
    ...more,
  })
const change = (code: string, to: string, on: string) =>
  line('persona.codiceFiscaleVariato', code, on, { nuovoCodiceFiscale: to })
const mandate = (code: string, rappresentante: string, on: string, more: Record<string, unknown> = {}) =>
  line('rappresentanza.registrata', code, on, {
    ...{ rappresentante, nome: 'R', cognome: 'A', titolo: 'tutore', dal: on },
    ...more,
  })
const end = (code: string, { id: rappresentanza }: Line, on: string) =>
  line('rappresentanza.cessata', code, on, { rappresentanza, data: on })
const annul = (code: string, protocollo: string, on: string) =>
  line('verbale.annullato', code, on, { protocollo, data: on })
const undo = (code: string, { id: evento }: Line, on: string) =>
  line('evento.annullato', code, on, { evento, motivo: 'm' })

/** Lives in which the order of arrival is easily got wrong. */
function hardStories(): Record<string, Line[]> {
  const mistaken = act(A, 'X-1', '2020-01-10', 'H-1')
  const merge = change(A, B, '2021-01-10')
  const second = act(A, 'X-8', '2020-02-10', 'H-3')
  const absence = line('visita.assenza', A, '2020-05-10', { protocollo: 'X-9', data: '2020-05-01' })
  const foreign = act(C, 'X-10', '2020-01-10', 'H-1')
  const wrongPlace = act(A, 'X-11', '2020-01-10', 'H-1')
  const rightPlace = act(B, 'X-11', '2020-01-10', 'H-1')
  const firstMerge = change(A, B, '2021-01-10')
  const twin = act(A, 'X-13', '2020-01-10', 'H-1')
  const tutor = mandate(A, C, '2020-01-10')
  const later = mandate(A, C, '2021-02-10', { al: '2023-01-10' })
  const ended = end(B, tutor, '2021-06-10')
  const joined = change(A, B, '2021-01-10')
  const death = line('persona.deceduta', A, '2022-01-10', { data: '2022-01-01' })
  return {
    'a protocollo freed by an undoing, used again for somebody else': [
      born(A),
      born(B),
      mistaken,
      undo(A, mistaken, '2020-02-10'),
      act(B, 'X-1', '2020-03-10', 'H-3'),
    ],
    'an act annulled under the code that came later': [
      born(A),
      act(A, 'X-2', '2020-01-10', 'H-1'),
      change(A, B, '2021-01-10'),
      annul(B, 'X-2', '2021-02-10'),
    ],
    'two registered people found to be one, who annuls an act of the other, and are parted again': [
      born(A),
      born(B),
      act(A, 'X-3', '2020-01-10', 'H-1'),
      act(B, 'X-4', '2020-02-10', 'CIV-34'),
      merge,
      annul(B, 'X-3', '2021-02-10'),
      undo(A, merge, '2021-06-10'),
    ],
    'a chain of codes, with acts under each': [
      born(A),
      act(A, 'X-5', '2020-01-10', 'H-1'),
      change(A, B, '2020-06-10'),
      act(B, 'X-6', '2020-07-10', 'CIV-34', { sostituisce: 'X-5' }),
      change(B, C, '2021-06-10'),
      line('revisione.aggiornata', C, '2021-07-10', { protocollo: 'X-6', data: '2021-07-01', esonero: true }),
      annul(C, 'X-6', '2022-01-10'),
    ],
    'an undoing under the other code while they were one, another after they were parted': [
      born(A),
      born(B),
      second,
      act(A, 'X-9', '2020-03-10', 'CIV-100A'),
      absence,
      firstMerge,
      undo(B, second, '2021-02-10'),
      undo(A, firstMerge, '2021-06-10'),
      undo(B, absence, '2021-07-10'),
      annul(B, 'X-9', '2021-08-10'),
    ],
    'a protocollo freed for a third person by an undoing that only a merge makes good': [
      born(A),
      born(B),
      born(C),
      wrongPlace,
      undo(C, wrongPlace, '2020-06-10'),
      rightPlace,
      change(A, C, '2021-01-10'),
    ],
    'an absence for the act of another person, whose act is taken back': [
      born(A),
      born(C),
      foreign,
      line('visita.assenza', A, '2020-02-10', { protocollo: 'X-10', data: '2020-02-01' }),
      undo(C, foreign, '2020-03-10'),
      act(A, 'X-10', '2020-04-10', 'CIV-34'),
    ],
    'an act that replaces one recorded under a code found to be the same later': [
      born(A),
      born(B),
      act(A, 'X-12', '2020-01-10', 'CIV-100A'),
      act(B, 'X-14', '2020-06-10', 'CIV-34', { sostituisce: 'X-12' }),
      change(B, A, '2021-01-10'),
    ],
    'one protocollo twice for one person, the first undone only later': [
      born(A),
      twin,
      act(A, 'X-13', '2020-01-10', 'H-3'),
      undo(A, twin, '2022-01-10'),
    ],
    'a tutor appointed under one code, ended under another, and the end taken back': [
      born(A),
      tutor,
      joined,
      ended,
      later,
      undo(A, ended, '2022-01-10'),
      undo(B, later, '2022-02-10'),
    ],
    'a tutor of two who are found to be one, whose own code changes, and who are parted again': [
      born(A),
      born(B),
      tutor,
      mandate(B, C, '2020-03-10'),
      joined,
      line('persona.codiceFiscaleVariato', C, '2021-03-10', { nuovoCodiceFiscale: 'MRRMRC80A01H501B' }),
      ended,
      undo(B, joined, '2022-01-10'),
    ],
    'a death under the old code, taken back under the new': [
      born(A),
      act(A, 'X-7', '2020-01-10', 'H-3'),
      change(A, B, '2021-06-10'),
      death,
      undo(B, death, '2022-03-10'),
    ],
  }
}

const stories: Record<string, Line[]> = {
  ...Object.fromEntries(
    (
      JSON.parse(
        readFileSync(new URL('../../test/examples/stories.json', import.meta.url), 'utf8'),
      ) as Story[]
    ).map(({ id, events }) => [id, events]),
  ),
  ...hardStories(),
}

void test('the order of arrival changes no answer, in any batches, for every story', async () => {
  await withEmbedded(async ({ database }) => {
    for (const [title, events] of Object.entries(stories)) {
      const inOrder = await answersAfter(database, [events])
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.integer({ min: 1, max: events.length }),
          async (shuffled, size) => {
            const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_none, index) =>
              shuffled.slice(index * size, (index + 1) * size),
            )
            assert.equal(await answersAfter(database, batches), inOrder, title)
          },
        ),
        { numRuns: 12 },
      )
    }
  })
})
