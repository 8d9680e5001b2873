import closeWithGrace from 'close-with-grace'
import { type App, serveApp, wireApp } from '../app.js'
import { type Config } from '../config.js'
import { type Address, listening, tryPorts } from '../web/ports.gateway.js'
import { type OpenedToolkit } from './open-toolkit.js'

export interface RunningService {
  app: App
  /** Resolves when the service has stopped, in order, with nothing lost. */
  stopped: Promise<void>
}

export interface Starting {
  config: Config
  open: () => Promise<OpenedToolkit>
  /** What must be there before the first request. */
  prepare?: (app: App) => Promise<void>
}

/**
 * Listens, works the outbox and the daily jobs, and stops in order on a signal. A port that cannot be had is said before
 * the database is opened; whatever fails later, what was opened is closed again, so that the program can end.
 */
export async function runService({ config, open, prepare }: Starting): Promise<RunningService> {
  const [pages, metrics] = addressesOf(config)
  await tryPorts([pages, metrics])
  const closing: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const { toolkit, close } = await open()
    closing.push(close)
    const app = wireApp(toolkit)
    await app.seal.open()
    await prepare?.(app)
    const web = await serveApp(app, toolkit)
    closing.push(() => web.app.close())
    await listening(pages, () => web.app.listen({ port: pages.port, host: pages.host }))
    closing.push(await app.identity.listen())
    const metricsServer = await listening(metrics, () => web.metrics.listen(metrics.port, metrics.host))
    const jobs = app.jobs.map((start) => start())
    // The last to begin is the first to end; the jobs alone go on until no request can want them.
    closing.splice(1, 0, () => Promise.all(jobs.map((job) => job.stop())))
    closing.push(() => Promise.resolve(metricsServer.close()))
    const stopped = new Promise<void>((resolve) => {
      closeWithGrace({ delay: 20_000 }, async ({ err }) => {
        if (err) toolkit.log('http.failure', { failure: err.name })
        await closeAll()
        toolkit.log('service.stopped')
        resolve()
      })
    })
    const modules = app.document.tooManyModules()
    if (modules !== undefined) toolkit.log('service.warning', { warning: 'qrTooDense', count: modules })
    toolkit.log('service.started')
    return { app, stopped }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function addressesOf({ port, metricsPort, host }: Config): [Address, Address] {
  return [
    { variable: 'PORT', port, host },
    { variable: 'METRICS_PORT', port: metricsPort, host },
  ]
}
