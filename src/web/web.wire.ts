import { type Database } from '../db/database.js'
import { isMigrated } from '../db/migrate.gateway.js'
import { loadAssets } from './assets.gateway.js'
import { assetRoutes } from './assets.routes.js'
import { healthRoutes, openMetrics } from './health.gateway.js'
import { openWebApp, type WebApp, type WebSettings } from './server.gateway.js'

export interface Web {
  app: WebApp
  metrics: ReturnType<typeof openMetrics>
}

/** The HTTP edge with what belongs to no capability: assets, health, metrics. */
export async function wireWeb({
  database,
  ...settings
}: Omit<WebSettings, 'assets'> & { database: Database }): Promise<Web> {
  const assets = await loadAssets()
  const app = await openWebApp({
    ...settings,
    assets: new Map([...assets].map(([name, { path }]) => [name, path])),
  })
  const metrics = openMetrics(app)
  healthRoutes(app, () => isMigrated(database))
  assetRoutes(app, assets)
  return { app, metrics }
}
