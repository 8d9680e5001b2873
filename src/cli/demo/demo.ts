import { networkInterfaces } from 'node:os'
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type App, wireApp } from '../../app.js'
import { type Config } from '../../config.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { systemClock } from '../../kernel/system-clock.gateway.js'
import { EXIT, say } from '../command.js'
import { type CommandContext } from '../command.js'
import { openToolkit } from '../open-toolkit.js'
import { runService } from '../run-service.js'
import { demoOrganisations } from './organisations.js'
import { type DemoPerson, demoWorld } from './world.js'

export const help = `attesta demo [--lan] [--port N]

Runs the whole service on an invented world: embedded database in DATA_DIR (default .data), demo logins, a demo
telephone. --lan lets a phone on the same network open it, and shows a QR to begin with.`

export async function run(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { lan: { type: 'boolean', default: false }, port: { type: 'string' } },
  })
  const settings = demoSettings(config(), values)
  const people = demoWorld(systemClock.today())
  const opened = await openToolkit(settings, { migrateFirst: true, identities: people.map(identityOf) })
  const app = wireApp(opened.toolkit)
  await seed(app, people)
  const { stopped } = await runService(settings, opened, app)
  say(terminal.stdout, ...greeting(settings, people, values.lan))
  if (values.lan) say(terminal.stdout, app.attestation.terminalQr(settings.baseUrl))
  await stopped
  return EXIT.done
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

function identityOf(person: DemoPerson) {
  const { codiceFiscale, nome, cognome, note } = person
  const register = person.events[0]?.data
  const cellulare = register?.['cellulare']
  return {
    codiceFiscale,
    nome,
    cognome,
    note,
    ...(typeof cellulare === 'string' ? { cellulare } : {}),
    // One person of a class that kept the PIN after 2021.
    ...(cognome === 'Bonetti' ? { pin: true } : {}),
  }
}

/** Feeds the invented world through the same door as a real one; once, since tomorrow's birthdays differ. */
async function seed(app: App, people: DemoPerson[]): Promise<void> {
  const [first] = people
  const known = first && (await app.registry.findDossierByCode(first.codiceFiscale as CodiceFiscale))
  if (!known || known.start !== undefined) return
  const lines = people.flatMap(({ codiceFiscale, events }) =>
    events.map((event, index) =>
      JSON.stringify({ id: inventId(`${codiceFiscale}/${String(index)}`), codiceFiscale, ...event }),
    ),
  )
  await app.registry.recordFeed(lines.map((text, index) => ({ line: index + 1, text })))
  await app.organisation.importFile(JSON.stringify(demoOrganisations(people)))
}

function inventId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
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
