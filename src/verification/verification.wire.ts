import { type RecordCheck } from '../audit/audit-event.js'
import { inBatches } from '../db/batch.js'
import { type Database } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Locale } from '../messages/locale.js'
import { type Vault } from '../vault/vault.js'
import { answerPreview } from '../web/answer.page.js'
import { type Html } from '../web/html.js'
import { type WebApp } from '../web/server.gateway.js'
import { type StatusView } from './status-view.js'
import { verificationApiRoutes } from './verification-api.routes.js'
import { findByTokens } from './verification.store.js'
import { answerWords } from './verify.page.js'
import { type VerifyRoutes, verifyRoutes } from './verify.routes.js'
import { viewStatus } from './view-status.js'

export interface VerificationNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  recordCheck: RecordCheck
  leadToDegree: VerifyRoutes['leadToDegree']
}

export function wireVerification({
  database,
  vault,
  clock,
  chance,
  recordCheck,
  leadToDegree,
}: VerificationNeeds) {
  const view = viewStatus({
    findByToken: inBatches((tokens) => findByTokens(database, vault, tokens)),
    codeMacs: (codiceFiscale) => vault.macs('codiceFiscale', codiceFiscale),
    recordCheck,
    clock,
  })
  return {
    viewStatus: view,
    /** What a scan would show, small; leaves no trace. */
    previewAnswer: (locale: Locale, status: StatusView): Html => answerPreview(answerWords(locale, status)),
    routes: (app: WebApp) => {
      verifyRoutes(app, { viewStatus: view, leadToDegree, chance })
      verificationApiRoutes(app, { viewStatus: view, chance })
    },
  }
}
