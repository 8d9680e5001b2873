import { type Clock } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { type RecordLogin } from './login-event.js'
import { type Session } from './session.js'

export interface LogOutPorts {
  endSession: (secret: string, now: Instant) => Promise<boolean>
  recordLogin: RecordLogin
}

export type LogOut = (leaving: { session: Session; secret: string }) => Promise<void>

/** Ends a session for good, and says so once: a second press of the button finds nothing to end. */
export function logOut({
  transact,
  clock,
}: {
  transact: <T>(work: (ports: LogOutPorts) => Promise<T>) => Promise<T>
  clock: Clock
}): LogOut {
  return ({ session, secret }) =>
    transact(async ({ endSession, recordLogin }) => {
      const { method, level } = session.person
      if (!(await endSession(secret, clock.now()))) return
      const { chosen } = session
      const actingFor = chosen?.kind === 'other' ? { actingFor: chosen.entry } : {}
      await recordLogin({ kind: 'logout', method, level, ...actingFor })
    })
}
