import { mkdtempSync, rmSync } from 'node:fs'
import { type RequestListener, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type App, serveApp, wireApp } from '../src/app.js'
import { importCommand } from '../src/cli/import.js'
import { demoIdentities, seedDemo } from '../src/cli/demo/seed.js'
import { demoWorld } from '../src/cli/demo/demo-people.js'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { readConfig } from '../src/config.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type Toolkit } from '../src/toolkit.js'

export interface RunningDemo {
  baseUrl: string
  app: App
  toolkit: Toolkit
  /** Imports lines of the feed by the same command that an institution uses; gives its exit code and output. */
  importLines: (lines: object[]) => Promise<{ exitCode: number; output: string }>
  /** Takes requests and answers none while the work goes on, as a network that has stalled. */
  stalled: <T>(work: () => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** The whole demo in this process: invented world, demo logins, demo telephone, on a port of its own. */
export async function runDemo(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-'))
  const port = 20_000 + (process.pid % 20_000)
  const baseUrl = `http://localhost:${String(port)}`
  const config = readConfig(
    { DATA_DIR: folder, PORT: String(port), BASE_URL: baseUrl, CNS_PORT: String(port + 20_000) },
    { demo: true },
  )
  const people = demoWorld(systemClock.today())
  const opened = await openToolkit(config, { identities: demoIdentities(people) })
  const toolkit = { ...opened.toolkit, log: () => undefined }
  const app = wireApp(toolkit)
  await seedDemo(app, people)
  const web = await serveApp(app, toolkit)
  await web.app.listen({ port, host: '127.0.0.1' })
  const closeCards = await app.identity.listen()
  const jobs = app.jobs.map((start) => start())
  return {
    baseUrl,
    app,
    toolkit,
    importLines: (lines) => importLines(app, lines),
    stalled: (work) => stalled(web.app.server, work),
    close: async () => {
      await closeCards()
      await web.app.close()
      await Promise.all(jobs.map((job) => job.stop()))
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function stalled<T>(server: Server, work: () => Promise<T>): Promise<T> {
  const answering = server.listeners('request') as RequestListener[]
  const held: ServerResponse[] = []
  server.removeAllListeners('request')
  server.on('request', (_, response) => held.push(response))
  try {
    return await work()
  } finally {
    server.removeAllListeners('request')
    for (const listener of answering) server.on('request', listener)
    for (const response of held) response.destroy()
  }
}

async function importLines(app: App, lines: object[]) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  let output = ''
  stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const terminal = { stdin, stdout, stderr: stdout, isTty: false }
  const exitCode = await importCommand(['-'], terminal, {
    ...app.registry,
    batches: app.feedBatches,
    unsigned: true,
    clock: systemClock,
  })
  return { exitCode, output }
}
