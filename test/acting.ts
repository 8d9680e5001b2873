import { type Database } from '../src/db/database.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { ELVIRA } from './level-two.js'
import { levelTwoPages } from './level-two-pages.js'

/** Acts for Elvira; has no status of her own. */
export const TERESA = 'CTTCLD63R09F205N' as CodiceFiscale
export const TERESA_PHONE = '+393470000777'

/** Elvira's pages, and Teresa who may act for her on a ground. */
export async function actingWorld(database: Database, mandate: object = {}, register: object = {}) {
  const pages = await levelTwoPages(database, { register })
  const { feed, chance } = pages
  const registration = chance.uuid()
  const record = (data: object, id = chance.uuid(), codiceFiscale = ELVIRA, on = '2024-01-10') =>
    pages.registry.recordFeed([
      {
        line: 1,
        text: JSON.stringify({
          ...{ id, type: 'rappresentanza.registrata', occurredAt: `${on}T09:00:00+01:00`, codiceFiscale },
          data: {
            ...{
              rappresentante: TERESA,
              nome: 'Teresa',
              cognome: 'Alba',
              titolo: 'tutore',
              dal: '2024-01-10',
            },
            ...{ cellulare: TERESA_PHONE, ...data },
          },
        }),
      },
    ])
  await record(mandate, registration)
  const teresa = () => pages.enter(TERESA, 'Teresa', 'Alba', { kind: 'ownPages' })
  return {
    ...pages,
    registration,
    record,
    teresa,
    /** The institution ends it. */
    end: (data: string) =>
      feed('rappresentanza.cessata', { rappresentanza: registration, data }, '2026-11-01T09:00:00+01:00'),
    /** Teresa, who said that she acts for Elvira. */
    teresaForElvira: async () => {
      const visitor = await teresa()
      const persona = /name="persona"\s+value="([\da-f-]{36})"/.exec(
        (await visitor.get('/per-chi')).body,
      )?.[1]
      await visitor.send('/per-chi', { persona: persona ?? '' })
      return visitor
    },
  }
}
