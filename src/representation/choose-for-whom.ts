import { type RecordAudit } from '../audit/audit-event.js'
import { type ActingFor, type Chosen } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'

export interface ChoosePorts {
  findMandate: (codiceFiscale: CodiceFiscale, entry: string) => Promise<ActingFor | undefined>
  choose: (session: Session, chosen: Chosen) => Promise<void>
  recordAudit: RecordAudit
}

export type ChooseOutcome =
  | { kind: 'chosen'; actingFor: ActingFor | undefined }
  /** The mandate ended between the list and the choice, or was never there. */
  | { kind: 'noMandate' }

/** Keeps for whom a session is; acting for another is written in the audit, and in that person's list. */
export function chooseForWhom(transact: <T>(work: (ports: ChoosePorts) => Promise<T>) => Promise<T>) {
  return (session: Session, chosen: Chosen): Promise<ChooseOutcome> =>
    transact(async ({ findMandate, choose, recordAudit }) => {
      if (chosen.kind === 'self') {
        await choose(session, chosen)
        return { kind: 'chosen', actingFor: undefined }
      }
      const actingFor = await findMandate(session.person.codiceFiscale, chosen.entry)
      if (!actingFor) return { kind: 'noMandate' }
      await choose(session, { kind: 'other', entry: actingFor.entry })
      const { method, level } = session.person
      const event = { kind: 'representation.chosen', person: actingFor.entry } as const
      await recordAudit({ ...event, method, level, ...actorIn({ ...session, actingFor }) })
      return { kind: 'chosen', actingFor }
    })
}

/** Who acts, for whom and on what ground, as every audit event of such a session has it. */
export function actorIn({ person, actingFor }: Pick<Session, 'person' | 'actingFor'>) {
  if (actingFor === undefined) return {}
  return {
    actingFor: actingFor.entry,
    actor: `${person.nome} ${person.cognome}`,
    ground: actingFor.ground,
  }
}
