import { networkInterfaces } from 'node:os'
import { parseArgs } from 'node:util'
import { wireApp } from '../../app.js'
import { type Config } from '../../config.js'
import { systemClock } from '../../kernel/system-clock.gateway.js'
import { type Toolkit } from '../../toolkit.js'
import { type CommandContext, EXIT, say, Usage } from '../command.js'
import { type OpenedToolkit, openToolkit } from '../open-toolkit.js'
import { runService } from '../run-service.js'
import { demoIdentities, seedDemo } from './seed.js'
import { type DemoPerson, demoWorld } from './demo-people.js'

export const help = `attesta demo [--lan] [--port N]

Runs the whole service on an invented world: embedded database in DATA_DIR (default .data), demo logins, a demo
telephone. --lan lets a phone on the same network open it, and shows a QR to begin with.`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { lan: { type: 'boolean', default: false }, port: { type: 'string' } },
  })
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) throw new Usage('demo: --port is a number')
  const settings = demoSettings(config(), values)
  const people = demoWorld(systemClock.today())
  const opened = quiet(
    await openToolkit(settings, { migrateFirst: true, serving: true, identities: demoIdentities(people) }),
  )
  const app = wireApp(opened.toolkit)
  await seedDemo(app, people)
  const { stopped } = await runService(settings, opened, app)
  say(terminal.stdout, ...greeting(settings, people, values.lan))
  if (values.lan) say(terminal.stdout, app.attestation.terminalQr(settings.baseUrl))
  await stopped
  return EXIT.done
}

/** On a terminal a line a request would bury what the demo has to say. */
function quiet(opened: OpenedToolkit): OpenedToolkit {
  const { log } = opened.toolkit
  const toolkit: Toolkit = {
    ...opened.toolkit,
    log: (code, fields) => {
      if (code !== 'http.request') log(code, fields)
    },
  }
  return { ...opened, toolkit }
}

function demoSettings(config: Config, { lan, port }: { lan: boolean; port?: string | undefined }): Config {
  const asked = { ...config, port: port === undefined ? config.port : Number(port) }
  const metricsPort = asked.port === 0 ? 0 : asked.port + 1
  const here =
    process.env['BASE_URL'] === undefined ? `http://localhost:${String(asked.port)}` : config.baseUrl
  if (!lan) return { ...asked, metricsPort, baseUrl: here }
  return { ...asked, metricsPort, host: '0.0.0.0', baseUrl: `http://${lanAddress()}:${String(asked.port)}` }
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}

function greeting({ baseUrl, database }: Config, people: DemoPerson[], lan: boolean): string[] {
  const rows = people.filter(({ headline }) => headline !== undefined)
  return [
    '',
    '  Attesta – demonstration. People, bodies and numbers are invented.',
    ...(database.kind === 'embedded'
      ? [`  Data in ${database.folder}: an embedded database, not safe against a power cut.`]
      : []),
    '  Keys: the public development keys. Never for real data.',
    '',
    `  Open        ${baseUrl}/`,
    `  Verify      ${baseUrl}/v`,
    `  Telephone   ${baseUrl}/demo/telefono`,
    '',
    '  Log in with SPID, CIE or CNS as:',
    ...rows.map(
      ({ nome, cognome, codiceFiscale, headline }) =>
        `    ${`${nome} ${cognome}`.padEnd(20)} ${codiceFiscale}  ${headline ?? ''}`,
    ),
    '',
    `  ${lan ? 'Open it on a phone of the same network:' : 'Ctrl-C stops; the data stay. npm start -- --lan opens it to a phone.'}`,
    '',
  ]
}
