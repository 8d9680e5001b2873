import { wireAttestation } from './attestation/attestation.wire.js'
import { wireAudit } from './audit/audit.wire.js'
import { wireCounter } from './counter/counter.wire.js'
import { wireDelivery } from './delivery/delivery.wire.js'
import { wireDisclosure } from './disclosure/disclosure.wire.js'
import { wireDocument } from './document/document.wire.js'
import { wireHolderPages } from './holder-pages/holder-pages.wire.js'
import { wireIdentity } from './identity/identity.wire.js'
import { wireNotification } from './notification/notification.wire.js'
import { wireOperatorPages } from './operator-pages/operator-pages.wire.js'
import { wireOrganisation } from './organisation/organisation.wire.js'
import { wireDesk } from './registry/desk/desk.wire.js'
import { wireFeedBatches } from './registry/signed-batches/feed-batches.wire.js'
import { wireRegistry } from './registry/registry.wire.js'
import { wireRepresentation } from './representation/representation.wire.js'
import { wireSeal } from './seal/seal.wire.js'
import { type Toolkit } from './toolkit.js'
import { wireVerification } from './verification/verification.wire.js'
import { type Web, wireWeb } from './web/web.wire.js'

export type App = ReturnType<typeof wireApp>

/** The whole service, wired by plain calls: who is given what can be read here, floor by floor. */
export function wireApp(toolkit: Toolkit) {
  const audit = wireAudit(toolkit)
  const given = { ...toolkit, auditOn: audit.on }
  const registry = wireRegistry(given)
  const desk = wireDesk(given)
  const feedBatches = wireFeedBatches({ ...toolkit, importFeed: registry.importFeed })
  const organisation = wireOrganisation(given)
  const notification = wireNotification(given)
  const identity = wireIdentity({ ...given, findActing: (session) => representation.findActing(session) })
  const { dossiersOn, findDossierByCode } = registry
  const representation = wireRepresentation({
    ...{ ...given, dossiersOn, identity },
    findAskedNow: (entries) => disclosure.findAskedNow(entries),
  })
  const attestation = wireAttestation({ ...given, dossiersOn })
  const seal = wireSeal(toolkit)
  const document = wireDocument({ ...toolkit, seal: seal.seal })
  const delivery = wireDelivery({ ...given, dossiersOn, attestation, document, notification })
  const { leadToDegree } = identity
  const verification = wireVerification({ ...toolkit, recordCheck: audit.recordCheck, leadToDegree })
  const people = { ...identity, ...representation }
  const disclosure = wireDisclosure({ ...given, ...people, dossiersOn, notification, organisation })
  const holderPages = wireHolderPages({
    ...toolkit,
    ...representation,
    attestation,
    document,
    delivery,
    findDossierByCode,
    notification,
    isAskedNow: disclosure.isAskedNow,
    previewAnswer: verification.previewAnswer,
    describeDegree: disclosure.describeDegree,
  })
  const operatorPages = wireOperatorPages({ ...toolkit, ...identity, requestsOf: disclosure.requestsOf })
  const { sessions } = identity
  const counter = wireCounter({ ...given, attestation, document, organisation, dossiersOn, sessions })
  const pages = [verification, disclosure, holderPages, operatorPages, counter]
  const withRoutes = [identity, representation, ...pages, notification, feedBatches, seal]
  const jobs = [notification, delivery, disclosure, audit, feedBatches, identity].map(({ start }) => start)
  const holders = [attestation, representation, disclosure, notification, identity, counter]
  const sealing = [registry, feedBatches, audit, ...holders]
  const sealedColumns = sealing.flatMap((part) => part.sealedColumns)
  const used = { audit, registry, desk, feedBatches, organisation, notification, identity, attestation }
  return { ...used, representation, counter, document, seal, delivery, sealedColumns, withRoutes, jobs }
}

/** The pages and the API of a wired service. */
export async function serveApp({ withRoutes }: App, toolkit: Toolkit): Promise<Web> {
  const web = await wireWeb(toolkit)
  for (const part of withRoutes) part.routes(web.app)
  return web
}
