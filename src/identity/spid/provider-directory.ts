import { type Clock } from '../../kernel/clock.js'
import { type Instant, MINUTE, parseInstant } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type IdentityProvider } from './identity-provider.js'

/** How long what is in memory is believed without a look at the copies. */
const REREAD = 5 * MINUTE

/** A list of providers that somebody publishes. */
export interface RegistrySource {
  name: string
  fetch: () => Promise<Buffer>
  /** Reads it as signed by whoever must have signed it. */
  read: (document: Buffer) => RegistryReading | Promise<RegistryReading>
  /** Keeps no copy: it is a file at hand. */
  isLocal?: boolean
}

export type RegistryReading =
  | { kind: 'read'; providers: IdentityProvider[]; validUntil: string | undefined }
  | { kind: 'refused'; why: string }

export interface Refreshed {
  source: string
  /** Nothing where it could be neither fetched nor found among the copies. */
  providers: number | undefined
  /** Why the last good copy is used, if so. */
  problem: string | undefined
}

export interface ProviderDirectory {
  /** Who may vouch, by the lists as last read. */
  providers: () => Promise<IdentityProvider[]>
  /** Fetches the lists anew. What cannot be had, or is not signed as it must be, leaves the last good copy in force. */
  refresh: () => Promise<Refreshed[]>
}

export interface DirectoryPorts {
  sources: RegistrySource[]
  findCopy: (source: string) => Promise<Buffer | undefined>
  keepCopy: (source: string, document: Buffer) => Promise<void>
  clock: Clock
  log: Log
}

/** Who may vouch for people: read from the federation, kept in memory, and in the database for a day without it. */
export function providerDirectory(ports: DirectoryPorts): ProviderDirectory {
  const known: Known = new Map()
  let readAt: Instant | undefined
  let refreshing: Promise<Refreshed[]> | undefined
  const refresh = () => {
    refreshing ??= Promise.all(ports.sources.map((source) => refreshOne(source, known, ports))).finally(
      () => (refreshing = undefined),
    )
    return refreshing
  }
  return {
    refresh,
    providers: async () => {
      const now = ports.clock.now()
      // Another instance, or a command, may have fetched something newer.
      if (readAt === undefined || now - readAt >= REREAD) {
        readAt = now
        for (const source of ports.sources) await loadCopy(source, known, ports)
        if (known.size < ports.sources.length) await refresh()
      }
      return [...known.values()].flatMap(({ providers }) => providers)
    },
  }
}

/** What each list says, and the document that says so: one that has not changed is not read again. */
type Known = Map<string, { document: Buffer; providers: IdentityProvider[] }>

async function loadCopy(source: RegistrySource, known: Known, { findCopy }: DirectoryPorts): Promise<void> {
  const document = source.isLocal ? undefined : await findCopy(source.name)
  if (!document || known.get(source.name)?.document.equals(document)) return
  const reading = await source.read(document)
  if (reading.kind === 'read') known.set(source.name, { document, providers: reading.providers })
}

async function refreshOne(source: RegistrySource, known: Known, ports: DirectoryPorts): Promise<Refreshed> {
  const fetched = await source.fetch().catch(() => undefined)
  const reading = fetched && (await source.read(fetched))
  const problem = problemOf(reading, ports.clock.now())
  if (problem === undefined && fetched && reading?.kind === 'read') {
    known.set(source.name, { document: fetched, providers: reading.providers })
    if (!source.isLocal) await ports.keepCopy(source.name, fetched)
  } else {
    ports.log('service.warning', { warning: 'spidRegistry', cause: problem ?? 'unreachable' })
    if (!known.has(source.name)) await loadCopy(source, known, ports)
  }
  return { source: source.name, providers: known.get(source.name)?.providers.length, problem }
}

function problemOf(reading: RegistryReading | undefined, now: Instant): string | undefined {
  if (!reading) return 'unreachable'
  if (reading.kind === 'refused') return reading.why
  const until = reading.validUntil === undefined ? undefined : parseInstant(reading.validUntil)
  return until !== undefined && until <= now ? 'expired' : undefined
}
