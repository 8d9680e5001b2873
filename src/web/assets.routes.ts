import { type Asset, type Assets } from './assets.gateway.js'
import { type WebApp } from './server.gateway.js'

/** Serves the assets from memory, for ever: a changed file has another address. */
export function assetRoutes(app: WebApp, assets: Assets): void {
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
