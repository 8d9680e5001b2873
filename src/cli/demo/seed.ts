import { createHash } from 'node:crypto'
import { type App } from '../../app.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type DemoIdentity } from '../../toolkit.js'
import { NAMED, nameOf } from './acting-people.js'
import { demoOrganisations } from './organisations.js'
import { type DemoPerson } from './demo-person.js'

/** Who can be logged in as, and whose telephone is shown. */
export function demoIdentities(people: DemoPerson[]): DemoIdentity[] {
  return people.map(identityOf)
}

function identityOf(person: DemoPerson): DemoIdentity {
  const { codiceFiscale, nome, cognome, note } = person
  const register = person.events[0]?.data
  const cellulare = register?.['cellulare']
  return {
    codiceFiscale,
    nome,
    cognome,
    note,
    ...(typeof cellulare === 'string' ? { cellulare } : {}),
    // One person of a class that kept the PIN after 2021.
    ...(cognome === 'Bonetti' ? { pin: true } : {}),
  }
}

/** Feeds the invented world through the same door as a real one; once, since tomorrow's birthdays differ. */
export async function seedDemo(app: App, people: DemoPerson[]): Promise<void> {
  const [first] = people
  const known = first && (await app.registry.findDossierByCode(first.codiceFiscale as CodiceFiscale))
  if (!known || known.start !== undefined) return
  const lines = people.flatMap(({ codiceFiscale, events }) =>
    events.map((event, index) =>
      JSON.stringify({ id: inventId(`${codiceFiscale}/${String(index)}`), codiceFiscale, ...event }),
    ),
  )
  await app.registry.recordFeed(lines.map((text, index) => ({ line: index + 1, text })))
  await nameDelegate(app, people)
  await app.organisation.importFile(JSON.stringify(demoOrganisations(people)))
}

/** As the holder would, on their own pages. */
async function nameDelegate(app: App, people: DemoPerson[]): Promise<void> {
  const codeOf = (name: string) =>
    people.find((one) => nameOf(one) === name)?.codiceFiscale as CodiceFiscale | undefined
  const [holder, delegate] = [codeOf(NAMED.of), codeOf(NAMED.by)]
  if (holder === undefined || delegate === undefined) return
  const naming = { codiceFiscale: holder, delegate, name: NAMED.by, until: undefined }
  await app.representation.nameDelegate({ ...naming, acting: { method: 'spid', level: 2 } })
}

function inventId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
