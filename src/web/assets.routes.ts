import { type Asset, type Assets } from './assets.gateway.js'
import { type WebApp } from './server.gateway.js'

/**
 * The worker that opens a kept QR without network has one address over all versions, above the pages that it serves
 * (Service Workers §3.1); a browser asks for it again at each visit.
 */
const WORKER_PATH = '/qr/offline.js'

/** Serves the assets from memory, for ever: a changed file has another address. */
export function assetRoutes(app: WebApp, assets: Assets): void {
  const worker = assets.get('offline.js')
  if (worker) {
    app.get(WORKER_PATH, { config: { cacheable: 'no-cache' } }, (_request, reply) =>
      reply.type(worker.type).send(worker.bytes),
    )
  }
  for (const asset of assets.values()) {
    app.get(
      asset.path,
      { config: { cacheable: 'public, max-age=31536000, immutable' } },
      (request, reply) => {
        const { bytes, encoding } = best(asset, request.headers['accept-encoding'] ?? '')
        if (encoding !== undefined) reply.header('content-encoding', encoding)
        return reply.type(asset.type).header('vary', 'accept-encoding').send(bytes)
      },
    )
  }
}

function best({ bytes, gzip, brotli }: Asset, accepted: string): { bytes: Buffer; encoding?: string } {
  if (brotli && /\bbr\b/.test(accepted)) return { bytes: brotli, encoding: 'br' }
  if (gzip && /\bgzip\b/.test(accepted)) return { bytes: gzip, encoding: 'gzip' }
  return { bytes }
}
