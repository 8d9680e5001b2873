import { isShows, type Shows } from '../attestation/attestation.js'
import { mayDo } from '../identity/acting-for.js'
import { type Locale } from '../messages/locale.js'
import { type StatusView, toPublicView } from '../verification/status-view.js'
import { type Html } from '../web/html.js'
import { contextOf, formSchema, sendPage, switchedLanguage, type WebApp } from '../web/server.gateway.js'
import {
  choicePage,
  contactsPage,
  type Contacts,
  donePage,
  type GetQrStep,
  noJudgementPage,
  noticePage,
} from './get-qr.page.js'
import { type HolderDesk, requestOf } from './holder-desk.js'
import { type Session, visitorOf } from '../identity/session.js'
import { type RequireSession } from './require-session.routes.js'
import { type OwnHolder } from './see-holder.js'

export interface GetQrRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  previewAnswer: (locale: Locale, view: StatusView) => Html
  contactsOf: (session: Session, holder: OwnHolder) => Promise<Contacts>
}

const CSRF = { csrf: { maxLength: 64 } }

/** Getting the QR: one page a question (note, contacts, what a scan may show), then it is there. */
export function getQrRoutes(
  app: WebApp,
  { desk, requireSession, previewAnswer, contactsOf }: GetQrRoutes,
): void {
  const previews = (locale: Locale, { status }: OwnHolder): Record<Shows, Html> => ({
    only: previewAnswer(locale, toPublicView(status, 'only')),
    which: previewAnswer(locale, toPublicView(status, 'which')),
  })

  app.get('/qr/nota', async (request, reply) => {
    const session = await requireSession(request, reply)
    const context = contextOf(request)
    const holder = await desk.see(session)
    if (holder.eligibility.kind === 'notEligible') {
      return sendPage(reply, context, noJudgementPage(context, visitorOf(session), holder.eligibility.why))
    }
    const preview = previewAnswer(context.locale, toPublicView(holder.status, 'only'))
    const view = { preview, steps: stepsFor(session) }
    return sendPage(reply, context, noticePage(context, visitorOf(session), view))
  })

  app.post('/qr/nota', { schema: { body: formSchema(CSRF) } }, async (request, reply) => {
    const session = await requireSession(request, reply, 'issue')
    const eligibility = await desk.readNotice(requestOf(session))
    if (eligibility.kind !== 'eligible') return reply.redirect('/qr', 303)
    const next = stepsFor(session)[1]
    if (next !== undefined) return reply.redirect(PATHS[next], 303)
    // What a scan may show is the holder's to choose: until they do, the least.
    const { kind } = await desk.issue({ ...requestOf(session), shows: 'only' })
    return reply.redirect(kind === 'issued' ? '/qr/fatto' : '/qr', 303)
  })

  app.get('/qr/contatti', async (request, reply) => {
    const session = await requireSession(request, reply, 'issue')
    const steps = stepsFor(session)
    if (!steps.includes('contacts')) return reply.redirect(PATHS[steps[1] ?? 'notice'], 303)
    const context = contextOf(request)
    const contacts = await contactsOf(session, await desk.see(session))
    return sendPage(reply, context, contactsPage(context, visitorOf(session), { ...contacts, steps }))
  })

  app.get('/qr/scelta', async (request, reply) => {
    const session = await requireSession(request, reply, 'issue')
    const steps = stepsFor(session)
    if (!steps.includes('choice')) return reply.redirect(PATHS.notice, 303)
    const context = contextOf(request)
    const view = {
      missing: false,
      previews: previews(context.locale, await desk.see(session)),
      purpose: { steps },
    }
    return sendPage(reply, context, choicePage(context, visitorOf(session), view))
  })

  app.post<{ Body: { shows?: string } }>(
    '/qr/scelta',
    { schema: { body: formSchema({ ...CSRF, shows: { maxLength: 5 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply, 'choose')
      const { shows } = request.body
      const switched = switchedLanguage(request, reply)
      if (switched || !isShows(shows)) {
        const context = switched ?? contextOf(request)
        const view = {
          chosen: isShows(shows) ? shows : undefined,
          missing: !switched,
          previews: previews(context.locale, await desk.see(session)),
          purpose: { steps: stepsFor(session) },
        }
        return sendPage(reply, context, choicePage(context, visitorOf(session), view), switched ? 200 : 400)
      }
      const outcome = await desk.issue({ ...requestOf(session), shows })
      switch (outcome.kind) {
        case 'issued':
          return reply.redirect('/qr/fatto', 303)
        case 'inUse':
          return reply.redirect('/qr', 303)
        case 'noticeUnread':
          return reply.redirect('/qr/nota', 303)
        case 'notEligible':
          return reply.redirect('/qr/nota', 303)
      }
    },
  )

  app.get('/qr/fatto', async (request, reply) => {
    const session = await requireSession(request, reply)
    if (!(await desk.see(session)).attestation) return reply.redirect('/qr', 303)
    const context = contextOf(request)
    return sendPage(reply, context, donePage(context, visitorOf(session)))
  })
}

const PATHS: Record<GetQrStep, string> = {
  notice: '/qr/nota',
  contacts: '/qr/contatti',
  choice: '/qr/scelta',
}

/** Neither contacts nor the choice, whose preview shows categories, are for every mandate. */
function stepsFor(session: Session): GetQrStep[] {
  return [
    'notice' as const,
    ...(mayDo(session, 'contacts') && mayDo(session, 'choose') ? ['contacts' as const] : []),
    ...(mayDo(session, 'choose') ? ['choice' as const] : []),
  ]
}
