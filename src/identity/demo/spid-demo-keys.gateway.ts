import { type Chance } from '../../kernel/chance.js'
import { type Instant } from '../../kernel/instant.js'
import { makeCertificate } from '../spid/make-certificate.gateway.js'
import { type SpidKeys } from '../spid/spid-settings.js'

const made = new Map<string, Promise<SpidKeys>>()

/** A key of the demonstration, by whose it is: made when first asked for, and gone with the process. */
export function demoKeys(
  whose: string,
  { now, chance }: { now: Instant; chance: Chance },
): Promise<SpidKeys> {
  const known = made.get(whose)
  if (known) return known
  const making = makeCertificate(
    {
      ...{ commonName: `Attesta - dimostrazione: ${whose}`, organisation: 'Attesta - dimostrazione' },
      ...{ ipaCode: 'prova', entityId: `https://${whose}.example`, place: 'Roma', years: 1 },
    },
    { now, chance, bits: 2048 },
  )
  made.set(whose, making)
  return making
}
