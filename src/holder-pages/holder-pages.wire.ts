import { type Attestation, type Shows } from '../attestation/attestation.js'
import { type Eligibility } from '../attestation/eligibility.js'
import { type FindDossierByCode } from '../attestation/holder.js'
import { type HolderRequest, type IssueOutcome } from '../attestation/issue-attestation.js'
import { type KeepOutcome } from '../attestation/keep-attestation.js'
import { type Database } from '../db/database.js'
import { type Clock } from '../kernel/clock.js'
import { type Locale } from '../messages/locale.js'
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
import { myQrRoutes } from './my-qr.routes.js'
import { type RequireSession } from './require-session.routes.js'
import { type PhoneRoutes, phoneRoutes } from './phone.routes.js'
import { recordsRoutes } from './records.routes.js'
import { screenRoutes } from './screen.routes.js'
import { type SheetsRoutes, sheetsRoutes } from './sheets.routes.js'
import { type OwnHolder, seeHolder } from './see-holder.js'

export interface HolderPagesNeeds {
  database: Database
  vault: Vault
  clock: Clock
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
  findSession: HomeRoutes['findSession']
  isAskedNow: (entries: string[]) => Promise<boolean>
  previewAnswer: (locale: Locale, view: StatusView) => Html
  describeDegree: (locale: Locale, status: DisabilityStatus) => Html
}

export function wireHolderPages(needs: HolderPagesNeeds) {
  const { database, vault, clock, attestation, document, notification, previewAnswer, describeDegree } = needs
  const requireSession = needs.requireHolder
  const desk: HolderDesk = {
    ...attestation,
    qrModules: document.qrModules,
    see: seeHolder({ findDossierByCode: needs.findDossierByCode, findActive: attestation.findActive, clock }),
    findChecks: (entries) => findChecks(database, vault, entries),
    isAskedNow: needs.isAskedNow,
  }

  const contactsOf = async ({ entries, register, registerPhones }: OwnHolder): Promise<Contacts> => {
    const known = { register: registerPhones, confirmed: await notification.findConfirmedPhones(entries) }
    const reach = reachablePhone(known, clock.now())
    return {
      ...(reach.kind === 'none' ? {} : { mobileEnding: lastThree(reach.phone) }),
      ...(register?.email === undefined ? {} : { email: masked(register.email) }),
      paused: reach.kind === 'resting',
    }
  }

  return {
    routes: (app: WebApp) => {
      homeRoutes(app, { previewAnswer, findSession: needs.findSession })
      getQrRoutes(app, { desk, requireSession, previewAnswer, contactsOf })
      phoneRoutes(app, { ...notification, desk, requireSession })
      myQrRoutes(app, { desk, requireSession, previewAnswer })
      sheetsRoutes(app, { ...document, desk, requireSession })
      screenRoutes(app, { desk, requireSession, clock })
      recordsRoutes(app, { desk, requireSession, describeDegree })
    },
  }
}

/** `e•••••@example.org`: enough to know one's own address, too little for who looks over a shoulder. */
function masked(email: string): string {
  const [name = '', host = ''] = email.split('@')
  return `${name.slice(0, 1)}•••••@${host}`
}
