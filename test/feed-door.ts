import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { importCommand, type FeedDoor } from '../src/cli/import.js'
import { writeBatchFiles } from '../src/cli/batch-files.js'
import { type Terminal } from '../src/cli/command.js'
import { type Database } from '../src/db/database.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type FeedSenders, sendersFrom } from '../src/registry/signed-batches/feed-senders.js'
import { sha256Of } from '../src/registry/signed-batches/feed-bytes.gateway.js'
import { wireFeedBatches } from '../src/registry/signed-batches/feed-batches.wire.js'
import { newSigningKey, signDetached } from '../src/registry/signed-batches/jws.gateway.js'
import { manifestText } from '../src/registry/signed-batches/manifest-text.js'
import { type Manifest, type SignedManifest } from '../src/registry/signed-batches/signed-batch.js'
import { type Instant, parseInstant } from '../src/kernel/instant.js'
import { openRegistry } from './stories.js'
import { testToolkit } from './toolkit.js'

/** What `attesta import` says of a feed without a signature, outside production. */
export const NOT_SIGNED = 'attesta: nobody signed this feed: it is taken in because this is not production\n'

/** Somebody who sends batches, with keys of its own. */
export interface TestSender {
  senders: FeedSenders
  /** The next batch of the sequence. */
  next: (bytes: Buffer | string, wrong?: Wrong) => Promise<TestBatch>
  /** A sender of the same name who is trusted with one more key, which it signs with from now on. */
  withNewKey: (kid: string) => Promise<TestSender>
}

/** What is wrong with a batch on purpose. */
export type Wrong = Partial<Manifest> & { jws?: (jws: string) => string; kid?: string }

export interface TestBatch {
  bytes: Buffer
  signed: SignedManifest
  manifest: Manifest
}

const AT = parseInstant('2026-11-25T08:00:00Z') as Instant

export async function testSender(
  name = 'istituto.registro',
  alg: 'EdDSA' | 'ES256' = 'EdDSA',
): Promise<TestSender> {
  const sequence = { last: 0, previous: undefined as string | undefined }
  return senderWith(name, alg, [await newSigningKey('2026a', alg)], sequence)
}

type Pair = Awaited<ReturnType<typeof newSigningKey>>

function senderWith(
  name: string,
  alg: 'EdDSA' | 'ES256',
  pairs: Pair[],
  sequence: { last: number; previous: string | undefined },
): TestSender {
  const { privateKey } = pairs.at(-1)!
  return {
    senders: sendersFrom({ [name]: { keys: pairs.map(({ publicKey }) => publicKey) } }),
    next: async (content, { jws: spoil = (jws: string) => jws, kid, ...wrong } = {}) => {
      const bytes = Buffer.from(content)
      const manifest: Manifest = {
        sender: name,
        sequence: ++sequence.last,
        encoding: bytes[0] === 0x1f ? 'gzip' : 'identity',
        sha256: sha256Of(bytes),
        previous: sequence.previous,
        lines: bytes.toString('latin1').split('\n').length - 1,
        at: AT,
        ...wrong,
      }
      const signedBytes = Buffer.from(manifestText(manifest))
      sequence.previous = sha256Of(signedBytes)
      const key = { ...privateKey, alg, ...(kid === undefined ? {} : { kid }) }
      const jws = spoil(await signDetached(key, signedBytes))
      return { bytes, manifest, signed: { bytes: signedBytes, jws } }
    },
    withNewKey: async (kid) => senderWith(name, alg, [...pairs, await newSigningKey(kid, alg)], sequence),
  }
}

/** The door of `attesta import` on a database. */
export function feedDoor(database: Database, senders: FeedSenders = new Map(), unsigned = true): FeedDoor {
  const registry = openRegistry(database)
  const toolkit = testToolkit(database)
  const batches = wireFeedBatches({
    ...toolkit,
    clock: systemClock,
    importFeed: registry.importFeed,
    intake: { senders, bodyLimit: 1024 * 1024 },
  })
  return { ...registry, batches, unsigned, clock: systemClock }
}

export interface Said {
  exitCode: number
  out: string
  err: string
}

/** What a command says to another program. */
export async function saying(command: (terminal: Terminal) => Promise<number>): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const exitCode = await command({ stdin: Readable.from([]), stdout, stderr, isTty: false })
  return { exitCode, out: await text(stdout.end()), err: await text(stderr.end()) }
}

/** A folder that batches are put into. */
export interface Drop {
  folder: string
  put: (name: string, batch: TestBatch) => Promise<string>
}

export async function withDrop<T>(work: (drop: Drop) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'attesta-batches-'))
  try {
    return await work({
      folder,
      put: async (name, { bytes, signed }) => {
        const file = join(folder, name)
        await writeFile(file, bytes)
        writeBatchFiles(file, signed)
        return file
      },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** `attesta import FILE`. */
export function importing(door: FeedDoor, ...args: string[]): Promise<Said> {
  return saying((terminal) => importCommand(args, terminal, door))
}

let people = 0

/** A line that registers somebody, and is applied whatever came before. */
export function birth(codiceFiscale = 'BLLGNS72C58A944L'): string {
  const id = `00000000-0000-4000-9000-${String(++people).padStart(12, '0')}`
  const data = { nome: 'Agnese', cognome: 'Bellandi', dataNascita: '1972-03-18' }
  const event = {
    id,
    type: 'persona.registrata',
    occurredAt: '2020-01-10T09:00:00+01:00',
    codiceFiscale,
    data,
  }
  return `${JSON.stringify(event)}\n`
}
