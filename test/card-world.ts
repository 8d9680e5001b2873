import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createNetServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { type Database } from '../src/db/database.js'
import { type CardDoor } from '../src/identity/cns/card-settings.js'
import {
  certify,
  type CertificateWords,
  type KeyPair,
  pemOf,
  PURPOSE,
  USAGE,
} from '../src/identity/demo/cns-certificate.gateway.js'
import { showCard } from '../src/identity/demo/cns-authority.gateway.js'
import { type ListedService, listKey, signedList } from '../src/identity/demo/cns-list.gateway.js'
import { ocspAnswer, revocationListOf } from '../src/identity/demo/cns-revocation.gateway.js'
import { DAY, type Instant, later } from '../src/kernel/instant.js'
import { systemChance as chance } from '../src/kernel/system-chance.gateway.js'
import { ELVIRA, identityWorld } from './identity-world.js'
import { type Answer, type TestVisitor } from './visitor.js'

/** How an authority's servers misbehave. */
export type Mood = 'good' | 'silent' | 'away' | 'rubbish' | 'stale' | 'stranger' | 'delegate' | 'impostor'

export interface CardAuthority {
  pair: KeyPair
  ocsp: Mood
  crl: Mood
  asked: { ocsp: number; crl: number }
  revoked: Set<string>
  revoke: (card: KeyPair) => void
}

const AT = '2026-11-23T10:30:00+01:00'
export const NOW = Date.parse(AT) as Instant

/** A real listener over TLS (or the door of a proxy), with authorities, their servers, and a signed list of them. */
export async function cardWorld(
  database: Database,
  asked: {
    door?: (port: number) => CardDoor
    /** The list cannot be had. */
    listAway?: boolean
    /** With the same authority and the same signer of the list. */
    like?: { authority: CardAuthority; signer: ReturnType<typeof listKey> }
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'cards-'))
  const port = await freePort()
  const authority = asked.like?.authority ?? (await newAuthority('Autorita di prova'))
  const stranger = await newAuthority('Un altro')
  const signer = asked.like?.signer ?? listKey()
  const published: { services: ListedService[]; xml: string | undefined; sequence: number } = {
    services: [{ certificate: authority.pair.certificate }],
    xml: undefined,
    sequence: 1,
  }
  let now = () => NOW
  const list = () => published.xml ?? signedList({ ...published, now: now() }, signer.privateKey)
  const servers = await openServers({ authority, stranger, list, now: () => now() })
  const own = await certify(
    { subject: { '2.5.4.3': 'localhost' }, ...from(-1, 300), hosts: ['localhost'], keyUsage: USAGE.signs },
    { chance },
  )
  const { key, cert } = await pemOf(own)
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  writeFileSync(keyFile, key)
  writeFileSync(certificateFile, cert)
  const world = await identityWorld(database, {
    cns: {
      url: `https://localhost:${String(port)}`,
      door: asked.door?.(port) ?? { kind: 'listener', port, host: '127.0.0.1', certificateFile, keyFile },
      list: {
        kind: 'national',
        url: `${servers.url}/${asked.listAway ? 'nowhere' : 'list'}`,
        signers: [signer.publicKey],
      },
    },
  })
  now = world.now
  const close = await world.identity.listen()

  const issue = (words: Partial<CertificateWords> = {}, by: CardAuthority = authority): Promise<KeyPair> =>
    certify({ ...cardWords(servers.url), ...words }, { issuer: by.pair, chance })
  /** Begins a login in a browser; gives the address of the listener. */
  const begin = async (visitor: TestVisitor, per = 'titolare'): Promise<string> => {
    const page = await visitor.follow(await visitor.post('/accedi', { per, metodo: 'cns' }))
    return /href="(https:[^"]+)"/.exec(page.body)?.[1] ?? ''
  }
  return {
    ...world,
    port,
    authority,
    stranger,
    published,
    signer,
    issue,
    begin,
    show: (url: string, card: KeyPair | undefined) => showCard(url, card, { trusted: cert }),
    /** Logs in with a card, through the listener and back; the last answer of the pages. */
    logInWith: async (visitor: TestVisitor, card: KeyPair | undefined): Promise<Answer> => {
      const back = new URL(await showCard(await begin(visitor), card, { trusted: cert }))
      return visitor.get(back.pathname + back.search)
    },
    close: async () => {
      await close()
      await servers.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const from = (start: number, end: number) => ({ from: later(NOW, start * DAY), until: later(NOW, end * DAY) })

export function cardWords(url: string): CertificateWords {
  return {
    subject: {
      '2.5.4.3': `${ELVIRA.codiceFiscale}/7430012345678901.aB+c,d=`,
      '2.5.4.4': 'Tassoni',
      '2.5.4.42': 'Elvira',
    },
    ...from(-1, 1000),
    keyUsage: USAGE.signs,
    extendedKeyUsages: [PURPOSE.clientAuth],
    policies: ['1.3.76.16.2.1'],
    ocspUrl: `${url}/ocsp`,
    crlUrl: `${url}/crl`,
  }
}

async function newAuthority(name: string): Promise<CardAuthority> {
  const words = {
    subject: { '2.5.4.3': name },
    ...from(-10, 4000),
    isAuthority: true,
    keyUsage: USAGE.issues,
  }
  const pair = await certify(words, { chance })
  const revoked = new Set<string>()
  const revoke = ({ certificate }: KeyPair) => revoked.add(new X509Certificate(certificate).serialNumber)
  return { pair, ocsp: 'good', crl: 'good', asked: { ocsp: 0, crl: 0 }, revoked, revoke }
}

interface Serving {
  authority: CardAuthority
  stranger: CardAuthority
  list: () => string
  now: () => Instant
}

async function openServers({ authority, stranger, list, now: clock }: Serving) {
  const answer = async (path: string, body: Buffer): Promise<Buffer | undefined> => {
    if (path === '/nowhere') return Buffer.from('not here')
    if (path === '/list') return Buffer.from(list())
    const kind = path === '/ocsp' ? 'ocsp' : 'crl'
    authority.asked[kind] += 1
    const mood = authority[kind]
    if (mood === 'silent') return undefined
    if (mood === 'rubbish') return Buffer.from('rubbish')
    const now = mood === 'stale' ? later(clock(), -2 * DAY) : clock()
    const saying = { authority: authority.pair, revoked: authority.revoked, now }
    if (mood === 'stranger')
      Object.assign(saying, kind === 'ocsp' ? { responder: stranger.pair } : { authority: stranger.pair })
    if (mood === 'delegate' || mood === 'impostor') {
      const uses = mood === 'delegate' ? [PURPOSE.ocspSigning] : [PURPOSE.clientAuth]
      const words = { subject: { '2.5.4.3': 'responder' }, ...from(-1, 30), extendedKeyUsages: uses }
      Object.assign(saying, { responder: await certify(words, { issuer: authority.pair, chance }) })
    }
    return kind === 'ocsp' ? ocspAnswer(body, saying) : revocationListOf(saying)
  }
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const [path = ''] = (request.url ?? '').split('?')
      const kind = path.slice(1) as 'ocsp' | 'crl'
      if (path !== '/list' && authority[kind] === 'away') return void response.writeHead(500).end()
      void answer(path, Buffer.concat(parts)).then((bytes) => bytes && response.end(bytes))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export async function freePort(): Promise<number> {
  const server = createNetServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
