import { type FastifyReply } from 'fastify'
import { Unavailable } from '../kernel/failures.js'
import { type WebApp } from './server.gateway.js'

export interface AnswerLimit {
  /** Milliseconds that a handler has to begin its answer. */
  handler: number
  /** Milliseconds between two looks at who is late. */
  look: number
}

/** Longer than any statement may take, shorter than a proxy waits. */
export const ANSWER_LIMIT: AnswerLimit = { handler: 25_000, look: 1_000 }

/**
 * A handler that does not answer gives 503 with `Retry-After` (RFC 9110 §15.6.4) instead of keeping its visitor. One
 * look a second at the oldest requests: a timer for each, as the framework sets, would cost a tenth of a scan.
 */
export function answerInTime(app: WebApp, { handler, look }: AnswerLimit): void {
  const { stopwatch } = app.settings
  // In the order of their arrival: the first that is in time ends the look.
  const unanswered = new Map<FastifyReply, number>()
  app.addHook('onRequest', (_request, reply, done) => {
    unanswered.set(reply, stopwatch())
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    unanswered.delete(reply)
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    for (const reply of unanswered.keys()) if (reply.request === request) unanswered.delete(reply)
    done()
  })
  const timer = setInterval(() => {
    const oldest = stopwatch() - handler
    for (const [reply, since] of unanswered) {
      if (since > oldest) return
      unanswered.delete(reply)
      // An answer under way, such as a document that is streamed, is not ended in its middle.
      if (!reply.sent && !reply.raw.headersSent) void reply.send(new Unavailable('handler'))
    }
  }, look)
  timer.unref()
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer)
    done()
  })
}
