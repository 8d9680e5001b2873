import { Bug } from '../kernel/failures.js'
import { fault, type Finding } from '../kernel/finding.js'
import { type Place, type Vault } from './vault.js'

/** How many sealed values of a table an examination opens. */
export const SEAL_SAMPLE = 200

/** What one sealed value said when it was tried. */
export type SealCheck = 'agrees' | 'closed' | 'disagrees'

/** Opens one sealed value, and asks whether the look-up codes beside it are those of what it says. */
export function checkSeal(
  { open }: Vault,
  place: Place,
  sealed: Uint8Array,
  agrees: (clear: string) => boolean,
): SealCheck {
  let clear: string
  try {
    clear = open(place, sealed)
  } catch (error) {
    if (error instanceof Bug) return 'closed'
    throw error
  }
  return agrees(clear) ? 'agrees' : 'disagrees'
}

/** What a sample of sealed values of a table says of the keys. */
export function sealFindings(table: string, sample: SealCheck[]): Finding[] {
  const count = (kind: SealCheck) => sample.filter((check) => check === kind).length
  const share = (part: number) => `${String(part)} of ${String(sample.length)} values looked at in ${table}`
  const [closed, disagreeing] = [count('closed'), count('disagrees')]
  const findings: Finding[] = []
  if (closed > 0)
    findings.push(
      fault(
        'keys.closed',
        `${share(closed)} do not open with the keys of KEYS_FILE.`,
        'Start with the key file of this database: its copy is kept apart from the backups. Where it is the right one, the rows were altered.',
      ),
    )
  if (disagreeing > 0)
    findings.push(
      fault(
        'keys.otherLookUps',
        `${share(disagreeing)} open, but are filed under look-up codes that other keys made: nobody would be found.`,
        'Start with the key file of this database: its look-up keys (“macs”) are not these.',
      ),
    )
  return findings
}
