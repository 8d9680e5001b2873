import { type Clock } from '../kernel/clock.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, sendPage, type WebApp } from '../web/server.gateway.js'
import { type DemoTelephone } from './demo-telephone.js'
import { telephonePage, telephonesPage } from './demo-telephone.page.js'

export interface DemoTelephoneRoutes {
  findTelephones: () => Promise<DemoTelephone[]>
  clock: Clock
}

/** The telephones of the demo. Never in production: whoever opens them reads everybody's codes. */
export function demoTelephoneRoutes(app: WebApp, { findTelephones, clock }: DemoTelephoneRoutes): void {
  const find = async (key: string): Promise<DemoTelephone> => {
    const telephone = (await findTelephones()).find((one) => one.key === key)
    if (!telephone) throw new Refusal({ kind: 'notFound' })
    return telephone
  }

  app.get('/demo/telefono', async (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, telephonesPage(context, await findTelephones()))
  })

  app.get<{ Params: { key: string } }>('/demo/telefono/:key', async (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, telephonePage(context, await find(request.params.key), clock.now()))
  })

  app.get<{ Params: { key: string } }>('/demo/telefono/:key/stato', async (request) => {
    const { messages } = await find(request.params.key)
    return { state: String(messages.length) }
  })
}
