import { formatInstant } from '../../kernel/instant.js'
import { type Log } from '../../kernel/log.js'
import { type Problem, problem } from '../../web/problem.js'
import { type WebApp, type WebReply, type WebRequest } from '../../web/server.gateway.js'
import { type Acceptance } from './accept-batch.js'
import {
  CAUSES,
  type BatchState,
  type Receipt,
  type RefusalCause,
  type SignedManifest,
} from './signed-batch.js'

export interface FeedBatchRoutes {
  receive: (signed: SignedManifest, bytes: AsyncIterable<Buffer>) => Promise<Acceptance>
  findReceipt: (id: string) => Promise<Receipt | undefined>
  readRefusals: () => Promise<{ cause: string; door: string; times: number }[]>
  countBatches: () => Promise<{ state: BatchState; cause: string; count: number }[]>
  bodyLimit: number
  log: Log
}

const DOOR = '/api/v1/feed'
const RECEIPTS = `${DOOR}/receipts`
/** Whatever a sender calls its bytes: the manifest says what they are. */
const MEDIA_TYPES = [
  'application/x-ndjson',
  'application/gzip',
  'application/zstd',
  'application/octet-stream',
]

/** The status code of each refusal (RFC 9110 §15.5). */
const STATUS_CODES: Record<RefusalCause, number> = {
  malformedManifest: 400,
  unknownSender: 403,
  unknownKey: 403,
  wrongSignature: 403,
  unknownEncoding: 415,
  wrongFile: 422,
  unreadableFile: 422,
  tooLarge: 413,
  wrongCount: 422,
  sequenceTaken: 409,
  brokenChain: 409,
}

const HEADERS = {
  type: 'object',
  required: ['feed-manifest', 'feed-signature'],
  properties: {
    'feed-manifest': {
      type: 'string',
      maxLength: 4096,
      pattern: '^[A-Za-z0-9_-]+$',
      description: 'The manifest, base64url',
    },
    'feed-signature': {
      type: 'string',
      maxLength: 1024,
      pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$',
      description: 'Detached JWS over the manifest (RFC 7515 appendix F)',
    },
  },
}

const COUNT = { type: 'integer', minimum: 0 }
const RECEIPT = {
  type: 'object',
  required: ['id', 'state', 'receivedAt', 'linesRecorded', 'applied', 'repeated', 'waiting', 'refused'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    state: { type: 'string', enum: ['received', 'held', 'applying', 'applied', 'refused'] },
    cause: { type: 'string', enum: Object.keys(CAUSES), description: 'Why it was refused' },
    sender: { type: 'string' },
    sequence: { type: 'integer', minimum: 1 },
    receivedAt: { type: 'string', format: 'date-time' },
    settledAt: { type: 'string', format: 'date-time' },
    lines: COUNT,
    linesRecorded: COUNT,
    applied: COUNT,
    repeated: COUNT,
    waiting: COUNT,
    refused: { ...COUNT, description: 'Lines refused; they are in quarantine' },
  },
}

const PROBLEM = {
  description: 'A problem document (RFC 9457); its `type` is stable',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          reference: { type: 'string' },
          receipt: { type: 'string', description: 'The address of the receipt of the refusal' },
        },
      },
    },
  },
}

/**
 * `POST /api/v1/feed`: a signed batch in, a receipt out (docs/feed-batches.md). Its signature is all there is of a login:
 * no session, no cookie, no form token, so that no browser can be made to send one on somebody's behalf.
 */
export function feedBatchRoutes(app: WebApp, routes: FeedBatchRoutes): void {
  const { findReceipt } = routes
  void app.register((door, _options, done) => {
    // Given to the handler as it streams in.
    door.addContentTypeParser(MEDIA_TYPES, (_request, payload, parsed) => {
      parsed(null, payload)
    })
    door.post<{ Headers: Signature; Body: AsyncIterable<Buffer> | undefined }>(
      DOOR,
      { schema: postSchema },
      async (request, reply) => {
        const signed = signedBy(request.headers)
        return answer(request, reply, await routes.receive(signed, request.body ?? nothing()), routes.log)
      },
    )
    done()
  })
  app.get<{ Params: { id: string } }>(`${RECEIPTS}/:id`, { schema: getSchema }, async (request, reply) => {
    const receipt = await findReceipt(request.params.id)
    if (receipt) return viewOf(receipt)
    return reply
      .code(404)
      .type('application/problem+json')
      .send(problem('not-found', { reference: request.id }))
  })
  addGauges(app, routes)
}

function addGauges(app: WebApp, { countBatches, readRefusals }: FeedBatchRoutes): void {
  app.addGauge({
    name: 'attesta_feed_batches',
    help: 'Signed batches by state; of those refused that are not closed, how often they came, by cause',
    labels: ['state', 'cause'],
    read: async () =>
      (await countBatches()).map(({ state, cause, count }) => ({ labels: { state, cause }, value: count })),
  })
  // Read from the database: several instances, and the command that imports files, raise it together.
  app.addGauge({
    name: 'attesta_feed_refusals',
    help: 'How often a signed batch was refused, by cause and door, whatever is kept of it; only ever grows',
    labels: ['cause', 'door'],
    read: async () =>
      (await readRefusals()).map(({ cause, door, times }) => ({ labels: { cause, door }, value: times })),
  })
}

interface Signature {
  'feed-manifest': string
  'feed-signature': string
}

const postSchema = {
  operationId: 'sendBatch',
  summary: 'Takes in a signed batch of the feed; a batch of one line is applied before the answer',
  tags: ['feed'],
  consumes: MEDIA_TYPES,
  headers: HEADERS,
  response: {
    202: { description: 'Taken in; where it stands is at `Location`', ...RECEIPT },
    ...Object.fromEntries([400, 403, 409, 413, 415, 422, 503].map((status) => [status, PROBLEM])),
  },
}

const getSchema = {
  operationId: 'findReceipt',
  summary: 'Where a batch stands, and what became of its lines',
  tags: ['feed'],
  params: {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } },
  },
  response: { 200: RECEIPT, 400: PROBLEM, 404: PROBLEM, 503: PROBLEM },
}

function signedBy(headers: Signature): SignedManifest {
  return { bytes: Buffer.from(headers['feed-manifest'], 'base64url'), jws: headers['feed-signature'] }
}

function answer(
  request: Pick<WebRequest, 'id'>,
  reply: WebReply,
  acceptance: Acceptance,
  log: Log,
): WebReply {
  if (acceptance.kind === 'refused') {
    const { cause, receipt } = acceptance
    log('feed.batchRefused', { cause })
    const status = STATUS_CODES[cause]
    return reply
      .code(status)
      .type('application/problem+json')
      .send(refusalOf(request, cause, receipt))
  }
  const { receipt, kind } = acceptance
  if (kind === 'accepted' && receipt.state === 'held') log('feed.batchHeld')
  if (kind === 'accepted' && receipt.state === 'applied')
    log('feed.batchApplied', { count: receipt.lines ?? 0 })
  return reply.code(202).header('location', `${RECEIPTS}/${receipt.id}`).send(viewOf(receipt))
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A batch without a body: its digest will tell.
}

/** `urn:attesta:problem:feed-wrong-signature`, and so on for each cause. */
function refusalOf(
  request: Pick<WebRequest, 'id'>,
  cause: RefusalCause,
  receipt: Receipt,
): Problem & { receipt: string } {
  return {
    type: `urn:attesta:problem:feed-${cause.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: `The batch is refused: ${CAUSES[cause]}`,
    status: STATUS_CODES[cause],
    reference: request.id,
    receipt: `${RECEIPTS}/${receipt.id}`,
  }
}

/** What the sender may see. */
function viewOf({ receivedAt, settledAt, isStored: _, closed: __, ...receipt }: Receipt) {
  return {
    ...receipt,
    receivedAt: formatInstant(receivedAt),
    ...(settledAt !== undefined && { settledAt: formatInstant(settledAt) }),
  }
}
