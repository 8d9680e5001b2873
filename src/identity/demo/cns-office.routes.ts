import { Refusal } from '../../web/refusal.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../../web/server.gateway.js'
import { type DemoAuthority } from './cns-authority.gateway.js'
import { CARD_FAULTS, type CardFault } from './cns-fault.js'
import { cardOfficePage } from './cns-office.page.js'
import { type DemoIdentity } from './demo-person.js'

export interface CardOfficeRoutes {
  authority: () => Promise<DemoAuthority>
  people: DemoIdentity[]
  listenerUrl: string
  /** Shows a card to the listener; gives the address that it sends the browser to. */
  showCard: (person: DemoIdentity, fault: CardFault | undefined, url: string) => Promise<string>
}

interface Body {
  richiesta?: string
  codiceFiscale?: string
  modo?: string
  difetto?: string
}

/** The office that issues trial cards, and what an authority publishes about them. Demo only. */
export function cardOfficeRoutes(app: WebApp, needs: CardOfficeRoutes): void {
  const { authority, people, listenerUrl } = needs
  const officeFor = (richiesta: string | undefined) => {
    if (richiesta === undefined || !/^[\w-]{43}$/.test(richiesta)) throw new Refusal({ kind: 'badRequest' })
    return { richiesta, people, listener: `${listenerUrl}/?richiesta=${richiesta}` }
  }

  app.get<{ Querystring: { richiesta?: string } }>('/demo/cns', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, cardOfficePage(context, officeFor(request.query.richiesta)))
  })

  const fields = {
    richiesta: { maxLength: 43 },
    codiceFiscale: { maxLength: 16 },
    modo: { maxLength: 7 },
    difetto: { maxLength: 20 },
  }
  app.post<{ Body: Body }>('/demo/cns', { schema: { body: formSchema(fields) } }, async (request, reply) => {
    const { richiesta, codiceFiscale: chosen, modo, difetto } = request.body
    const office = { ...officeFor(richiesta), chosen }
    const switched = switchedLanguage(request, reply)
    if (switched) return sendPage(reply, switched, cardOfficePage(switched, office))
    const person = people.find(({ codiceFiscale }) => codiceFiscale === chosen)
    const context = contextOf(request)
    if (!person) return sendPage(reply, context, cardOfficePage(context, { ...office, nobody: true }), 400)
    const fault = CARD_FAULTS.find((known) => known === difetto)
    if (modo !== 'file') return reply.redirect(await needs.showCard(person, fault, office.listener), 303)
    return reply
      .type('application/x-pkcs12')
      .header('content-disposition', 'attachment; filename="tessera-di-prova.p12"')
      .send(await (await authority()).cardFile(person, fault))
  })

  app.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.post<{ Body: Buffer }>('/demo/cns/ocsp', async (request, reply) => {
    const answer = await (await authority()).answerOcsp(request.body)
    return reply.type('application/ocsp-response').send(answer)
  })
  app.get('/demo/cns/revoche', async (_request, reply) =>
    reply.type('application/pkix-crl').send(await (await authority()).revocationList()),
  )
}
