import { type Session } from '../src/identity/session.js'
import { insertSession } from '../src/identity/session.store.js'
import { HOUR, later } from '../src/kernel/instant.js'
import { type Toolkit } from '../src/toolkit.js'
import { type WebApp } from '../src/web/server.gateway.js'
import { visitorOn } from './visitor.js'

type World = Pick<Toolkit, 'database' | 'vault' | 'chance' | 'clock'>
type Login = Pick<Session, 'person' | 'returnTo' | 'chosen'>

/** A visitor who has logged in already, by a session of eight hours written for them. */
export async function entered(app: WebApp, { database, vault, chance, clock }: World, login: Login) {
  const visitor = visitorOn(app)
  const secret = chance.uuid()
  const times = { createdAt: clock.now(), expiresAt: later(clock.now(), 8 * HOUR) }
  const session: Session = { id: chance.uuid(), csrf: chance.uuid(), ...login, ...times }
  await insertSession(database, vault, session, secret)
  visitor.cookies.set('attesta', secret)
  const { csrf } = session
  return {
    ...visitor,
    csrf,
    session,
    /** Sends a form of this session. */
    send: (url: string, fields: Record<string, string>) => visitor.post(url, { csrf, ...fields }),
  }
}
