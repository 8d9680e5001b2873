import { EXIT } from './command.js'
import { type CommandContext } from './command.js'
import { openToolkit } from './open-toolkit.js'
import { runService } from './run-service.js'

export const help = `attesta serve

Runs the service on PORT (default 3000), metrics on METRICS_PORT (default PORT + 1). See docs/runbook.md for the
configuration. In production (NODE_ENV=production) every demo part and every default key is refused.`

export async function run(_args: string[], { config }: CommandContext): Promise<number> {
  const settings = config()
  const { stopped } = await runService(settings, await openToolkit(settings, { serving: true }))
  await stopped
  return EXIT.done
}
