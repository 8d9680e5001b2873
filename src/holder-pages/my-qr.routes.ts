import { type Attestation, isShows } from '../attestation/attestation.js'
import { mayDo } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { comingOfAgeSoon } from '../representation/coming-of-age-soon.js'
import { type Locale } from '../messages/locale.js'
import { type StatusView, toPublicView } from '../verification/status-view.js'
import { type Html } from '../web/html.js'
import { type PageContext } from '../web/page-context.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
} from '../web/server.gateway.js'
import { lastScan } from './check-log.js'
import { choicePage, type ChoiceView } from './get-qr.page.js'
import { type HolderDesk, requestOf } from './holder-desk.js'
import { confirmEndPage, myQrPage, revokedPage } from './my-qr.page.js'
import { visitorOf } from '../identity/session.js'
import { type RequireSession } from './require-session.routes.js'
import { type OwnHolder } from './see-holder.js'

export interface MyQrRoutes {
  desk: HolderDesk
  requireSession: RequireSession
  previewAnswer: (locale: Locale, view: StatusView) => Html
  clock: Clock
  /** The way to have the sheet sent by e-mail, where there is one. */
  sendingOf: (context: PageContext, session: Session, holder: OwnHolder) => Promise<Html | undefined>
}

const CSRF = { csrf: { maxLength: 64 } }
const SEEN_FORM = { schema: { body: formSchema({ ...CSRF, seen: { maxLength: 36 } }) } }

/** The QR again, what it shows, its replacement and its end. Whoever has none is led to getting one. */
export function myQrRoutes(
  app: WebApp,
  { desk, requireSession, previewAnswer, sendingOf, clock }: MyQrRoutes,
): void {
  // Who acts for a minor reads it above every page.
  const comesOfAgeOf = ({ actingFor }: Session, { register }: OwnHolder) =>
    actingFor === undefined ? comingOfAgeSoon(register?.dataNascita, clock.today()) : undefined

  // Categories are part of the judgement, which a delegate does not see (docs/decisions/0029).
  const shownTo = (session: Session, { shows }: Attestation) => (mayDo(session, 'choose') ? shows : 'only')

  app.get<{ Querystring: { fatto?: string } }>('/qr', async (request, reply) => {
    const session = await requireSession(request, reply)
    const holder = await desk.see(session)
    const { attestation } = holder
    if (!attestation) return reply.redirect('/qr/nota', 303)
    const context = contextOf(request)
    const view = {
      attestation,
      modules: desk.qrModules(attestation),
      preview: previewAnswer(context.locale, toPublicView(holder.status, shownTo(session, attestation))),
      lastScan: lastScan(await desk.findChecks(holder.entries)),
      waiting: mayDo(session, 'answer') && (await desk.isAskedNow(holder.entries)),
      sending: await sendingOf(context, session, holder),
      may: {
        choose: mayDo(session, 'choose'),
        revoke: mayDo(session, 'revoke'),
        delegate: mayDo(session, 'delegate'),
      },
      comesOfAge: comesOfAgeOf(session, holder),
      ...(request.query.fatto === 'sostituito' ? { said: 'replaced' as const } : {}),
    }
    return sendPage(reply, context, myQrPage(context, visitorOf(session), view))
  })

  for (const [path, end] of [
    ['/qr/sostituisci', 'replace'],
    ['/qr/revoca', 'revoke'],
  ] as const) {
    app.get(path, async (request, reply) => {
      const session = await requireSession(request, reply, end)
      const { attestation } = await desk.see(session)
      if (!attestation) return reply.redirect('/qr', 303)
      const context = contextOf(request)
      return sendPage(reply, context, confirmEndPage(context, visitorOf(session), { end, attestation }))
    })
    app.post<{ Body: { seen?: string } }>(path, SEEN_FORM, async (request, reply) => {
      const session = await requireSession(request, reply, end)
      const { kind } = await desk[end]({ ...requestOf(session), seen: request.body.seen })
      if (kind !== 'done') return reply.redirect('/qr', 303)
      if (end === 'replace') return reply.redirect('/qr?fatto=sostituito', 303)
      const context = contextOf(request)
      return sendPage(reply, context, revokedPage(context, visitorOf(session)))
    })
  }

  const showChoice = async (
    session: Session,
    reply: WebReply,
    context: PageContext,
    view: Pick<ChoiceView, 'missing'> & { asked?: string | undefined },
  ) => {
    const { status, attestation } = await desk.see(session)
    if (!attestation) return reply.redirect('/qr', 303)
    const previews = {
      only: previewAnswer(context.locale, toPublicView(status, 'only')),
      which: previewAnswer(context.locale, toPublicView(status, 'which')),
    }
    const chosen = isShows(view.asked) ? view.asked : attestation.shows
    const page = choicePage(context, visitorOf(session), {
      chosen,
      missing: view.missing,
      previews,
      purpose: 'change',
    })
    return sendPage(reply, context, page, view.missing ? 400 : 200)
  }

  app.get('/qr/mostra', async (request, reply) => {
    const session = await requireSession(request, reply, 'choose')
    return showChoice(session, reply, contextOf(request), { missing: false })
  })

  app.post<{ Body: { shows?: string } }>(
    '/qr/mostra',
    { schema: { body: formSchema({ ...CSRF, shows: { maxLength: 5 } }) } },
    async (request, reply) => {
      const session = await requireSession(request, reply, 'choose')
      const { shows } = request.body
      const switched = switchedLanguage(request, reply)
      if (switched) return showChoice(session, reply, switched, { missing: false, asked: shows })
      if (!isShows(shows)) return showChoice(session, reply, contextOf(request), { missing: true })
      await desk.changeShows({ ...requestOf(session), shows })
      return reply.redirect('/qr', 303)
    },
  )
}
