import fastifyMultipart from '@fastify/multipart'
import { Refusal } from './refusal.js'
import { type WebApp, type WebRequest } from './server.gateway.js'

/**
 * What came with a form that sends a file. Of its name is only read whether there is one: nobody needs it, and it may name
 * a person. Without a file a form sends an empty one that has no name (HTML, "Constructing the entry list").
 */
export type Upload =
  { kind: 'file'; bytes: Uint8Array } | { kind: 'none' } | { kind: 'tooLarge' } | { kind: 'several' }

/** Opens a door for forms with one file (RFC 7578): only the routes declared in it take such a body. */
export function withUploads(app: WebApp, largest: number, declare: (door: WebApp) => void): void {
  void app.register(async (door) => {
    await door.register(fastifyMultipart, {
      throwFileSizeLimit: false,
      limits: { fileSize: largest, files: 1, fields: 4, fieldSize: 256, parts: 5, headerPairs: 16 },
    })
    declare(door)
  })
}

/** Reads the file into memory and the rest away: of one too large nothing is kept, and it is said only at its end. */
export async function readUpload(request: WebRequest): Promise<Upload> {
  try {
    return await readParts(request)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT')
      return { kind: 'several' }
    // Whatever the parser of forms stumbles over was sent to us; what it knows by name has its status code.
    if (error instanceof Error && 'statusCode' in error) throw error
    throw new Refusal({ kind: 'badRequest' })
  }
}

async function readParts(request: WebRequest): Promise<Upload> {
  let upload: Upload = { kind: 'none' }
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    const bytes = await part.toBuffer()
    if (part.file.truncated) upload = { kind: 'tooLarge' }
    else if (bytes.length > 0 || part.filename) upload = { kind: 'file', bytes: new Uint8Array(bytes) }
  }
  return upload
}
