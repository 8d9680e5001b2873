import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Log } from '../kernel/log.js'
import { type WebApp } from '../web/server.gateway.js'
import { BadSeal } from './bad-seal.js'
import { type Certificate, type SealKey, wasValid } from './certificate.js'
import { checkPdfRoutes } from './check-pdf.routes.js'
import { demoFiles, demoSeal, makeDemoSeal } from './demo-authority.gateway.js'
import { makeSeal, roomFor, type SealCounts } from './make-seal.gateway.js'
import { openSealBy } from './open-seal.gateway.js'
import { sealDocument } from './seal-document.js'
import {
  certificatesFrom,
  keyFromFiles,
  keyFromPem,
  keyFromPkcs12,
  pemOf,
  sealFileExists,
} from './seal-key.gateway.js'
import { type SealSettings } from './seal-settings.js'
import { type Stamp, timestampAuthority } from './timestamp.gateway.js'
import { type VerifyDocument, verifyDocument, type VerifyPorts } from './verify-document.js'
import { openVerifyThread } from './verify-threads.gateway.js'

export interface SealNeeds {
  seal: SealSettings
  clock: Clock
  chance: Chance
  log: Log
}

/** The seal of documents: the key, what it makes, and who tells a true one. */
export function wireSeal(needs: SealNeeds) {
  const { seal: settings, clock, log } = needs
  const counts: SealCounts = { plain: 0, timestamped: 0, withoutTimestamp: 0 }
  let opening: Promise<OpenedKey> | undefined
  const opened = () => (opening ??= openKey(needs))
  const judge = openVerifyThread()
  const verify: VerifyDocument = async (pdf) => {
    const { trusted, authorities } = await opened()
    return judge({ pdf, trusted, authorities })
  }
  return {
    /** Reads the key, or makes that of the demonstration: what is wrong with it is told at start. */
    open: async (): Promise<void> => {
      await opened()
    },
    seal: sealDocument({
      room: async () => (await opened()).room,
      makeSeal: async (signed) => {
        const { key, stamp } = await opened()
        return makeSeal(key, stamp, { signed, counts, log })
      },
      clock,
    }),
    verify,
    routes: (app: WebApp) => {
      const isDemo = settings.source.kind === 'demo'
      const pem = async () => {
        const { key, authorities } = await opened()
        return pemOf(key.certificate, ...key.chain, ...authorities)
      }
      checkPdfRoutes(app, { verify, isDemo, counts, pem })
    },
  }
}

/**
 * Only tells a true document, and needs no key: by the certificates of the configuration, or of a file of one's own,
 * which names the time-stamp authorities too.
 */
export function wireVerifier(by: { seal: SealSettings } | { trustFile: string }): VerifyDocument {
  let openSeal: Promise<VerifyPorts['openSeal']> | undefined
  const read = async () => {
    if ('seal' in by) return openSealBy(await trustedBy(by.seal), authoritiesOf(by.seal))
    const certificates = certificatesFrom(by.trustFile, '--trust')
    return openSealBy(certificates, certificates)
  }
  return verifyDocument({ openSeal: async (...seal) => (await (openSeal ??= read()))(...seal) })
}

interface OpenedKey {
  key: SealKey
  trusted: Certificate[]
  /** Whose time-stamps count. */
  authorities: Certificate[]
  stamp: Stamp | undefined
  /** What a seal by it takes at most, in bytes. */
  room: number
}

async function openKey(needs: SealNeeds): Promise<OpenedKey> {
  const { seal, clock, chance, log } = needs
  const key = await readKey(seal, { now: clock.now(), chance })
  const variable = seal.source.kind === 'pkcs12' ? 'SEAL_PKCS12_FILE' : 'SEAL_CERTIFICATE_FILE'
  if (seal.production && key.isDemo) throw new BadSeal(variable, 'is the seal of a demonstration')
  if (!wasValid(key.certificate, clock.now())) throw new BadSeal(variable, 'is not valid today')
  if (seal.source.kind === 'demo' && seal.source.folder === undefined)
    log('service.warning', { warning: 'sealNotKept' })
  const authorities = authoritiesOf(seal)
  const url = seal.timestampUrl
  const stamp = url === undefined ? undefined : timestampAuthority({ url, authorities }, needs)
  const room = roomFor(key, stamp !== undefined)
  return { key, room, stamp, authorities, trusted: [key.certificate, ...key.chain, ...earlier(seal)] }
}

type Making = Parameters<typeof demoSeal>[0]

async function readKey({ source }: SealSettings, making: Making): Promise<SealKey> {
  switch (source.kind) {
    case 'files':
      return keyFromFiles(source)
    case 'pkcs12':
      return keyFromPkcs12(source)
    case 'demo':
      return source.folder === undefined
        ? keyFromPem(await demoSeal(making))
        : keyFromFiles(await makeDemoSeal(source.folder, making))
  }
}

/** The certificates of seals made before the present one. */
function earlier({ trustedFile }: SealSettings): Certificate[] {
  return trustedFile === undefined ? [] : certificatesFrom(trustedFile, 'SEAL_TRUSTED_FILE')
}

function authoritiesOf({ timestampCertificateFile: file }: SealSettings): Certificate[] {
  return file === undefined ? [] : certificatesFrom(file, 'SEAL_TIMESTAMP_CERTIFICATE_FILE')
}

async function trustedBy(seal: SealSettings): Promise<Certificate[]> {
  const { source } = seal
  if (source.kind === 'pkcs12') {
    const { certificate, chain } = await keyFromPkcs12(source)
    return [certificate, ...chain, ...earlier(seal)]
  }
  if (source.kind === 'files')
    return [...certificatesFrom(source.certificateFile, 'SEAL_CERTIFICATE_FILE'), ...earlier(seal)]
  const file = source.folder === undefined ? undefined : demoFiles(source.folder).certificateFile
  const own =
    file !== undefined && sealFileExists(file) ? certificatesFrom(file, 'SEAL_CERTIFICATE_FILE') : []
  const all = [...own, ...earlier(seal)]
  if (all.length === 0)
    throw new BadSeal('SEAL_CERTIFICATE_FILE', 'missing; nothing says whose seals are ours')
  return all
}
