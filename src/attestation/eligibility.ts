import { type RegisterData } from '../registry/feed-event.js'
import { type AreaStatus, type DisabilityStatus } from '../registry/derivation/disability-status.js'

/** Why there is no QR for now. Each has its own next step; none is an error. */
export type NoJudgement = 'provisional' | 'court' | 'territory' | 'ended' | 'nothing'

export type Eligibility = { kind: 'eligible' } | { kind: 'notEligible'; why: NoJudgement }

/**
 * Whoever has a definitive judgement of a medical board in force, whatever its outcome, may have a QR (INPS message
 * 4019/2020: definitive judgements only, court recognitions not among them).
 */
export function judgeEligibility(status: DisabilityStatus, register: RegisterData | undefined): Eligibility {
  const { areas } = status.level2
  if (areas.some(isDefinitive)) return { kind: 'eligible' }
  return { kind: 'notEligible', why: reasonOf(status, register) }
}

function isDefinitive({ procedura }: AreaStatus): boolean {
  return procedura !== 'provvisorio' && procedura !== 'giudiziale'
}

function reasonOf({ answer, level2 }: DisabilityStatus, register: RegisterData | undefined): NoJudgement {
  if (level2.areas.some(({ procedura }) => procedura === 'giudiziale')) return 'court'
  if (level2.areas.length > 0) return 'provisional'
  if (answer === 'notRecognised' || answer === 'deceased') return 'ended'
  return register !== undefined && register.territorio !== 'INPS' ? 'territory' : 'nothing'
}
