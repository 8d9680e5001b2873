import { type Database } from '../../db/database.js'
import { every } from '../../jobs/every.gateway.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { HOUR, later } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type Vault } from '../../vault/vault.js'
import { listening } from '../../web/ports.gateway.js'
import { loadRoutes } from '../../web/server.gateway.js'
import type { DemoAuthority } from '../demo/cns-authority.gateway.js'
import type { DemoIdentity } from '../demo/demo-person.js'
import { RETURN_LIFE } from '../login-attempt.js'
import { findPastAttempt } from '../login-attempt.store.js'
import { type Completing } from '../provider-answer.routes.js'
import { type WiredMethod } from '../wired-method.wire.js'
import { revocationAsker } from './ask-revocation.gateway.js'
import { type Authorities, authoritiesFrom } from './authorities.gateway.js'
import {
  findAnsweredAttempt,
  findAttemptState,
  insertCardAnswer,
  spendCardAnswer,
} from './card-login.store.js'
import { type CardSettings } from './card-settings.js'
import { readCard } from './card.gateway.js'
import { cardRoutes } from './card.routes.js'
import { checkCard } from './check-card.js'
import { fetchTrustedList } from './fetch-trusted-list.gateway.js'
import { listenAt, openCardListener, openCardProxyDoor, serverFiles } from './listener.gateway.js'
import { presentCard } from './present-card.js'
import { readTrustedList } from './read-trusted-list.gateway.js'
import { refreshTrustedList } from './refresh-trusted-list.js'
import { findTrustedList, keepTrustedList } from './trusted-list.store.js'

export interface CardNeeds {
  settings: CardSettings
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  baseUrl: string
  demo: { identities: DemoIdentity[] } | undefined
}

const TERRITORY = { national: 'IT', demo: 'demo' }

/** The card: the pages around it, the listener that sees it, and the list of whom it is believed from. */
export function wireCard(needs: CardNeeds, completing: Completing): WiredMethod {
  const { settings, clock, log, database, vault, demo } = needs
  let opening: Promise<DemoAuthority> | undefined
  const authority = () => (opening ??= demoAuthority(needs))
  const trust = trusting(needs, authority)
  const present = presentCard({
    checkCard: checkCard({
      readCard,
      findIssuer: (card) => trust.authorities().findIssuer(card, clock.now()),
      askRevocation: revocationAsker({ clock }),
      clock,
    }),
    findState: (attempt, now) => findAttemptState(database, attempt, now),
    keepAnswer: (kept) => insertCardAnswer(database, vault, kept),
    clock,
    chance: needs.chance,
  })
  const door = {
    present,
    baseUrl: needs.baseUrl,
    failed: (failure: string) => log('http.failure', { route: 'cns', failure }),
  }
  return {
    provider: { method: 'cns', begin: (request) => Promise.resolve(`/accedi/cns?richiesta=${request}`) },
    routes: (app) => {
      const { url: listenerUrl } = settings
      cardRoutes(app, {
        ...completing,
        listenerUrl,
        demo: settings.list.kind === 'demo',
        findReturn: async (code) => {
          const since = later(clock.now(), -RETURN_LIFE)
          const hash = await findAnsweredAttempt(database, vault, code, since)
          return hash && findPastAttempt(database, vault, hash)
        },
        spendAnswer: ({ code, attempt, now }) =>
          spendCardAnswer(database, vault, { code, attempt: vault.digest(attempt), now }),
        clock,
      })
      if (settings.list.kind !== 'demo') return
      loadRoutes(app, async (inner) => {
        const { wireCardOffice } = await import('../demo/cns-office.wire.js')
        wireCardOffice(inner, { authority, people: demo?.identities ?? [], listenerUrl })
      })
    },
    listen: async () => {
      await trust.refresh()
      return openDoor(settings, { door, authority, trust })
    },
    start: () => every(HOUR, trust.refresh, { name: 'trustedList', log }),
  }
}

interface Trust {
  authorities: () => Authorities
  refresh: () => Promise<undefined>
  /** Told whenever the list changes. */
  whenChanged: (tell: (pem: string) => void) => void
}

function trusting(
  { settings, database, clock, log }: CardNeeds,
  authority: () => Promise<DemoAuthority>,
): Trust {
  const { list } = settings
  const territory = TERRITORY[list.kind]
  let authorities = authoritiesFrom([])
  let tell: (pem: string) => void = () => undefined
  const refresh = refreshTrustedList({
    fetchList: async () => (list.kind === 'demo' ? (await authority()).list() : fetchTrustedList(list.url)),
    findKept: () => findTrustedList(database, territory),
    keep: (copy) => keepTrustedList(database, territory, copy),
    readList: async (xml) =>
      readTrustedList(xml, list.kind === 'demo' ? [(await authority()).listSigner] : list.signers),
    clock,
  })
  return {
    authorities: () => authorities,
    refresh: async () => {
      const refreshed = await refresh()
      if (refreshed.kind === 'kept') log('cns.listKept', { cause: refreshed.fault })
      authorities = authoritiesFrom(refreshed.list?.authorities ?? [])
      log('cns.listInForce', { count: authorities.count })
      tell(authorities.pem)
      return undefined
    },
    whenChanged: (told) => {
      tell = told
      tell(authorities.pem)
    },
  }
}

async function openDoor(
  { door }: CardSettings,
  parts: {
    door: Parameters<typeof openCardProxyDoor>[1]
    authority: () => Promise<DemoAuthority>
    trust: Trust
  },
): Promise<() => Promise<void>> {
  switch (door.kind) {
    case 'proxySocket':
      return listenAt(openCardProxyDoor(undefined, parts.door), { path: door.path })
    case 'proxyPort': {
      const { port, host, secret } = door
      const opened = openCardProxyDoor(secret, parts.door)
      return listening({ variable: 'CNS_PORT', port, host }, () => listenAt(opened, { port, host }))
    }
    case 'listener':
    case 'demoListener': {
      const { port, host } = door
      const shown = door.kind === 'listener' ? serverFiles(door) : await demoFiles(parts.authority)
      const { server, offer } = openCardListener(shown, parts.door)
      parts.trust.whenChanged(offer)
      return listening({ variable: 'CNS_PORT', port, host }, () => listenAt(server, { port, host }))
    }
  }
}

async function demoFiles(authority: () => Promise<DemoAuthority>) {
  const { serverFiles: shown } = await authority()
  return () => shown
}

/** Read where it is on and nowhere else. */
async function demoAuthority({ settings, clock, chance, baseUrl }: CardNeeds): Promise<DemoAuthority> {
  const { openDemoAuthority } = await import('../demo/cns-authority.gateway.js')
  const folder = settings.list.kind === 'demo' ? settings.list.folder : undefined
  return openDemoAuthority({ clock, chance, folder, baseUrl, host: new URL(settings.url).hostname })
}
