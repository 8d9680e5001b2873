import { type AuditEvent, type RecordAudit } from '../audit/audit-event.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { type Dossier } from '../registry/dossier.js'
import { type Delegation, isOver, MOST_HOLDERS } from './delegation.js'
import { actorOf, mayNameDelegate } from './mandate.js'

/** What may be done inside the transaction that names or revokes a delegate. */
export interface DelegationPorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  findDossierByEntry: (entry: string) => Promise<Dossier>
  /** Others who name for the same holder, or the same delegate, wait until this transaction ends. */
  lock: (about: { entries: string[]; codes: CodiceFiscale[] }) => Promise<void>
  findOfHolder: (entries: string[]) => Promise<Delegation[]>
  findOfDelegate: (codes: CodiceFiscale[]) => Promise<Delegation[]>
  insert: (delegation: Delegation) => Promise<void>
  /** `false` where there is none to end. */
  revoke: (asked: { id: string; entries: string[]; now: Instant }) => Promise<boolean>
  recordAudit: RecordAudit
}

export interface DelegationUse {
  transact: <T>(work: (ports: DelegationPorts) => Promise<T>) => Promise<T>
  clock: Clock
  chance: Chance
}

/** The holder themself, and how they logged in: nobody does it for them. */
export interface OwnRequest {
  codiceFiscale: CodiceFiscale
  acting: Pick<AuditEvent, 'method' | 'level'>
}

export interface Naming extends OwnRequest {
  delegate: CodiceFiscale
  name: string
  until: LegalDay | undefined
}

export type NameOutcome =
  | { kind: 'named' }
  /** Not registered, a minor, or with somebody appointed for their QR. */
  | { kind: 'notAllowed' }
  | { kind: 'yourself' }
  /** One delegate a holder. */
  | { kind: 'hasOne' }
  /** Five holders a delegate. */
  | { kind: 'tooMany' }

/** Names a delegate (INPS circ. 127/2021). The same said again is said once. */
export function nameDelegate({ transact, clock, chance }: DelegationUse) {
  return ({ codiceFiscale, delegate, name, until, acting }: Naming): Promise<NameOutcome> =>
    transact(async (ports) => {
      const moment = { at: clock.today(), knownAt: clock.now() }
      const dossier = await ports.findDossierByCode(codiceFiscale)
      const entries = [...ofOnePerson(dossier, moment.knownAt).entries]
      const { start: holder } = dossier
      if (holder === undefined || !mayNameDelegate(dossier, moment)) return { kind: 'notAllowed' }
      const actor = actorOf(await ports.findDossierByCode(delegate), delegate, moment)
      if (!actor || delegate === codiceFiscale || entries.some((entry) => actor.entries.has(entry)))
        return { kind: 'yourself' }
      const codes = [...actor.codes]
      await ports.lock({ entries, codes })
      const standing = (await ports.findOfHolder(entries)).find((one) => !isOver(one, moment.at))
      if (standing) return { kind: codes.includes(standing.delegate) ? 'named' : 'hasOne' }
      if ((await countHolders(ports, codes, moment)) >= MOST_HOLDERS) return { kind: 'tooMany' }
      await ports.insert({
        ...{
          id: chance.uuid(),
          holder,
          delegate,
          name,
          namedAt: moment.knownAt,
          until,
          revokedAt: undefined,
        },
      })
      await ports.recordAudit({
        kind: 'delegation.named',
        person: holder,
        ...acting,
        detail: { delegate: name },
      })
      return { kind: 'named' }
    })
}

/** How many people somebody may act for as a delegate today: those who died or come of another's care are not counted. */
async function countHolders(
  ports: DelegationPorts,
  codes: CodiceFiscale[],
  moment: { at: LegalDay; knownAt: Instant },
): Promise<number> {
  const holders = new Set<string>()
  for (const delegation of await ports.findOfDelegate(codes)) {
    if (isOver(delegation, moment.at)) continue
    const dossier = await ports.findDossierByEntry(delegation.holder)
    const [entry] = [...ofOnePerson(dossier, moment.knownAt).entries].sort()
    if (entry !== undefined && mayNameDelegate(dossier, moment)) holders.add(entry)
  }
  return holders.size
}

/** Ends a delegation at once: the delegate's next request finds no mandate. */
export function revokeDelegate({ transact, clock }: DelegationUse) {
  return ({ codiceFiscale, id, acting }: OwnRequest & { id: string }): Promise<boolean> =>
    transact(async (ports) => {
      const { start, ...dossier } = await ports.findDossierByCode(codiceFiscale)
      const entries = [...ofOnePerson({ start, ...dossier }, clock.now()).entries]
      if (start === undefined || !(await ports.revoke({ id, entries, now: clock.now() }))) return false
      await ports.recordAudit({ kind: 'delegation.revoked', person: start, ...acting })
      return true
    })
}
