import { networkInterfaces } from 'node:os'
import { type Config } from '../../config.js'
import { systemClock } from '../../kernel/system-clock.gateway.js'
import { type Toolkit } from '../../toolkit.js'
import { readArguments } from '../arguments.js'
import { type CommandContext, EXIT, say, Usage } from '../command.js'
import { type OpenedToolkit, openToolkit } from '../open-toolkit.js'
import { runService } from '../run-service.js'
import { demoIdentities, seedDemo } from './seed.js'
import { demoWorld } from './demo-people.js'
import { type DemoPerson } from './demo-person.js'

export const help = `attesta demo [--lan] [--port N]

Runs the whole service on an invented world: embedded database in DATA_DIR (default .data), demo logins, a demo
telephone. --lan lets a phone on the same network open it, and shows a QR to begin with.`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values } = readArguments('demo', {
    args,
    options: { lan: { type: 'boolean', default: false }, port: { type: 'string' } },
  })
  const settings = demoSettings(config, values)
  const people = demoWorld(systemClock.today())
  const { app, stopped } = await runService({
    config: settings,
    open: async () =>
      quiet(
        await openToolkit(settings, {
          migrateFirst: true,
          serving: true,
          identities: demoIdentities(people),
        }),
      ),
    prepare: (wired) => seedDemo(wired, people),
  })
  say(terminal.stdout, ...greeting(settings, people, values.lan))
  if (values.lan) say(terminal.stdout, app.document.terminalQr(settings.baseUrl))
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

/** What the options say goes before the environment; the address in the QR follows them. */
function demoSettings(
  config: CommandContext['config'],
  { lan, port }: { lan: boolean; port?: string | undefined },
): Config {
  if (port !== undefined && !isPort(port)) throw new Usage('demo: --port is a number from 0 to 65535')
  const asked = port === undefined ? {} : { PORT: port }
  const settings = config(asked)
  if (!lan) return settings
  const baseUrl = `http://${lanAddress()}:${String(settings.port)}`
  return config({ ...asked, HOST: '0.0.0.0', BASE_URL: baseUrl })
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}

function greeting({ baseUrl, database, mail }: Config, people: DemoPerson[], lan: boolean): string[] {
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
    `  Counter     ${baseUrl}/sportello`,
    `  Telephone   ${baseUrl}/demo/telefono`,
    ...(mail.kind === 'demoMailbox' ? [`  Mail        ${baseUrl}/demo/posta`] : []),
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
