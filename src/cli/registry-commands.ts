import { wireApp } from '../app.js'
import { type App } from '../app.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { type Terminal } from './command.js'
import { type CommandContext } from './command.js'
import * as feedCommand from './feed.js'
import { historyCommand, help as historyHelp } from './history.js'
import * as importCommand from './import.js'
import { openToolkit } from './open-toolkit.js'
import * as organisationsCommand from './organisations.js'
import * as registryCommand from './registry.js'
import { statusCommand, help as statusHelp } from './status.js'

/** Commands that open the database, do one thing, and close it. */
function command(help: string, run: (args: string[], terminal: Terminal, app: App) => Promise<number>) {
  return {
    help,
    run: async (args: string[], { terminal, config }: CommandContext): Promise<number> => {
      const { toolkit, close } = await openToolkit(config())
      try {
        return await run(args, terminal, wireApp(toolkit))
      } finally {
        await close()
      }
    },
  }
}

export const importing = command(importCommand.help, (args, terminal, { registry }) =>
  importCommand.importCommand(args, terminal, { ...registry, clock: systemClock }),
)

export const feed = command(feedCommand.help, (args, terminal, { registry, desk }) =>
  feedCommand.feedCommand(args, terminal, { ...registry, ...desk }),
)

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
