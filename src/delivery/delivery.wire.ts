import { type Attestation } from '../attestation/attestation.js'
import { type FindDossierByCode, type Holder } from '../attestation/holder.js'
import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session } from '../db/database.js'
import { type Job } from '../jobs/job.js'
import { type Clock } from '../kernel/clock.js'
import { DAY, later } from '../kernel/instant.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { type EnqueueLetter, type LetterFate, type WriteLetter } from '../notification/mail.js'
import { type ServiceFacts } from '../web/page-context.js'
import { askForSheet } from './ask-for-sheet.js'
import { letterEn } from './letter.texts.en.js'
import { letterIt } from './letter.texts.it.js'
import { type LastDelivery, letterKey } from './sheet-delivery.js'
import { findDeliveriesSince, insertDelivery } from './sheet-delivery.store.js'
import { writeSheetLetter, type WriteSheetLetterPorts } from './write-sheet-letter.js'

const TEXTS: InEveryLocale<SameShape<typeof letterIt>> = { it: letterIt, en: letterEn }
/** For how long the holder is told what became of the last letter. */
const TOLD_FOR = 7 * DAY

export interface DeliveryNeeds {
  database: Database
  background: Database
  clock: Clock
  service: ServiceFacts
  dossiersOn: (session: Session) => { findDossierByCode: FindDossierByCode }
  auditOn: (session: Session) => RecordAudit
  attestation: {
    activeOn: (session: Session) => {
      claimActive: (entries: string[]) => Promise<Attestation | undefined>
      findActive: (entries: string[]) => Promise<Attestation | undefined>
    }
  }
  document: Pick<WriteSheetLetterPorts, 'sheetOf'> & {
    canWrite: (holder: Pick<Holder, 'register'>) => boolean
  }
  notification: {
    mail: {
      canSend: boolean
      isDemo: boolean
      on: (session: Session) => EnqueueLetter
      findFateOn: (session: Session) => (deduplication: string) => Promise<LetterFate | undefined>
      deliverOnce: (write: WriteLetter) => Promise<number>
      start: (write: WriteLetter) => Job
    }
  }
}

/** The sheet by e-mail, to the address that the register holds. */
export function wireDelivery(needs: DeliveryNeeds) {
  const { database, background, clock, service, dossiersOn, auditOn, attestation, document } = needs
  const { mail } = needs.notification
  const write = writeSheetLetter({
    findDossierByCode: dossiersOn(background).findDossierByCode,
    findActive: attestation.activeOn(background).findActive,
    sheetOf: document.sheetOf,
    words: (locale) => ({ ...TEXTS[locale], text: TEXTS[locale].text(service.telephone) }),
    clock,
  })
  return {
    canSend: mail.canSend,
    isDemo: mail.isDemo,
    askForSheet: askForSheet({
      transact: (work) =>
        database.transact((session) =>
          work({
            findDossierByCode: dossiersOn(session).findDossierByCode,
            claimActive: attestation.activeOn(session).claimActive,
            findSince: (entries, since) => findDeliveriesSince(session, entries, since),
            insert: (delivery) => insertDelivery(session, delivery),
            enqueue: mail.on(session),
            recordAudit: auditOn(session),
          }),
        ),
      canWrite: document.canWrite,
      clock,
    }),
    /** The last sheet that these entries asked for in the past days, and what became of it. */
    findLast: async (entries: string[]): Promise<LastDelivery | undefined> => {
      const [last] = await findDeliveriesSince(database, entries, later(clock.now(), -TOLD_FOR))
      if (!last) return undefined
      const fate = (await mail.findFateOn(database)(letterKey(last))) ?? 'lost'
      return { requestedAt: last.requestedAt, fate }
    },
    /** Sends what is due, one batch; tells how many letters were looked at. */
    deliverOnce: () => mail.deliverOnce(write),
    /** Goes on delivering until it is stopped. */
    start: () => mail.start(write),
  }
}
