import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Log } from '../../kernel/log.js'
import { type Database } from '../../db/database.js'
import { type Vault } from '../../vault/vault.js'
import { fetchDocument, readDocument } from './fetch-document.gateway.js'
import { type CertificateAsked, makeCertificate } from './make-certificate.gateway.js'
import { type ProviderDirectory, type RegistrySource } from './provider-directory.js'
import { readRegistry } from './registry-document.gateway.js'
import { type RegistrySettings, type SpidKeys, type SpidSettings } from './spid-settings.js'
import { findSpidMessages } from './spid-message.store.js'
import { metadataOf, type SpidParty, wireDirectory } from './spid.wire.js'

/** Who we are in the federation, by the configuration. */
export function partyOf(settings: SpidSettings): SpidParty {
  const { eidas, registry } = settings
  return {
    ...settings,
    keys: () => Promise.resolve(settings.keys),
    sources: [published('spid', registry), ...(eidas === undefined ? [] : [published('eidas', eidas)])],
    eidas: eidas !== undefined,
  }
}

/** Lists of providers in files, believed as they are: to try with the federation's checking tools, never in production. */
export function testSources(files: string[]): RegistrySource[] {
  return files.map((file, index) => ({
    name: `test-${String(index)}`,
    isLocal: true,
    fetch: () => readDocument(file),
    read: (document) => readRegistry(document, [], 'spid'),
  }))
}

function published(kind: 'spid' | 'eidas', { url, certificates }: RegistrySettings): RegistrySource {
  return {
    name: kind,
    fetch: () => fetchDocument(url),
    // Without a certificate nothing would be checked; the configuration asks for one.
    read: (document) =>
      certificates.length === 0
        ? { kind: 'refused', why: 'noCertificate' }
        : readRegistry(document, certificates, kind),
  }
}

/** What the commands of an operator need: no routes, no sessions. */
export interface SpidOffice {
  metadata: () => Promise<string>
  refresh: ProviderDirectory['refresh']
  findMessages: (asked: Parameters<typeof findSpidMessages>[2]) => ReturnType<typeof findSpidMessages>
}

export function wireSpidOffice(
  needs: { database: Database; vault: Vault; clock: Clock; chance: Chance; log: Log; baseUrl: string },
  settings: SpidSettings,
): SpidOffice {
  const party = partyOf(settings)
  return {
    metadata: metadataOf(needs, party),
    refresh: () => wireDirectory(needs, party.sources).refresh(),
    findMessages: (asked) => findSpidMessages(needs.database, needs.vault, asked),
  }
}

/** A key and a certificate for the federation; where they are kept is the caller's to say. */
export function newSpidKeys(
  asked: CertificateAsked,
  { clock, chance }: { clock: Clock; chance: Chance },
): Promise<SpidKeys> {
  return makeCertificate(asked, { now: clock.now(), chance })
}
