import { wireApp } from '../app.js'
import { type App } from '../app.js'
import { type Config } from '../config.js'
import { wireFeedSigning } from '../registry/signed-batches/feed-signing.wire.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { type Terminal } from './command.js'
import { type CommandContext } from './command.js'
import * as feedCommand from './feed.js'
import * as feedBatches from './feed-batches.js'
import * as feedSigning from './feed-signing.js'
import { historyCommand, help as historyHelp } from './history.js'
import * as importCommand from './import.js'
import { openToolkit } from './open-toolkit.js'
import * as organisationsCommand from './organisations.js'
import * as registryCommand from './registry.js'
import * as sessionsCommand from './sessions.js'
import { statusCommand, help as statusHelp } from './status.js'

/** Commands that open the database, do one thing, and close it. */
function command(
  help: string,
  run: (args: string[], terminal: Terminal, app: App, config: Config) => Promise<number>,
) {
  return {
    help,
    run: async (args: string[], { terminal, config }: CommandContext): Promise<number> => {
      const settings = config()
      const { toolkit, close } = await openToolkit(settings)
      try {
        return await run(args, terminal, wireApp(toolkit), settings)
      } finally {
        await close()
      }
    },
  }
}

export const importing = command(importCommand.help, (args, terminal, { registry, feedBatches }, config) =>
  importCommand.importCommand(args, terminal, {
    ...registry,
    batches: feedBatches,
    unsigned: config.intake.unsigned,
    clock: systemClock,
  }),
)

const feedHelp = [feedCommand.help, feedBatches.help, feedSigning.help].join('\n\n')
const feedOnDatabase = command(feedHelp, (args, terminal, app) => {
  const [action, ...others] = args
  return action === 'batches'
    ? feedBatches.batchesCommand(others, terminal, { ...app.feedBatches, ...app.desk })
    : feedCommand.feedCommand(args, terminal, { ...app.registry, ...app.desk })
})

export const feed = {
  help: feedHelp,
  run: (args: string[], context: CommandContext) =>
    feedSigning.isSigning(args[0])
      ? feedSigning.signingCommand(args, context.terminal, wireFeedSigning(systemClock))
      : feedOnDatabase.run(args, context),
}

export const registry = command(registryCommand.help, (args, terminal, { registry }) =>
  registryCommand.registryCommand(args, terminal, { ...registry, clock: systemClock }),
)

export const status = command(statusHelp, (args, terminal, { registry, audit }) =>
  statusCommand(args, terminal, {
    findDossierByCode: registry.findDossierByCode,
    recordAudit: audit.record,
    clock: systemClock,
  }),
)

export const history = command(historyHelp, (args, terminal, { registry, audit, attestation }) =>
  historyCommand(args, terminal, {
    findDossierByCode: registry.findDossierByCode,
    findReceipts: registry.findReceipts,
    findAttestations: attestation.findIds,
    findGivenAnswers: audit.findGivenAnswers,
    recordAudit: audit.record,
    clock: systemClock,
  }),
)

export const organisations = command(organisationsCommand.help, (args, terminal, { organisation }) =>
  organisationsCommand.organisationsCommand(args, terminal, organisation),
)

export const sessions = command(sessionsCommand.help, (args, terminal, { identity, organisation }) =>
  sessionsCommand.sessionsCommand(args, terminal, { ...organisation, ...identity }),
)
