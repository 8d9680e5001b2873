import {
  contextOf,
  formSchema,
  sendPage as sendHtml,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../../web/server.gateway.js'
import { type Digest } from '../../vault/vault.js'
import { type Completing, enterAs, refuseLogin, sendRefusal, startAgain } from '../provider-answer.routes.js'
import { type ReturnTo } from '../session.js'
import { type AnswerSpid } from './answer-spid.js'
import { PATHS } from './saml-names.js'
import { sendPage } from './spid.page.js'

export interface SpidAnswerRoutes extends Completing {
  answerSpid: AnswerSpid
  /** Where somebody was going, by what came back beside an answer that nothing waits for any more. */
  findRelayed: (relayState: string) => Promise<ReturnTo | undefined>
  digest: Digest
  /** Nobody known waits behind this: whoever sends answers that no login waits for. */
  inTurn: () => Promise<void>
}

interface Body {
  SAMLResponse?: string
  RelayState?: string
  ripetuto?: string
}

/** The largest form: a message of 32 KiB in base64, percent-encoded. */
const BODY_LIMIT = 64 * 1024
const FIELDS = {
  SAMLResponse: { maxLength: 45_000 },
  RelayState: { maxLength: 100 },
  ripetuto: { maxLength: 1 },
}

/** Where providers send people back to, with what they say about them. */
export function spidAnswerRoutes(app: WebApp, needs: SpidAnswerRoutes): void {
  const { sessions, answerSpid, digest } = needs
  app.post<{ Body: Body }>(
    PATHS.assertionConsumer,
    {
      schema: { body: formSchema(FIELDS) },
      bodyLimit: BODY_LIMIT,
      config: { takesCrossSitePosts: true },
    },
    async (request, reply) => {
      const { SAMLResponse: field = '', RelayState: relayState = '', ripetuto } = request.body
      const pending = await sessions.pending(request)
      if (!pending) {
        await needs.inTurn()
        // Without its cookie a browser may only have held it back, as plain http makes it do: from our own page it sends it.
        const isHeldBack = !sessions.sentLogin(request) && request.headers['sec-fetch-site'] === 'cross-site'
        if (ripetuto === undefined && isHeldBack)
          return sendAgain(request, reply, { SAMLResponse: field, RelayState: relayState, ripetuto: '1' })
        const late = { method: 'spid', returnTo: await needs.findRelayed(relayState) } as const
        return startAgain(late, request, reply, needs)
      }
      const answer = await answerSpid({ field, attempt: digest(pending.secret) })
      switch (answer.kind) {
        case 'notWaited':
          await needs.inTurn()
          return sendRefusal(request, reply, 'noAttempt')
        case 'noRequest':
          return refuseLogin({ why: 'noAttempt', method: 'spid' }, request, reply, needs)
        case 'refused': {
          const { why, rule, provider } = answer
          const detail = { rule, ...(provider !== undefined && { provider }) }
          return refuseLogin({ why, method: 'spid', detail }, request, reply, needs)
        }
        case 'vouched':
          return enterAs(answer.person, request, reply, needs)
      }
    },
  )
}

function sendAgain(request: WebRequest, reply: WebReply, fields: Record<string, string>): WebReply {
  const context = contextOf(request)
  return sendHtml(reply, context, sendPage(context, 'comeBack', { action: PATHS.assertionConsumer, fields }))
}
