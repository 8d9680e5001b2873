import { type CommandContext, Usage } from './command.js'
import { cieHelp, runCie } from './identity-cie.js'
import { runSpid, spidHelp } from './identity-spid.js'

export const help = `${spidHelp}

${cieHelp}`

/** `attesta identity`: what an institution does about its ways in. */
export function run([method, ...args]: string[], context: CommandContext): Promise<number> {
  switch (method) {
    case 'spid':
      return runSpid(args, context)
    case 'cie':
      return runCie(args, context)
    default:
      throw new Usage('identity: say spid or cie; see attesta identity --help')
  }
}
