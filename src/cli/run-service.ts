import closeWithGrace from 'close-with-grace'
import { type App, serveApp, wireApp } from '../app.js'
import { type Config } from '../config.js'
import { type OpenedToolkit } from './open-toolkit.js'

export interface RunningService {
  app: App
  /** Resolves when the service has stopped, in order, with nothing lost. */
  stopped: Promise<void>
}

/** Listens, works the outbox and the daily jobs, and stops in order on a signal. */
export async function runService(
  config: Config,
  { toolkit, close }: OpenedToolkit,
  app = wireApp(toolkit),
): Promise<RunningService> {
  const web = await serveApp(app, toolkit)
  await web.app.listen({ port: config.port, host: config.host })
  const metrics = await web.metrics.listen(config.metricsPort, config.host)
  const jobs = app.jobs.map((start) => start())
  const stopped = new Promise<void>((resolve) => {
    closeWithGrace({ delay: 20_000 }, async ({ err }) => {
      if (err) toolkit.log('http.failure', { failure: err.name })
      metrics.close()
      await web.app.close()
      await Promise.all(jobs.map((job) => job.stop()))
      await close()
      toolkit.log('service.stopped')
      resolve()
    })
  })
  if (app.attestation.isQrTooDense()) toolkit.log('service.warning', { warning: 'qrTooDense' })
  toolkit.log('service.started')
  return { app, stopped }
}
