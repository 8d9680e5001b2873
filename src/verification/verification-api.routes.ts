import { CATEGORIES } from '../registry/derivation/disability-status.js'
import { type Chance } from '../kernel/chance.js'
import { problem } from '../web/problem.js'
import { type WebApp } from '../web/server.gateway.js'
import { readVerification, type TypedVerification, type VerificationReading } from './read-verification.js'
import { type Verification, type Verified } from './view-status.js'

export interface VerificationApi {
  viewStatus: (verification: Verification) => Promise<Verified>
  chance: Chance
}

const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['token', 'codiceFiscale'],
  properties: {
    token: {
      type: 'string',
      maxLength: 300,
      description: '32 symbols, as printed, or the whole address of the QR',
    },
    codiceFiscale: {
      type: 'string',
      maxLength: 60,
      description: 'The holder’s codice fiscale, any letter case',
    },
  },
}

const ANSWER = {
  type: 'object',
  additionalProperties: false,
  required: ['answer'],
  properties: {
    answer: { type: 'string', enum: ['recognised', 'notRecognised', 'notVerifiable', 'notValid'] },
    categories: {
      type: 'array',
      items: { type: 'string', enum: [...CATEGORIES] },
      description: 'Only where the holder chose to show them',
    },
  },
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    reference: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, reason: { type: 'string' } },
      },
    },
  },
}

/** `POST /api/v1/verifications`: the level-1 answer as JSON, from the same use case as the page (docs/contracts.md §4). */
export function verificationApiRoutes(app: WebApp, { viewStatus, chance }: VerificationApi): void {
  app.post<{ Body: TypedVerification }>(
    '/api/v1/verifications',
    {
      schema: {
        operationId: 'verify',
        summary: 'Whether a disability is recognised now',
        tags: ['verifications'],
        body: BODY,
        response: { 200: ANSWER, 400: problemContent(PROBLEM), 503: problemContent(PROBLEM) },
      },
    },
    async (request, reply) => {
      const reading = readVerification(request.body)
      if (reading.kind === 'mistyped') {
        const document = problem('bad-request', { reference: request.id, errors: errorsOf(reading) })
        return reply.code(400).type('application/problem+json').send(document)
      }
      const { token, codiceFiscale } = reading
      const { view } = await viewStatus({ token, codiceFiscale, once: chance.uuid() })
      return view
    },
  )
  app.get('/openapi.json', { schema: { hide: true }, config: { cacheable: 'no-cache' } }, () => app.swagger())
}

function problemContent(schema: object) {
  return { description: 'A problem document', content: { 'application/problem+json': { schema } } }
}

function errorsOf(mistyped: Extract<VerificationReading, { kind: 'mistyped' }>) {
  return (['token', 'codiceFiscale'] as const).flatMap((field) => {
    const wrong = mistyped[field]
    return wrong === undefined ? [] : [{ field, reason: wrong.kind }]
  })
}
