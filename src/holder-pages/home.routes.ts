import { type Session } from '../identity/session.js'
import { type Locale } from '../messages/locale.js'
import { type StatusView } from '../verification/status-view.js'
import { type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { contextOf, sendPage, type WebApp, type WebRequest } from '../web/server.gateway.js'
import { homePage } from './home.page.js'
import { informationPage, notePage, type Subject } from './information.page.js'
import { visitorOf } from '../identity/session.js'

export interface HomeRoutes {
  previewAnswer: (locale: Locale, view: StatusView) => Html
  /** Who is logged in, if anybody: these pages are for everyone, and never say that somebody is out who is in. */
  findSession: (request: WebRequest) => Promise<Session | undefined>
}

const SUBJECTS: Record<string, Subject> = {
  '/privacy': 'privacy',
  '/note-legali': 'legalNotes',
  '/accessibilita': 'accessibility',
  '/registriamo': 'recorded',
  '/aiuto': 'help',
}

/** The pages that need no login. */
export function homeRoutes(app: WebApp, { previewAnswer, findSession }: HomeRoutes): void {
  const page = (path: string, pageOf: (context: PageContext, visitor?: Visitor) => Page): void => {
    app.get(path, { config: { indexable: path === '/' } }, async (request, reply) => {
      const context = contextOf(request)
      const session = await findSession(request)
      return sendPage(reply, context, pageOf(context, session && visitorOf(session)))
    })
  }
  page('/', (context, visitor) =>
    homePage(context, previewAnswer(context.locale, { answer: 'recognised' }), visitor),
  )
  page('/nota', notePage)
  for (const [path, subject] of Object.entries(SUBJECTS)) {
    page(path, (context, visitor) => informationPage(context, subject, visitor))
  }
}
