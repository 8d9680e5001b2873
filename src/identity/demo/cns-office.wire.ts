import { type WebApp } from '../../web/server.gateway.js'
import { showCard } from './cns-authority.gateway.js'
import { type CardOfficeRoutes, cardOfficeRoutes } from './cns-office.routes.js'

/** The office of trial cards, with a reader that shows them to the listener. */
export function wireCardOffice(app: WebApp, needs: Omit<CardOfficeRoutes, 'showCard'>): void {
  cardOfficeRoutes(app, {
    ...needs,
    showCard: async (person, fault, url) => {
      const { issueCard, serverFiles } = await needs.authority()
      return showCard(url, await issueCard(person, fault), { trusted: serverFiles.cert })
    },
  })
}
