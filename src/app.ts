import { wireAttestation } from './attestation/attestation.wire.js'
import { wireAudit } from './audit/audit.wire.js'
import { wireDisclosure } from './disclosure/disclosure.wire.js'
import { wireHolderPages } from './holder-pages/holder-pages.wire.js'
import { wireIdentity } from './identity/identity.wire.js'
import { wireNotification } from './notification/notification.wire.js'
import { wireOperatorPages } from './operator-pages/operator-pages.wire.js'
import { wireOrganisation } from './organisation/organisation.wire.js'
import { wireRegistry } from './registry/registry.wire.js'
import { wireVerification } from './verification/verification.wire.js'
import { wireWeb, type Web } from './web/web.wire.js'
import { type Toolkit } from './toolkit.js'

export type App = ReturnType<typeof wireApp>

/** The whole service, wired by plain calls: who is given what can be read here, floor by floor. */
export function wireApp(toolkit: Toolkit) {
  const audit = wireAudit(toolkit)
  const auditOn = audit.on
  const registry = wireRegistry({ ...toolkit, auditOn })
  const dossiersOn = registry.dossiersOn
  const organisation = wireOrganisation({ ...toolkit, auditOn })
  const notification = wireNotification({ ...toolkit, auditOn })
  const identity = wireIdentity({ ...toolkit, auditOn })
  const attestation = wireAttestation({ ...toolkit, dossiersOn, auditOn })
  const verification = wireVerification({
    ...toolkit,
    recordCheck: audit.recordCheck,
    sessions: identity.sessions,
  })
  const disclosure = wireDisclosure({
    ...toolkit,
    dossiersOn,
    auditOn,
    notification,
    organisation,
    sessions: identity.sessions,
  })
  return { audit, registry, organisation, notification, identity, attestation, verification, disclosure }
}

/** The pages and the API of a wired service. */
export async function serveApp(app: App, toolkit: Toolkit): Promise<Web> {
  const { identity, attestation, verification, disclosure, notification, registry } = app
  const web = await wireWeb(toolkit)
  const holderPages = wireHolderPages({
    ...toolkit,
    attestation,
    notification,
    sessions: identity.sessions,
    findDossierByCode: registry.findDossierByCode,
    previewAnswer: verification.previewAnswer,
    describeDegree: disclosure.describeDegree,
    findWaiting: disclosure.findWaiting,
  })
  const operatorPages = wireOperatorPages({ ...toolkit, sessions: identity.sessions })
  for (const part of [identity, verification, disclosure, notification, holderPages, operatorPages])
    part.routes(web.app)
  return web
}
