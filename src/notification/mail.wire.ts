import { type Database, type Session } from '../db/database.js'
import { every } from '../jobs/every.gateway.js'
import { type Job } from '../jobs/job.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Instant, MINUTE } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from '../web/page-context.js'
import { type WebApp } from '../web/server.gateway.js'
import { deliverMessages, type SendOutcome } from './deliver-messages.js'
import { demoMailbox } from './demo-mailbox.gateway.js'
import { demoMailboxRoutes } from './demo-mailbox.routes.js'
import { type EnqueueLetter, type WriteLetter } from './mail.js'
import {
  claimLetters,
  countDeliveredSince,
  findFate,
  insertLetter,
  type LeasedLetter,
} from './outbox.store.js'
import { outboxMarks } from './outbox.wire.js'
import { type PostLetter, smtpGateway, type SmtpSettings } from './smtp.gateway.js'

const LOOK_EVERY = 1000
/** Few at a time: each makes a document. The lease outlasts a server that uses up every time limit. */
const BATCH = { size: 4, lease: 5 * MINUTE }
/** More than all holders of a country ask for; a provider of mail would stop us anyhow. */
const MOST_PER_HOUR = 20_000

/** Where letters go: nowhere, to the demo's mailbox, or to a mail server. */
export type MailSettings =
  { kind: 'off' } | { kind: 'demoMailbox' } | ({ kind: 'smtp'; from: string } & Omit<SmtpSettings, 'from'>)

export interface MailNeeds {
  background: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  service: ServiceFacts
  mail: MailSettings
}

/** Letters that must leave: enqueued as a reference, written when they are sent. */
export function wireMail(needs: MailNeeds) {
  const { vault, chance, clock, log, mail } = needs
  const mailbox = mail.kind === 'demoMailbox' ? demoMailbox(clock) : undefined
  const post = mail.kind === 'smtp' ? smtpPost(mail, needs) : mailbox?.post
  const deliverOnce = (write: WriteLetter) =>
    post === undefined
      ? () => Promise.resolve(0)
      : deliverMessages(deliverPorts(needs, (letter) => send(letter, write, post)))
  return {
    /** Whether letters can leave at all. */
    canSend: post !== undefined,
    /** Whether they only go to the mailbox of the demo. */
    isDemo: mailbox !== undefined,
    /** Puts letters into the outbox of an open transaction. */
    on:
      (session: Session): EnqueueLetter =>
      (letter) =>
        insertLetter(session, letter, { vault, chance, now: clock.now() }),
    findFateOn: (session: Session) => (deduplication: string) => findFate(session, deduplication),
    /** Sends one batch; tells how many letters were looked at. */
    deliverOnce: (write: WriteLetter) => deliverOnce(write)(),
    /** Goes on delivering until it is stopped. */
    start: (write: WriteLetter): Job => {
      const deliver = deliverOnce(write)
      return every(LOOK_EVERY, async () => (await deliver()) > 0, { name: 'deliverLetters', log })
    },
    routes: (app: WebApp) => {
      if (mailbox) demoMailboxRoutes(app, { letters: mailbox.letters, clock })
    },
  }
}

export type Mail = ReturnType<typeof wireMail>

function smtpPost(
  { kind: _, from, ...settings }: Extract<MailSettings, { kind: 'smtp' }>,
  { clock, log, service }: MailNeeds,
): PostLetter {
  return smtpGateway({ ...settings, from: { name: service.institution, address: from } }, { clock, log })
}

/** A letter that cannot be written is tried again like one that cannot be posted. */
async function send(
  { id, reference }: LeasedLetter,
  write: WriteLetter,
  post: PostLetter,
): Promise<SendOutcome> {
  try {
    return await post(id, () => write(reference))
  } catch (error) {
    return { kind: 'failed', failure: error instanceof Error ? error.name : 'unknown' }
  }
}

function deliverPorts(
  { background, vault, clock, chance, log }: MailNeeds,
  sendOne: (letter: LeasedLetter) => Promise<SendOutcome>,
) {
  return {
    claimMessages: (limit: number, leaseUntil: Instant) =>
      claimLetters(background, vault, { now: clock.now(), leaseUntil, limit }),
    ...outboxMarks({ background, clock }),
    countDeliveredSince: (since: Instant) => countDeliveredSince(background, since, 'email'),
    send: sendOne,
    mostPerHour: MOST_PER_HOUR,
    heldWarning: 'lettersHeld',
    batch: BATCH,
    clock,
    chance,
    log,
  }
}
