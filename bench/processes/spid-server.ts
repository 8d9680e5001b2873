/** The whole service with the demonstration's SPID, on a database server. */
import { serveApp, wireApp } from '../../src/app.js'
import { demoWorld } from '../../src/cli/demo/demo-people.js'
import { demoIdentities } from '../../src/cli/demo/seed.js'
import { openToolkit } from '../../src/cli/open-toolkit.js'
import { readConfig } from '../../src/config.js'
import { systemClock } from '../../src/kernel/system-clock.gateway.js'
import { answerQuestions } from './process.js'

answerQuestions(async ({ url }: { url: string }) => {
  const port = 20_000 + (process.pid % 20_000)
  const baseUrl = `http://localhost:${String(port)}`
  const settings = {
    DATABASE_URL: url,
    PORT: String(port),
    BASE_URL: baseUrl,
    CNS_PORT: String(port + 20_000),
  }
  const identities = demoIdentities(demoWorld(systemClock.today()))
  const { toolkit } = await openToolkit(readConfig(settings, { demo: true }), { identities })
  const app = wireApp({ ...toolkit, log: () => undefined })
  const web = await serveApp(app, toolkit)
  await web.app.listen({ port, host: '127.0.0.1' })
  return baseUrl
})
