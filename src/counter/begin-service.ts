import { judgeEligibility } from '../attestation/eligibility.js'
import { type Holder, holderOf } from '../attestation/holder.js'
import { initialed } from '../document/sheet.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { notByOwnHand, type NotByOwnHand } from '../registry/derivation/own-hand.js'
import { actingAt, type CounterPorts, type CounterUse } from './counter-ports.js'
import { type Clerk, type CounterService, type WhyNothing } from './counter-service.js'

export type BeginOutcome =
  | { kind: 'begun' }
  | { kind: 'nothing'; why: WhyNothing }
  /** Nobody serves themselves: they have pages of their own, or another clerk. */
  | { kind: 'self' }
  | { kind: 'limit'; limit: number }

/**
 * Looks somebody up at a counter. Each look-up counts, whatever it finds: a clerk could otherwise learn about as many
 * people as they can type. A form sent twice is one service; one that was changed and sent again is another.
 */
export function beginService(use: CounterUse) {
  return ({ clerk, codiceFiscale, once }: { clerk: Clerk; codiceFiscale: CodiceFiscale; once: string }) =>
    use.transact(async (ports): Promise<BeginOutcome> => {
      await ports.lockClerk(clerk.person.codiceFiscale)
      const again = await ports.findById(once)
      if (again && isSameAsked(again, clerk, codiceFiscale)) return outcomeOf(again)
      const today = use.clock.today()
      const { dailyLimit: limit } = use
      if ((await ports.countOn(clerk.person.codiceFiscale, today)) >= limit) {
        await ports.recordAudit({
          kind: 'counter.limitReached',
          ...actingAt(clerk, { limit: String(limit) }),
        })
        return { kind: 'limit', limit }
      }
      const dossier = await ports.findDossierByCode(codiceFiscale)
      const holder = holderOf(dossier, use.clock)
      if (await isSelf(clerk, codiceFiscale, holder, ports, use)) {
        await ports.recordAudit({ kind: 'counter.lookedUp', ...actingAt(clerk, { found: 'self' }) })
        return { kind: 'self' }
      }
      const byOther = notByOwnHand(dossier, { at: today, knownAt: use.clock.now() })
      const id = again ? use.chance.uuid() : once
      const service = await serviceFor({ clerk, codiceFiscale, id, byOther }, holder, ports, use)
      await ports.leaveOthers(clerk.session)
      await ports.insert(service, today)
      await ports.recordAudit({
        kind: 'counter.lookedUp',
        ...(service.person !== undefined && { person: service.person }),
        ...actingAt(clerk, { found: service.why ?? 'served' }),
      })
      return outcomeOf(service)
    })
}

function outcomeOf({ state, why }: CounterService): BeginOutcome {
  return state === 'refused' && why !== undefined ? { kind: 'nothing', why } : { kind: 'begun' }
}

/** The id alone proves nothing: a page that one goes back to still holds it, and another code may be typed there. */
function isSameAsked(
  { session, codiceFiscale }: CounterService,
  clerk: Clerk,
  typed: CodiceFiscale,
): boolean {
  return session === clerk.session && codiceFiscale === typed
}

/** By any of their codes. */
async function isSelf(
  { person }: Clerk,
  codiceFiscale: CodiceFiscale,
  holder: Holder,
  ports: CounterPorts,
  { clock }: CounterUse,
): Promise<boolean> {
  if (person.codiceFiscale === codiceFiscale) return true
  const own = holderOf(await ports.findDossierByCode(person.codiceFiscale), clock)
  return own.entries.some((entry) => holder.entries.includes(entry))
}

interface Asked {
  clerk: Clerk
  codiceFiscale: CodiceFiscale
  id: string
  byOther: NotByOwnHand | undefined
}

async function serviceFor(
  { clerk, codiceFiscale, id, byOther }: Asked,
  { entry, entries, register, status }: Holder,
  ports: CounterPorts,
  { clock }: CounterUse,
): Promise<CounterService> {
  const inUse = await ports.findActive(entries)
  const mayHave = judgeEligibility(status, register).kind === 'eligible' || inUse !== undefined
  const deceased = status.answer === 'deceased'
  // Who represents somebody is told to a clerk last: only where it is the one thing in the way.
  const why = deceased ? 'deceased' : mayHave && register ? byOther : 'nothingToIssue'
  return {
    id,
    session: clerk.session,
    person: entry,
    state: why === undefined ? 'open' : 'refused',
    receipt: undefined,
    editions: [],
    begunAt: clock.now(),
    doneAt: undefined,
    codiceFiscale,
    clerk: clerk.person,
    counter: clerk.counter,
    ...(why === undefined && register
      ? { name: initialed(register.nome, register.cognome), inUse: inUse?.id }
      : { why }),
  }
}
