import { createTransport } from 'nodemailer'
import { type Clock } from '../kernel/clock.js'
import { later, SECOND } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { circuitBreaker } from '../kernel/circuit-breaker.js'
import { type SendOutcome } from './deliver-messages.js'
import { type Letter, refusal } from './mail.js'

export interface SmtpSettings {
  host: string
  port: number
  /** TLS from the first byte (RFC 8314 §3.3); otherwise STARTTLS (RFC 3207). */
  implicitTls: boolean
  /** Nothing is said to a server that offers no STARTTLS. */
  requireTls: boolean
  login: { user: string; password: string } | undefined
  /** Whom letters come from: who does not answer, but who bounces go to. */
  from: { name: string; address: string }
  /** A certificate to trust beside the system's, for a server inside the institution. */
  authority?: string
  /** Milliseconds after which a silent server counts as failed. */
  timeLimit?: number
}

/** Writes and posts one letter, under an id that stays the same when it is posted again. */
export type PostLetter = (id: string, write: () => Promise<Letter | undefined>) => Promise<SendOutcome>

const TIME_LIMIT = 20 * SECOND

/** A mail server by SMTP (RFC 5321). The file of a letter goes from memory to the socket, and nowhere else. */
export function smtpGateway(settings: SmtpSettings, { clock, log }: { clock: Clock; log: Log }): PostLetter {
  const circuit = circuitBreaker(clock)
  const transport = createTransport(optionsOf(settings))
  return async (id, write) => {
    const held = () =>
      ({ kind: 'held', until: circuit.opensAgainAt() ?? later(clock.now(), SECOND) }) as const
    if (clock.now() < (circuit.opensAgainAt() ?? 0)) return held()
    const letter = await write()
    if (!letter) return { kind: 'refused', failure: 'noLonger' }
    if (!circuit.mayTry()) return held()
    try {
      await transport.sendMail(mailOf(id, letter, settings, clock))
      circuit.succeeded()
      return { kind: 'delivered' }
    } catch (error) {
      const { outcome, serverIsThere } = judge(error as SmtpFailure)
      if (serverIsThere) circuit.succeeded()
      else if (circuit.failed()) log('outbox.circuitOpened', { failure: outcome.failure })
      return outcome
    }
  }
}

function optionsOf({
  host,
  port,
  implicitTls,
  requireTls,
  login,
  authority,
  timeLimit = TIME_LIMIT,
}: SmtpSettings) {
  return {
    host,
    port,
    secure: implicitTls,
    requireTLS: requireTls && !implicitTls,
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    tls: { minVersion: 'TLSv1.2' as const, ...(authority === undefined ? {} : { ca: authority }) },
    connectionTimeout: timeLimit,
    greetingTimeout: timeLimit,
    socketTimeout: timeLimit,
    // A letter holds what we give it: nothing in it may be a path or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function mailOf(
  id: string,
  { to, locale, subject, text, file }: Letter,
  { from }: SmtpSettings,
  clock: Clock,
) {
  const [, host = 'localhost'] = from.address.split('@')
  return {
    from,
    // As an object: a text would be taken for a list.
    to: { name: '', address: to },
    subject,
    text,
    date: new Date(clock.now()),
    // The same when it is posted again, so that a mailbox can tell that it is the same letter.
    messageId: `<${id}@${host}>`,
    headers: {
      // Nobody's holiday reply should answer it (RFC 3834 §5).
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
    },
    xMailer: false as const,
    attachments: [{ filename: file.name, contentType: file.type, content: Buffer.from(file.content) }],
  }
}

/** What nodemailer says of a failure. */
interface SmtpFailure {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

interface Judged {
  outcome: { kind: 'refused' | 'failed'; failure: string }
  serverIsThere: boolean
}

/**
 * A `5yz` about the recipient or the letter is for good (RFC 5321 §4.2.1), unless its enhanced code says policy (`5.7.x`,
 * RFC 3463 §3.8): then it is about us, and ours to mend. Everything before the recipient is about us too.
 */
function judge({ code = 'unknown', command = '', responseCode, response = '' }: SmtpFailure): Judged {
  const aboutLetter = responseCode !== undefined && (command === 'RCPT TO' || command === 'DATA')
  if (!aboutLetter) return { outcome: { kind: 'failed', failure: code }, serverIsThere: false }
  const aboutUs = /^\d{3}[ -]5\.7\.\d/.test(response)
  if (responseCode < 500 || aboutUs || responseCode === 530)
    return { outcome: { kind: 'failed', failure: code }, serverIsThere: responseCode !== 421 }
  return { outcome: { kind: 'refused', failure: refusal(responseCode) }, serverIsThere: true }
}
