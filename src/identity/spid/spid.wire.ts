import { type Database, type Session as Db } from '../../db/database.js'
import { every } from '../../jobs/every.gateway.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { HOUR, later } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type Vault } from '../../vault/vault.js'
import { findPastAttempt } from '../login-attempt.store.js'
import { RETURN_LIFE } from '../login-attempt.js'
import { type Completing } from '../provider-answer.routes.js'
import { type WiredMethod } from '../wired-method.wire.js'
import { answerSpid, type AnswerSpidPorts } from './answer-spid.js'
import { beginSpid } from './begin-spid.js'
import { openJudgeThread, openLogoutThread } from './judge-threads.gateway.js'
import { base64Of } from './key.gateway.js'
import { writeMetadata } from './metadata.js'
import { paced } from './paced.gateway.js'
import { type ProviderDirectory, providerDirectory, type RegistrySource } from './provider-directory.js'
import { isNamedIn } from './read-response.gateway.js'
import { redirectAddress } from './redirect-binding.gateway.js'
import { findRegistryCopy, keepRegistryCopy } from './registry.store.js'
import { PATHS } from './saml-names.js'
import { signXml } from './signature.gateway.js'
import { spidAnswerRoutes } from './spid-answer.routes.js'
import { insertSpidMessage } from './spid-message.store.js'
import { MOST_REFUSED } from './spid-request.js'
import {
  findRelayedAttempt,
  insertSpidRequest,
  spendSpidRequest,
  takeAnswerTry,
} from './spid-request.store.js'
import { type SpidKeys, type SpidSettings } from './spid-settings.js'
import { type SpidLogoutRoutes, spidLogoutRoutes } from './spid-logout.routes.js'
import { spidRoutes } from './spid.routes.js'

export interface SpidNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  baseUrl: string
}

/** Who we are towards SPID, and by whom we believe who may vouch. */
export interface SpidParty extends Pick<SpidSettings, 'entityId' | 'organisation' | 'contact'> {
  keys: () => Promise<SpidKeys>
  sources: RegistrySource[]
  eidas: boolean
}

/** SPID: our service provider, as the federation's rules ask for it. */
export function wireSpid(needs: SpidNeeds, party: SpidParty, completing: Completing): WiredMethod {
  const { database, vault, clock, chance, log } = needs
  const directory = wireDirectory(needs, party.sources)
  const { providers } = directory
  const relayed = async (relayState: string) => {
    const hash = await findRelayedAttempt(
      database,
      vault.digest(relayState),
      later(clock.now(), -RETURN_LIFE),
    )
    return hash && findPastAttempt(database, vault, hash)
  }
  return {
    provider: { method: 'spid', begin: () => Promise.resolve('/accedi/spid') },
    start: () =>
      every(
        HOUR,
        async () => {
          await directory.refresh()
          return false
        },
        { name: 'spidRegistry', log },
      ),
    routes: (app) => {
      const begin = beginSpid({
        entityId: party.entityId,
        providers,
        clock,
        chance,
        ...beginPorts(needs, party),
      })
      const metadata = metadataOf(needs, party)
      spidRoutes(app, { ...completing, providers, beginSpid: begin, metadata, digest: vault.digest, chance })
      spidAnswerRoutes(app, {
        ...completing,
        answerSpid: answerSpid({ ...answerPorts(needs, party), providers }),
        findRelayed: relayed,
        digest: vault.digest,
        inTurn: paced(),
      })
      spidLogoutRoutes(app, logoutNeeds(needs, party, { ...completing, providers }))
    },
  }
}

export function wireDirectory(
  { database, clock, log }: Pick<SpidNeeds, 'database' | 'clock' | 'log'>,
  sources: RegistrySource[],
): ProviderDirectory {
  return providerDirectory({
    sources,
    findCopy: (source) => findRegistryCopy(database, source),
    keepCopy: (source, document) => keepRegistryCopy(database, source, document, clock.now()),
    clock,
    log,
  })
}

/** Our signed metadata. Its identifier changes with its content, and not with the hour. */
export function metadataOf({ vault, baseUrl }: Pick<SpidNeeds, 'vault' | 'baseUrl'>, party: SpidParty) {
  return async (): Promise<string> => {
    const keys = await party.keys()
    const facts = { ...party, baseUrl, certificates: keys.certificates.map(base64Of) }
    const digest = vault.digest(writeMetadata({ ...facts, id: '_' })).toString('hex')
    return signXml(writeMetadata({ ...facts, id: `_${digest.slice(0, 32)}` }), keys, { afterIssuer: false })
  }
}

function logoutNeeds(
  { database, vault, clock, chance, baseUrl }: SpidNeeds,
  { entityId, keys }: SpidParty,
  { sessions, providers }: Pick<SpidLogoutRoutes, 'sessions' | 'providers'>,
): SpidLogoutRoutes {
  return {
    ...{ sessions, entityId, providers, clock, chance },
    address: `${baseUrl}${PATHS.logout}`,
    readLogout: openLogoutThread(),
    signForPost: async (text) => signXml(text, await keys(), { afterIssuer: true }),
    signForRedirect: async (location, text, relayState) =>
      redirectAddress(location, { name: 'SAMLResponse', text, relayState }, (await keys()).privateKey),
    keepMessage: (message) => insertSpidMessage(database, vault, message),
  }
}

type BeginPorts = Pick<Parameters<typeof beginSpid>[0], 'keepRequest' | 'signForPost' | 'signForRedirect'>

function beginPorts({ database, vault }: SpidNeeds, { keys }: SpidParty): BeginPorts {
  return {
    keepRequest: (request, relayState, message) =>
      database.transact(async (db: Db) => {
        await insertSpidRequest(db, request, vault.digest(relayState))
        await insertSpidMessage(db, vault, message)
      }),
    signForPost: async (text) => signXml(text, await keys(), { afterIssuer: true }),
    signForRedirect: async (location, text, relayState) =>
      redirectAddress(location, { name: 'SAMLRequest', text, relayState }, (await keys()).privateKey),
  }
}

function answerPorts(
  { database, vault, clock, chance, log, baseUrl }: SpidNeeds,
  { entityId }: SpidParty,
): Omit<AnswerSpidPorts, 'providers'> {
  return {
    entityId,
    assertionConsumer: `${baseUrl}${PATHS.assertionConsumer}`,
    isNamedIn,
    judge: openJudgeThread(),
    takeTry: (attempt, now) => takeAnswerTry(database, attempt, { now, mostRefused: MOST_REFUSED }),
    spendRequest: (id, now) => spendSpidRequest(database, id, now),
    keepMessage: (message) => insertSpidMessage(database, vault, message),
    clock,
    chance,
    log,
  }
}
