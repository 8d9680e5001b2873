import { type BodySessions } from '../identity/own-sessions.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta sessions end --organisation ID --reason TEXT

Ends every session in which somebody worked for a body, and every session of the people whom it enrolled: at their next
request they are led to the login. Prints how many. The reason goes into the audit. ID is the body's in the file of
attesta organisations; one that is withdrawn by now counts, too. To keep them out, withdraw them there first.`

export interface SessionsPorts {
  findPeopleOf: (organisation: string) => Promise<Buffer[] | undefined>
  endSessionsOfBody: (asked: BodySessions) => Promise<number>
}

/** `attesta sessions end`. */
export async function sessionsCommand(
  args: string[],
  { stdout, stderr }: Terminal,
  { findPeopleOf, endSessionsOfBody }: SessionsPorts,
): Promise<number> {
  const { values, positionals } = readArguments('sessions', {
    args,
    allowPositionals: true,
    options: { organisation: { type: 'string' }, reason: { type: 'string' } },
  })
  const { organisation, reason = '' } = values
  const [verb, ...others] = positionals
  if (verb !== 'end' || others.length > 0 || organisation === undefined || reason.trim() === '')
    throw new Usage('sessions: say “end --organisation ID --reason TEXT”')
  const macs = await findPeopleOf(organisation)
  if (!macs) {
    say(stderr, 'sessions: there is no such body; the file of attesta organisations names them')
    return EXIT.refused
  }
  say(stdout, JSON.stringify({ ended: await endSessionsOfBody({ organisation, macs, reason }) }))
  return EXIT.done
}
