import { serveApp, wireApp } from '../src/app.js'
import { type Database } from '../src/db/database.js'
import { type Chosen } from '../src/identity/acting-for.js'
import { type ReturnTo } from '../src/identity/session.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { type DemoIdentity, type Toolkit } from '../src/toolkit.js'
import { DARIO, ELVIRA, levelTwo } from './level-two.js'
import { type Answer, fieldsOf } from './visitor.js'
import { entered } from './entered.js'

/** The pages of level 2, with the operator come from a level-1 answer and the holder on their own pages. */
export async function levelTwoPages(
  database: Database,
  {
    mail,
    identities = [],
    ...choices
  }: { register?: object; mail?: Toolkit['mail']; identities?: DemoIdentity[] } = {},
) {
  const levels = await levelTwo(database, choices)
  const world = { ...levels, mail: mail ?? levels.mail, demo: { identities } }
  const { clock, attestation } = world
  const wired = wireApp(world)
  const { app } = await serveApp(wired, world)

  const enter = (
    codiceFiscale: CodiceFiscale,
    nome: string,
    cognome: string,
    returnTo: ReturnTo,
    chosen?: Chosen,
    method: 'spid' | 'pin' = 'spid',
  ) => {
    const person = {
      codiceFiscale,
      nome,
      cognome,
      method,
      level: 2,
      provider: 'Prova',
      at: clock.now(),
    } as const
    return entered(app, world, { person, returnTo, chosen })
  }
  return {
    ...world,
    app,
    wired,
    enter,
    operator: () => enter(DARIO, 'Dario', 'Montali', { kind: 'degree', attestation }),
    holder: () => enter(ELVIRA, 'Elvira', 'Tassoni', { kind: 'ownPages' }),
  }
}

export type PageVisitor = Awaited<ReturnType<Awaited<ReturnType<typeof levelTwoPages>>['operator']>>

/** Asks for the parking badge, and gives the reference number. */
export async function askOnPages(operator: PageVisitor): Promise<{ reference: string; page: Answer }> {
  const asked = await operator.send('/grado', { purpose: 'comune/sosta' })
  const page = await operator.follow(asked)
  return {
    reference: fieldsOf(page)['reference'] ?? String(asked.headers['location']).split('/').at(-1) ?? '',
    page,
  }
}
