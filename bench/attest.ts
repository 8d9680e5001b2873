import { insertAttestation } from '../src/attestation/attestation.store.js'
import { drawToken, type Token } from '../src/attestation/token.js'
import { statement } from '../src/db/database.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type Archive, vault } from './archive.js'
import { codeOf } from './people.js'

const FIND_ENTRIES = statement(
  'bench.findEntries',
  'select code_mac, person from x_codice_fiscale where code_mac = any($1::bytea[])',
)

/** Gives people spread over the archive a QR each; returns the bodies that ask for them, in random order. */
export async function attest(
  { database }: Archive,
  people: number,
  attestations: number,
): Promise<{ person: number; body: string }[]> {
  const chosen = Array.from({ length: attestations }, (_, index) =>
    Math.floor((index * people) / attestations),
  )
  const macs = chosen.map((person) => vault.mac('codiceFiscale', codeOf(person)))
  const rows = await database.query<{ code_mac: Buffer; person: string }>(FIND_ENTRIES, [macs])
  const entries = new Map(rows.map((row) => [row.code_mac.toString('hex'), row.person]))
  const bodies: { person: number; body: string; place: number }[] = []
  await database.transact(async (session) => {
    for (const [index, person] of chosen.entries()) {
      const token = drawToken(systemChance)
      await insertAttestation(
        session,
        vault,
        newAttestation(entries.get(macs[index]!.toString('hex'))!, token),
      )
      bodies.push({
        person,
        body: JSON.stringify({ token, codiceFiscale: codeOf(person) }),
        place: Math.random(),
      })
    }
  })
  return bodies.sort((one, other) => one.place - other.place)
}

function newAttestation(person: string, token: Token) {
  const now = systemClock.now()
  const reading = { issuedAt: now, noticeVersion: 1, noticeReadAt: now }
  return { id: systemChance.uuid(), person, token, shows: 'only' as const, ...reading }
}
