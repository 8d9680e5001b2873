import { type Chance } from '../kernel/chance.js'
import { isOwnUuid } from '../kernel/uuid.js'
import { isLocale } from '../messages/locale.js'
import { type PageContext } from '../web/page-context.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { readVerification } from './read-verification.js'
import { answerPage, type VerifyForm, verifyPage } from './verify.page.js'
import { type Verification, type Verified } from './view-status.js'

export interface VerifyRoutes {
  viewStatus: (verification: Verification) => Promise<Verified>
  /** Leads an operator on to the degree: through the login, if they are not in. */
  leadToDegree: (request: WebRequest, reply: WebReply, attestation: string) => Promise<WebReply>
  chance: Chance
}

interface VerifyBody {
  token?: string
  codiceFiscale?: string
  once?: string
  in?: string
  lingua?: string
}

const SCHEMA = {
  body: formSchema({
    token: { maxLength: 300 },
    codiceFiscale: { maxLength: 300 },
    once: { maxLength: 36 },
    in: { maxLength: 2 },
  }),
}

/** The page that a scan opens. `GET` is the same for everyone, sets nothing and does nothing (decision 12, D4). */
export function verifyRoutes(app: WebApp, { viewStatus, leadToDegree, chance }: VerifyRoutes): void {
  app.get<{ Querystring: { in?: string } }>('/v', { config: { cacheable: 'no-cache' } }, (request, reply) => {
    const context: PageContext = { ...contextOf(request), locale: request.query.in === 'en' ? 'en' : 'it' }
    return sendPage(reply, context, verifyPage(context, { token: '', codiceFiscale: '', once: '' }))
  })

  app.post<{ Body: VerifyBody }>('/v', { schema: SCHEMA }, async (request, reply) => {
    const context = languageOf(request, reply)
    const typed = typedIn(request.body, chance)
    const reading = readVerification(typed)
    // The switch of a form that was not sent yet shows it again, with what was typed; of an answer, the answer.
    if (isLocale(request.body.lingua) && (reading.kind === 'mistyped' || request.body.in !== undefined)) {
      return sendPage(reply, context, verifyPage(context, typed))
    }
    if (reading.kind === 'mistyped') {
      const { token, codiceFiscale } = reading
      const wrong = { ...(token && { token }), ...(codiceFiscale && { codiceFiscale }) }
      return sendPage(reply, context, verifyPage(context, { ...typed, wrong }), 400)
    }
    const { view, at } = await viewStatus({ ...reading, once: typed.once })
    return sendPage(reply, context, answerPage(context, { view, at, asked: typed }))
  })

  app.post<{ Body: VerifyBody }>('/v/grado', { schema: SCHEMA }, async (request, reply) => {
    const context = languageOf(request, reply)
    const typed = typedIn(request.body, chance)
    const reading = readVerification(typed)
    if (reading.kind === 'mistyped') return sendPage(reply, context, verifyPage(context, typed), 400)
    const { view, at, attestation } = await viewStatus({ ...reading, once: typed.once })
    if (attestation !== undefined) return leadToDegree(request, reply, attestation)
    return sendPage(reply, context, answerPage(context, { view, at, asked: typed }))
  })
}

/** The form says in which language it is (`in`); its switch asks for another (`lingua`). No cookie is needed to scan. */
function languageOf(request: WebRequest, reply: WebReply): PageContext {
  const { in: shownIn } = request.body as VerifyBody
  const context = contextOf(request)
  return switchedLanguage(request, reply) ?? (isLocale(shownIn) ? { ...context, locale: shownIn } : context)
}

function typedIn({ token = '', codiceFiscale = '', once = '' }: VerifyBody, chance: Chance): VerifyForm {
  return { token, codiceFiscale, once: isOwnUuid(once) ? once : chance.uuid() }
}
