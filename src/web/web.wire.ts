import { loadAssets } from './assets.gateway.js'
import { assetRoutes } from './assets.routes.js'
import { healthRoutes, type IsReady, openMetrics } from './health.gateway.js'
import { openWebApp } from './open-web-app.gateway.js'
import { type WebApp, type WebSettings } from './server.gateway.js'

export interface Web {
  app: WebApp
  metrics: ReturnType<typeof openMetrics>
}

/** The HTTP edge with what belongs to no capability: assets, health, metrics. */
export async function wireWeb({
  isReady,
  ...settings
}: Omit<WebSettings, 'assets'> & { isReady: IsReady }): Promise<Web> {
  const assets = await loadAssets()
  const app = await openWebApp({
    ...settings,
    assets: new Map([...assets].map(([name, { path }]) => [name, path])),
  })
  const metrics = openMetrics(app)
  healthRoutes(app, isReady)
  assetRoutes(app, assets)
  return { app, metrics }
}
