import { type Clock } from '../kernel/clock.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, sendPage, type WebApp } from '../web/server.gateway.js'
import { type DemoLetter } from './demo-mailbox.js'
import { mailboxPage } from './demo-mailbox.page.js'

export interface DemoMailboxRoutes {
  letters: () => readonly DemoLetter[]
  clock: Clock
}

/** The mailbox of the demo, everybody's in one. Never in production: whoever opens it holds everybody's sheets. */
export function demoMailboxRoutes(app: WebApp, { letters, clock }: DemoMailboxRoutes): void {
  app.get('/demo/posta', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, mailboxPage(context, letters(), clock.now()))
  })

  app.get<{ Params: { id: string } }>('/demo/posta/:id', (request, reply) => {
    const letter = letters().find(({ id }) => id === request.params.id)
    if (!letter) throw new Refusal({ kind: 'notFound' })
    return reply
      .type(letter.file.type)
      .header('content-disposition', `attachment; filename="${letter.file.name}"`)
      .send(Buffer.from(letter.file.content))
  })
}
