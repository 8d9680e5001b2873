import { type Attestation, type Shows } from '../attestation/attestation.js'
import { type Eligibility } from '../attestation/eligibility.js'
import { type FindDossierByCode } from '../attestation/holder.js'
import { type HolderRequest, type IssueOutcome } from '../attestation/issue-attestation.js'
import { type KeepOutcome } from '../attestation/keep-attestation.js'
import { type Database } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { mayDo } from '../identity/acting-for.js'
import { type Session, visitorOf } from '../identity/session.js'
import { type Locale } from '../messages/locale.js'
import { maskedAddress, parseMailAddress } from '../notification/mail.js'
import { lastThree } from '../notification/phone.js'
import { type ConfirmedPhone, reachablePhone } from '../notification/reachable-phone.js'
import { type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { type Vault } from '../vault/vault.js'
import { type StatusView } from '../verification/status-view.js'
import { type Html } from '../web/html.js'
import { type WebApp } from '../web/server.gateway.js'
import { findChecks } from './check-log.store.js'
import { type Contacts } from './get-qr.page.js'
import { getQrRoutes } from './get-qr.routes.js'
import { type HolderDesk } from './holder-desk.js'
import { type HomeRoutes, homeRoutes } from './home.routes.js'
import { type MyQrRoutes, myQrRoutes } from './my-qr.routes.js'
import { type RequireSession } from './require-session.routes.js'
import { type PhoneRoutes, phoneRoutes } from './phone.routes.js'
import { recordsRoutes } from './records.routes.js'
import { screenRoutes } from './screen.routes.js'
import { type SheetsRoutes, sheetsRoutes } from './sheets.routes.js'
import { type OwnHolder, seeHolder } from './see-holder.js'
import { sendSheetBox } from './send-sheet.page.js'
import { type Delivery, sendSheetRoutes } from './send-sheet.routes.js'

export interface HolderPagesNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  requireHolder: RequireSession
  findDossierByCode: FindDossierByCode
  attestation: {
    readNotice: (request: Pick<HolderRequest, 'codiceFiscale'>) => Promise<Eligibility>
    issue: (request: HolderRequest & { shows: Shows }) => Promise<IssueOutcome>
    replace: (request: HolderRequest) => Promise<KeepOutcome>
    revoke: (request: HolderRequest) => Promise<KeepOutcome>
    changeShows: (request: HolderRequest & { shows: Shows }) => Promise<KeepOutcome>
    print: (request: HolderRequest) => Promise<KeepOutcome>
    findActive: (entries: string[]) => Promise<Attestation | undefined>
  }
  document: { qrModules: HolderDesk['qrModules'] } & Omit<SheetsRoutes, 'desk' | 'requireSession'>
  notification: {
    findConfirmedPhones: (entries: string[]) => Promise<ConfirmedPhone[]>
    requestPhoneChange: PhoneRoutes['requestPhoneChange']
    confirmPhoneChange: PhoneRoutes['confirmPhoneChange']
  }
  delivery: Delivery
  findSession: HomeRoutes['findSession']
  findActingOwner: PhoneRoutes['findActingOwner']
  /** Whether somebody else says yes for a person. */
  hasConsenter: (codiceFiscale: CodiceFiscale) => Promise<boolean>
  isAskedNow: (entries: string[]) => Promise<boolean>
  previewAnswer: (locale: Locale, view: StatusView) => Html
  describeDegree: (locale: Locale, status: DisabilityStatus) => Html
}

export function wireHolderPages(needs: HolderPagesNeeds) {
  const { database, vault, clock, attestation, document, notification, previewAnswer, describeDegree } = needs
  const { delivery, requireHolder: requireSession } = needs
  const desk: HolderDesk = {
    ...attestation,
    qrModules: document.qrModules,
    see: seeHolder({ findDossierByCode: needs.findDossierByCode, findActive: attestation.findActive, clock }),
    findChecks: (entries) => findChecks(database, vault, entries),
    isAskedNow: needs.isAskedNow,
  }

  const contactsOf = async (session: Session, holder: OwnHolder): Promise<Contacts> => {
    const { entries, register, registerPhones } = holder
    const owner = (await needs.findActingOwner(session)) ?? { entries, register: registerPhones }
    const confirmed = await notification.findConfirmedPhones(owner.entries)
    const known = { register: owner.register, confirmed }
    const reach = reachablePhone(known, clock.now())
    return {
      ...(reach.kind === 'none' ? {} : { mobileEnding: lastThree(reach.phone) }),
      ...(register?.email === undefined ? {} : { email: maskedAddress(register.email) }),
      paused: reach.kind === 'resting',
      hasConsenter: session.actingFor === undefined && (await needs.hasConsenter(holder.codiceFiscale)),
    }
  }

  const sendingOf: MyQrRoutes['sendingOf'] = async (context, session, { entries, register }) => {
    const address = parseMailAddress(register?.email)
    if (!delivery.canSend || address === undefined || !mayDo(session, 'send')) return undefined
    const last = await delivery.findLast(entries)
    const { isDemo } = delivery
    return sendSheetBox(context, visitorOf(session), { once: needs.chance.uuid(), address, last, isDemo })
  }

  return {
    routes: (app: WebApp) => {
      homeRoutes(app, { previewAnswer, findSession: needs.findSession })
      getQrRoutes(app, { desk, requireSession, previewAnswer, contactsOf })
      phoneRoutes(app, { ...notification, findActingOwner: needs.findActingOwner, desk, requireSession })
      myQrRoutes(app, { desk, requireSession, previewAnswer, sendingOf, clock })
      sheetsRoutes(app, { ...document, desk, requireSession })
      screenRoutes(app, { desk, requireSession, clock })
      sendSheetRoutes(app, { delivery, requireSession })
      recordsRoutes(app, { desk, requireSession, describeDegree })
    },
  }
}
