import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { DAY, type Instant, later } from '../../kernel/instant.js'
import { certify, type KeyPair, pairFrom, pemOf, PURPOSE, USAGE } from './cns-certificate.gateway.js'
import { type CardFault } from './cns-fault.js'
import { listKey, signedList } from './cns-list.gateway.js'
import { pkcs12Of } from './cns-pkcs12.gateway.js'
import { ocspAnswer, revocationListOf } from './cns-revocation.gateway.js'
import { type DemoIdentity } from './demo-person.js'

/** In every certificate of the demonstration. */
const DEMO = 'Attesta - dimostrazione'
const POLICY = '1.3.76.16.2.1'
export const TRIAL_PASSPHRASE = 'prova'

export interface DemoAuthority {
  /** What the listener shows to browsers. */
  serverFiles: { key: string; cert: string }
  /** The trusted list that names this authority, and who signed it. */
  list: () => string
  listSigner: string
  issueCard: (identity: Holder, fault?: CardFault) => Promise<KeyPair>
  cardFile: (identity: Holder, fault?: CardFault) => Promise<Buffer>
  answerOcsp: (request: Uint8Array) => Promise<Buffer>
  revocationList: () => Promise<Buffer>
}

type Holder = Pick<DemoIdentity, 'codiceFiscale' | 'nome' | 'cognome'>

export interface AuthorityNeeds {
  clock: Clock
  chance: Chance
  /** Where the key stays, so that cards outlive a restart; nowhere without it. */
  folder: string | undefined
  baseUrl: string
  /** The name of the listener. */
  host: string
}

/** An authority that issues cards like those of the CNS, answers for them, and is on a list of its own. Demo only. */
export async function openDemoAuthority(needs: AuthorityNeeds): Promise<DemoAuthority> {
  const { clock, chance, folder, baseUrl, host } = needs
  const now = clock.now()
  const authority = await authorityOf(folder, { now, chance })
  const stranger = await newAuthority('altra autorita', { now, chance })
  const server = await certify(
    {
      subject: { '2.5.4.3': `${DEMO}: lettore senza valore` },
      ...years(now, 1),
      keyUsage: USAGE.signs,
      extendedKeyUsages: [PURPOSE.serverAuth],
      hosts: [host],
    },
    { chance },
  )
  const listSigner = listKey()
  const revoked = revokedCards(folder)

  const issueCard: DemoAuthority['issueCard'] = async (identity, fault) => {
    const words = { ...cardWords(identity, clock.now()), ...faultyWords(identity, clock.now(), fault) }
    const urls = { ocspUrl: `${baseUrl}/demo/cns/ocsp`, crlUrl: `${baseUrl}/demo/cns/revoche` }
    const issuer = fault === 'unknownAuthority' ? stranger : authority
    const card = await certify({ ...words, ...urls }, { issuer, chance })
    if (fault === 'revoked') revoked.add(new X509Certificate(card.certificate).serialNumber)
    return card
  }
  const saying = () => ({ authority, revoked: revoked.all, now: clock.now() })
  return {
    serverFiles: await pemOf(server),
    list: () =>
      signedList(
        { services: [{ certificate: authority.certificate }], now: clock.now() },
        listSigner.privateKey,
      ),
    listSigner: listSigner.publicKey,
    issueCard,
    cardFile: async (identity, fault) => {
      const name = `${identity.nome} ${identity.cognome} (prova)`
      return pkcs12Of(await issueCard(identity, fault), { passphrase: TRIAL_PASSPHRASE, name })
    },
    answerOcsp: (request) => ocspAnswer(request, saying()),
    revocationList: () => revocationListOf(saying()),
  }
}

const years = (now: Instant, count: number) => ({
  from: later(now, -DAY),
  until: later(now, count * 365 * DAY),
})

function cardWords({ codiceFiscale, nome, cognome }: Holder, now: Instant) {
  return {
    subject: {
      '2.5.4.6': 'IT',
      '2.5.4.10': DEMO,
      '2.5.4.4': cognome,
      '2.5.4.42': nome,
      '2.5.4.3': `${codiceFiscale}/7430012345678901.prova+senza,valore=`,
    },
    ...years(now, 6),
    keyUsage: USAGE.signs,
    extendedKeyUsages: [PURPOSE.clientAuth],
    policies: [POLICY],
  }
}

/** What is wrong with a card that is to be refused. */
function faultyWords(identity: Holder, now: Instant, fault: CardFault | undefined) {
  switch (fault) {
    case 'expired':
      return { from: later(now, -800 * DAY), until: later(now, -DAY) }
    case 'wrongUse':
      return { extendedKeyUsages: ['1.3.6.1.5.5.7.3.4'] }
    case 'wrongPolicy':
      return { policies: ['1.3.76.99.1'] }
    case 'wrongCode': {
      const last = identity.codiceFiscale.endsWith('A') ? 'B' : 'A'
      return cardWords({ ...identity, codiceFiscale: identity.codiceFiscale.slice(0, 15) + last }, now)
    }
    case 'unknownAuthority':
    case 'revoked':
    case undefined:
      return {}
  }
}

function newAuthority(name: string, { now, chance }: { now: Instant; chance: Chance }): Promise<KeyPair> {
  const subject = { '2.5.4.6': 'IT', '2.5.4.10': DEMO, '2.5.4.3': `${DEMO}: ${name} senza valore` }
  return certify({ subject, ...years(now, 20), isAuthority: true, keyUsage: USAGE.issues }, { chance })
}

async function authorityOf(
  folder: string | undefined,
  making: { now: Instant; chance: Chance },
): Promise<KeyPair> {
  const file = folder === undefined ? undefined : join(folder, 'authority.json')
  if (file !== undefined && existsSync(file))
    return pairFrom(JSON.parse(readFileSync(file, 'utf8')) as { key: string; cert: string })
  const made = await newAuthority('carte', making)
  if (file !== undefined) write(file, JSON.stringify(await pemOf(made)))
  return made
}

function revokedCards(folder: string | undefined) {
  const file = folder === undefined ? undefined : join(folder, 'revoked.json')
  const known =
    file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []
  const all = new Set(known)
  return {
    all,
    add: (serial: string): void => {
      all.add(serial)
      if (file !== undefined) write(file, JSON.stringify([...all]))
    },
  }
}

/** Written aside and renamed: another start never reads half a file. */
function write(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * The trial reader: shows a card to the listener as a browser would, in a real handshake, and tells where the listener
 * sends the browser. For who does not want to import a certificate.
 */
export async function showCard(
  url: string,
  card: KeyPair | undefined,
  { trusted }: { trusted: string },
): Promise<string> {
  const proof = card ? await pemOf(card) : {}
  return new Promise((resolve, reject) => {
    const asking = httpsRequest(url, { ...proof, ca: trusted, agent: false, timeout: 10_000 }, (answer) => {
      answer.resume()
      resolve(answer.headers.location ?? '')
    })
    asking.on('timeout', () => asking.destroy(new Error('the listener is silent')))
    asking.on('error', reject)
    asking.end()
  })
}
