import { type Database, type Session } from '../db/database.js'
import { type Job } from '../jobs/job.js'
import { every } from '../jobs/every.gateway.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { DAY, type Instant, later } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from '../web/page-context.js'
import { type WebApp } from '../web/server.gateway.js'
import { confirmPhoneChange, type PhoneChanged, type TellOldNumber } from './confirm-phone-change.js'
import { deliverMessages, type SendText } from './deliver-messages.js'
import { demoTelephones } from './demo-telephone.js'
import { demoTelephoneRoutes } from './demo-telephone.routes.js'
import { demoTelephone, findRecentDemoMessages } from './demo-telephone.store.js'
import { samplePhones } from './examination.store.js'
import { httpSmsGateway } from './http-sms.gateway.js'
import { type MailSettings, wireMail } from './mail.wire.js'
import { type EnqueueMessage, type Phone } from './message.js'
import { messagesEn } from './messages.texts.en.js'
import { messagesIt } from './messages.texts.it.js'
import { claimMessages, countDeliveredSince, insertMessage } from './outbox.store.js'
import { outboxMarks } from './outbox.wire.js'
import { parsePhone } from './phone.js'
import {
  findConfirmedPhones,
  findRequestsSince,
  insertConfirmedPhone,
  lockPhonesOf,
  replaceConfirmation,
  spendPhoneTry,
} from './phone.store.js'
import { sealedColumns } from './reseal.store.js'
import { requestPhoneChange } from './request-phone-change.js'

const TEXTS: InEveryLocale<SameShape<typeof messagesIt>> = { it: messagesIt, en: messagesEn }
const LOOK_EVERY = 500
/** More in an hour than the service of a whole country should send: then somebody is spending our money. */
const MOST_PER_HOUR = 200_000

export interface NotificationNeeds {
  database: Database
  background: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  service: ServiceFacts
  textMessages: { kind: 'demoTelephone' } | { kind: 'http'; url: string; token: string }
  textMessagesPerHour?: number
  mail: MailSettings
  /** Whose telephones the demo shows. */
  demo: { identities: readonly { nome: string; cognome: string; cellulare?: string }[] } | undefined
  auditOn: (session: Session) => (event: PhoneChanged) => Promise<void>
}

/** Messages that must leave, and the number they go to. */
export function wireNotification(needs: NotificationNeeds) {
  const { database, vault, clock, chance, log, service, auditOn } = needs
  const on =
    (session: Session): EnqueueMessage =>
    (message) =>
      insertMessage(session, message, { vault, chance, now: clock.now() })
  const tellOldNumberOn =
    (session: Session): TellOldNumber =>
    (previous, { person, since }) =>
      on(session)({
        to: previous,
        text: messagesIt.oldNumber(service.telephone),
        deduplication: `oldNumber:${person}:${String(since)}`,
        uselessAfter: later(clock.now(), 3 * DAY),
      })
  const mail = wireMail(needs)
  const deliverOnce = deliverMessages(deliverPorts(needs, sender(needs)))
  return {
    /** Puts messages into the outbox of an open transaction. */
    on,
    tellOldNumberOn,
    /** Letters by e-mail. */
    mail,
    /** The numbers that these register entries confirmed, read in an open transaction or outside any. */
    confirmedPhonesOn: (session: Session) => (entries: string[]) =>
      findConfirmedPhones(session, vault, entries),
    findConfirmedPhones: (entries: string[]) => findConfirmedPhones(database, vault, entries),
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault),
    /** What the doctor asks. */
    examineSealsOn: async (session: Session) =>
      sealFindings('confirmed_phone', await samplePhones(session, vault, SEAL_SAMPLE)),
    requestPhoneChange: requestPhoneChange({
      transact: (work) =>
        database.transact((session) =>
          work({
            lockPhonesOf: (person) => lockPhonesOf(session, person),
            findConfirmedPhones: (entries) => findConfirmedPhones(session, vault, entries),
            findRequestsSince: (entries, since) => findRequestsSince(session, entries, since),
            replaceConfirmation: (entries, confirmation) =>
              replaceConfirmation(session, vault, entries, confirmation),
            enqueue: on(session),
          }),
        ),
      newNumberText: (locale, code) => TEXTS[locale].newNumber(code),
      clock,
      chance,
    }),
    confirmPhoneChange: confirmPhoneChange({
      transact: (work) =>
        database.transact((session) =>
          work({
            spendPhoneTry: (asked) => spendPhoneTry(session, vault, asked),
            findConfirmedPhones: (entries) => findConfirmedPhones(session, vault, entries),
            insertConfirmedPhone: (confirmed) => insertConfirmedPhone(session, { vault, chance }, confirmed),
            tellOldNumber: tellOldNumberOn(session),
            recordAudit: auditOn(session),
          }),
        ),
      clock,
    }),
    /** Sends one batch; tells how many messages were looked at. */
    deliverOnce,
    /** Goes on delivering until it is stopped. */
    start: (): Job =>
      every(LOOK_EVERY, async () => (await deliverOnce()) > 0, { name: 'deliverMessages', log }),
    routes: (app: WebApp) => {
      demoRoutes(app, needs)
      mail.routes(app)
    },
  }
}

export type Notification = ReturnType<typeof wireNotification>

function sender({ background, vault, clock, log, textMessages }: NotificationNeeds): SendText {
  return textMessages.kind === 'http'
    ? httpSmsGateway(textMessages, { clock, log })
    : demoTelephone({ database: background, vault, clock })
}

function deliverPorts(needs: NotificationNeeds, send: SendText) {
  const { background, vault, clock, chance, log, textMessagesPerHour = MOST_PER_HOUR } = needs
  return {
    claimMessages: (limit: number, leaseUntil: Instant) =>
      claimMessages(background, vault, { now: clock.now(), leaseUntil, limit }),
    ...outboxMarks({ background, clock }),
    countDeliveredSince: (since: Instant) => countDeliveredSince(background, since),
    send,
    mostPerHour: textMessagesPerHour,
    heldWarning: 'textMessagesHeld',
    clock,
    chance,
    log,
  }
}

function demoRoutes(app: WebApp, { database, vault, clock, demo, textMessages }: NotificationNeeds): void {
  if (!demo || textMessages.kind !== 'demoTelephone') return
  const people = demo.identities.flatMap(({ nome, cognome, cellulare }) => {
    const phone = parsePhone(cellulare)
    return phone === undefined ? [] : [{ name: `${nome} ${cognome}`, phone }]
  })
  const keyOf = (phone: Phone) => vault.mac('phone', phone).toString('hex').slice(0, 16)
  demoTelephoneRoutes(app, {
    findTelephones: async () => demoTelephones(people, await findRecentDemoMessages(database, vault), keyOf),
    clock,
  })
}
