import { type Session, type Statement, statement } from '../db/database.js'
import { type Opened, type SealedColumn, sealedColumn } from '../db/sealed-column.store.js'
import { type MacPurpose, type Vault } from '../vault/vault.js'
import { lineContent } from './quarantine/quarantine.store.js'
import { type PreparedLine } from './reading/prepare-line.js'

const QUARANTINE = { table: 'quarantine', key: 'id', keyType: 'uuid' } as const

/** What the rotation of keys writes anew here; every look-up code is made of what some event's or line's seal holds. */
export function sealedColumns(vault: Vault, prepare: (text: string) => PreparedLine): SealedColumn[] {
  const reading = (text: string) => prepare(text).reading
  return [
    sealedColumn(
      { table: 'feed_event', column: 'sealed_body', key: 'seq', keyType: 'bigint', row: 'event_id::text' },
      vault,
      {
        lookUps: { content_mac: (content) => vault.mac('content', content) },
        beside: (session, opened) => refile(session, vault, opened),
      },
    ),
    sealedColumn({ ...QUARANTINE, column: 'sealed_line' }, vault, {
      lookUps: {
        line_mac: (text) => vault.mac('content', lineContent(text)),
        code_mac: (text) => fromHex(reading(text).codeMac),
        protocollo_mac: (text) => {
          const read = reading(text)
          return read.kind === 'read' ? fromHex(read.protocolloMac) : undefined
        },
      },
    }),
    // In places of their own: desk.store.ts.
    sealedColumn({ ...QUARANTINE, column: 'sealed_correction', row: `id::text || ' correction'` }, vault),
    sealedColumn({ ...QUARANTINE, column: 'sealed_reason', row: `id::text || ' reason'` }, vault),
  ]
}

const REFILE_ENTRIES = statement(
  'registry.refileEntries',
  `update codice_fiscale c set code_mac = n.mac
   from unnest($1::bigint[], $2::bytea[]) as n(seq, mac) join feed_event e on e.seq = n.seq
   where c.person = e.person and c.code_mac <> n.mac`,
)
const REFILE_NEW_CODES = statement(
  'registry.refileNewCodes',
  `update codice_fiscale c set code_mac = n.mac
   from unnest($1::bigint[], $2::bytea[]) as n(seq, mac) join person_link l on l.event_seq = n.seq
   where c.person = l.other_person and c.code_mac <> n.mac`,
)
const REFILE_REPRESENTATIVES = statement(
  'registry.refileRepresentatives',
  `update codice_fiscale c set code_mac = n.mac
   from unnest($1::bigint[], $2::bytea[]) as n(seq, mac) join representation r on r.event_seq = n.seq
   where c.person = r.representative and c.code_mac <> n.mac`,
)
const REFILE_ACTS = statement(
  'registry.refileActs',
  `update act a set protocollo_mac = n.mac from unnest($1::bigint[], $2::bytea[]) as n(seq, mac)
   where a.event_seq = n.seq and a.protocollo_mac <> n.mac`,
)
const REFILE_REFERENCES = statement(
  'registry.refileReferences',
  `update event_reference r set protocollo_mac = n.mac from unnest($1::bigint[], $2::bytea[]) as n(seq, mac)
   where r.event_seq = n.seq and r.protocollo_mac <> n.mac`,
)

interface Content {
  codiceFiscale: string
  data: { protocollo?: string; nuovoCodiceFiscale?: string; rappresentante?: string }
}

/** Files the rows that go with events under the current look-up keys: in the same transaction as their seals. */
async function refile(session: Session, vault: Vault, opened: Opened[]): Promise<void> {
  if (vault.macs('content', '').length === 1) return
  const events = opened.map(({ key, clear }) => ({ key, content: JSON.parse(clear) as Content }))
  const put = async (
    update: Statement,
    purpose: MacPurpose,
    textOf: (content: Content) => string | undefined,
  ) => {
    const named = events.flatMap(({ key, content }) => {
      const text = textOf(content)
      return text === undefined ? [] : [{ key, mac: vault.mac(purpose, text) }]
    })
    if (named.length > 0)
      await session.query(update, [named.map(({ key }) => key), named.map(({ mac }) => mac)])
  }
  await put(REFILE_ENTRIES, 'codiceFiscale', ({ codiceFiscale }) => codiceFiscale)
  await put(REFILE_NEW_CODES, 'codiceFiscale', ({ data }) => data.nuovoCodiceFiscale)
  await put(REFILE_REPRESENTATIVES, 'codiceFiscale', ({ data }) => data.rappresentante)
  await put(REFILE_ACTS, 'protocollo', ({ data }) => data.protocollo)
  await put(REFILE_REFERENCES, 'protocollo', ({ data }) => data.protocollo)
}

function fromHex(mac: string | undefined): Buffer | undefined {
  return mac === undefined ? undefined : Buffer.from(mac, 'hex')
}
