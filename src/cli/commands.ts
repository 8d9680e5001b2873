import { type CommandContext, EXIT, say, Usage } from './command.js'

interface Command {
  help: string
  run: (args: string[], context: CommandContext) => Promise<number>
}

/** Loaded when asked for: `attesta status` does not read the code that serves pages. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: () => import('./serve.js'),
  demo: () => import('./demo/demo.js'),
  migrate: () => import('./migrate.js'),
  doctor: () => import('./doctor.js'),
  keys: () => import('./keys.js'),
  import: () => import('./registry-commands.js').then((module) => module.importing),
  feed: () => import('./registry-commands.js').then((module) => module.feed),
  registry: () => import('./registry-commands.js').then((module) => module.registry),
  status: () => import('./registry-commands.js').then((module) => module.status),
  history: () => import('./registry-commands.js').then((module) => module.history),
  organisations: () => import('./registry-commands.js').then((module) => module.organisations),
  sessions: () => import('./registry-commands.js').then((module) => module.sessions),
  pins: () => import('./pins.js'),
  document: () => import('./document.js'),
  identity: () => import('./identity.js'),
  retention: () => import('./retention.js'),
  world: () => import('./world.js'),
}

const HELP = `attesta COMMAND

  serve          runs the service
  demo           runs the service on an invented world, with demo logins and a demo telephone
  migrate        brings the database to the schema of this version
  doctor         says whether the service may start on this database, and what to do if not
  keys           says which key has sealed what, and changes keys while the service runs
  import         reads the feed of the registry
  feed           lists waiting events and refused lines; replays, shows, corrects, discards them
  registry       compares the institution's list of acts in force with what is recorded here
  status         says what the status of a person is, or was
  history        tells the answers about a person: from which day, why, since when known, and what was said
  organisations  reads the file of bodies, purposes, operators and clerks
  sessions       ends all sessions of a body
  pins           reads the file of who still has the old PIN
  document       tells whether a PDF is a sheet of ours, unchanged since it was sealed
  identity       our entry in SPID, its certificate, its lists, what was said; the keys of the CIE login
  retention      deletes what nobody may keep any longer; the service does so each day
  world          prints the feed of an invented registry of any size

Each has --help. DATABASE_URL chooses a PostgreSQL server; without it the embedded database in DATA_DIR is used.`

/** Runs one command; the number is the exit code. */
export async function runCommand(name: string, args: string[], context: CommandContext): Promise<number> {
  if (name === 'help' || name === '--help' || name === '-h') {
    say(context.terminal.stdout, HELP)
    return EXIT.done
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw new Usage(`there is no command “${name}”; see attesta --help`)
  const command = await load()
  if (args.includes('--help') || args.includes('-h')) {
    say(context.terminal.stdout, command.help)
    return EXIT.done
  }
  return command.run(args, context)
}
