import { type DemoPerson } from '../src/cli/demo/demo-person.js'
import { type Session, statement } from '../src/db/database.js'

/** What somebody could read who holds a copy: what is printed, and what the bytes of sealed columns say. */
export interface Copy {
  text: string
  bytes: string
}

const TABLES = statement(
  'canaries.tables',
  `select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'm')
   order by c.relname`,
)

/** Every row of every table, each value as it is printed; bytes in hexadecimal, and as the text they would be. */
export async function dump(session: Session): Promise<Copy> {
  const text: string[] = []
  for (const { name } of await session.query<{ name: string }>(TABLES)) {
    const rows = await session.query<{ row: string }>(
      statement(`canaries.${name}`, `select t::text as row from ${name} t`),
    )
    text.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return copyOf(text.join('\n'))
}

/** A text, and what the bytes say that it prints as `\x…`. */
export function copyOf(text: string): Copy {
  const sealed = Array.from(text.matchAll(/\\x((?:[0-9a-f]{2})+)/g), ([, hex = '']) =>
    Buffer.from(hex, 'hex'),
  )
  return {
    text,
    bytes: sealed.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('utf8')]).join('\n'),
  }
}

/** All that names somebody of the demo's world: codes, names, birth dates, telephones, addresses, protocolli. */
export function canariesOf(people: DemoPerson[]): string[] {
  const found = people.flatMap(({ codiceFiscale, nome, cognome, born, events }) => [
    codiceFiscale,
    nome,
    cognome,
    born,
    ...events.flatMap(({ data }) => personalIn(data)),
  ])
  // Three letters are part of too many words.
  return [...new Set(found)].filter((canary) => canary.length > 3)
}

function personalIn({
  nome,
  cognome,
  dataNascita,
  cellulare,
  email,
  protocollo,
  nuovoCodiceFiscale,
  rappresentante,
}: Data): string[] {
  const mobile = typeof cellulare === 'string' ? [cellulare, cellulare.replace('+39', '')] : []
  const others = [nome, cognome, dataNascita, email, protocollo, nuovoCodiceFiscale, rappresentante]
  return [...mobile, ...others.filter((value) => typeof value === 'string')]
}
type Data = Record<string, unknown>

/** Which canaries a copy sings. Short ones are not looked for in bytes: among so many, chance writes four letters. */
export function sung(canaries: string[], { text, bytes }: Copy): string[] {
  return canaries.filter((canary) => text.includes(canary) || (canary.length > 6 && bytes.includes(canary)))
}
