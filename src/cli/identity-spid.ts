import { writeFileSync } from 'node:fs'
import { type Config } from '../config.js'
import { formatInstant, parseInstant } from '../kernel/instant.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { newSpidKeys, type SpidOffice, wireSpidOffice } from '../identity/spid/spid-party.wire.js'
import { wireAudit } from '../audit/audit.wire.js'
import { readArguments } from './arguments.js'
import { type CommandContext, EXIT, say, type Terminal, Usage } from './command.js'
import { openToolkit, type OpenedToolkit } from './open-toolkit.js'

export const spidHelp = `attesta identity spid metadata
attesta identity spid certificate KEYFILE CERTIFICATEFILE --place TOWN --ipa CODE [--years N]
attesta identity spid refresh
attesta identity spid messages (--request ID | --from INSTANT --until INSTANT) --reason TEXT

metadata     prints our signed metadata, to be sent to AgID; the same that /spid/metadata shows
certificate  makes a key of 3072 bits and a certificate signed by itself, as public bodies may use in SPID; the name, the
             IPA code and the entityID are those of INSTITUTION_NAME, --ipa and SPID_ENTITY_ID or BASE_URL
refresh      fetches the federation's lists anew, and says what is in force; exit code 1 where one could not be had
messages     prints what was said with the identity providers, one JSON a line; each look is audited

See docs/going-live.md.`

const ASK = 'identity: say spid metadata, certificate, refresh or messages; see attesta identity --help'

/** `attesta identity spid`: what an institution does about its part in SPID. */
export async function runSpid(args: string[], { terminal, config }: CommandContext): Promise<number> {
  const { values, positionals } = readArguments('identity', {
    args,
    allowPositionals: true,
    options: {
      place: { type: 'string' },
      ipa: { type: 'string' },
      years: { type: 'string', default: '3' },
      request: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      reason: { type: 'string' },
    },
  })
  const [action, ...files] = positionals
  if (action === 'certificate') return makeCertificate(files, values, terminal, config())
  if (files.length > 0) throw new Usage(ASK)
  switch (action) {
    case 'metadata':
      return withOffice(config(), async ({ metadata }) => {
        say(terminal.stdout, await metadata())
        return EXIT.done
      })
    case 'refresh':
      return withOffice(config(), (office) => refresh(office, terminal))
    case 'messages':
      return withOffice(config(), (office, opened) => showMessages(office, opened, values, terminal))
    default:
      throw new Usage(ASK)
  }
}

async function withOffice(
  config: Config,
  work: (office: SpidOffice, opened: OpenedToolkit) => Promise<number>,
): Promise<number> {
  const { spid, baseUrl } = config
  if (spid.kind !== 'real')
    throw new Usage('identity: SPID is not configured (SPID_KEY_FILE; see docs/going-live.md)')
  const opened = await openToolkit(config)
  try {
    return await work(wireSpidOffice({ ...opened.toolkit, baseUrl }, spid), opened)
  } finally {
    await opened.close()
  }
}

async function makeCertificate(
  files: string[],
  { place, ipa, years }: { place?: string | undefined; ipa?: string | undefined; years: string },
  { stderr }: Terminal,
  config: Config,
): Promise<number> {
  const [keyFile, certificateFile, ...more] = files
  if (!keyFile || !certificateFile || more.length > 0 || !place || !ipa)
    throw new Usage('identity spid certificate: say KEYFILE CERTIFICATEFILE --place TOWN --ipa CODE')
  if (!/^[1-9]$/.test(years)) throw new Usage('identity spid certificate: --years is a number from 1 to 9')
  const { spidEntityId: entityId } = config
  if (!isForOthers(entityId))
    throw new Usage(
      `identity spid certificate: ${entityId} is no address for it; say the https one of the service by BASE_URL or SPID_ENTITY_ID`,
    )
  const { name } = config.institution
  const asked = { commonName: name, organisation: name, ipaCode: ipa, entityId, place }
  const { privateKey, certificates } = await newSpidKeys(
    { ...asked, years: Number(years) },
    { clock: systemClock, chance: systemChance },
  )
  try {
    // Never over another key, and for its owner's eyes alone.
    writeFileSync(keyFile, privateKey, { mode: 0o600, flag: 'wx' })
    writeFileSync(certificateFile, certificates.join(''), { mode: 0o644, flag: 'wx' })
  } catch {
    throw new Usage('identity spid certificate: a file is there already, or cannot be written')
  }
  say(stderr, `made: ${keyFile} (secret) and ${certificateFile}, for ${entityId}`)
  return EXIT.done
}

/** No provider takes an entityID that is not https, and nobody else's browser finds this machine by `localhost`. */
function isForOthers(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' && !/^(localhost|127\.|\[::1\])/.test(hostname)
}

async function refresh({ refresh: again }: SpidOffice, { stdout }: Terminal): Promise<number> {
  const lists = await again()
  for (const { source, providers, problem } of lists) {
    const known = providers === undefined ? 'no list in force' : `${String(providers)} providers in force`
    say(stdout, `${source}: ${known}${problem === undefined ? '' : `; not refreshed: ${problem}`}`)
  }
  return lists.every(({ problem }) => problem === undefined) ? EXIT.done : EXIT.refused
}

async function showMessages(
  { findMessages }: SpidOffice,
  { toolkit }: OpenedToolkit,
  {
    request,
    from,
    until,
    reason,
  }: Partial<Record<'request' | 'from' | 'until' | 'reason', string | undefined>>,
  { stdout }: Terminal,
): Promise<number> {
  const [first, last] = [
    parseInstant(from ?? '1970-01-01T00:00:00Z'),
    parseInstant(until ?? '9999-01-01T00:00:00Z'),
  ]
  const isBounded = request !== undefined || (from !== undefined && until !== undefined)
  if (!reason || !isBounded || first === undefined || last === undefined)
    throw new Usage('identity spid messages: say --request ID, or --from and --until; and --reason TEXT')
  // Written before anything is shown: a look that leaves no trace is not allowed.
  const asked = {
    ...(request !== undefined && { request }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
  await wireAudit(toolkit).record({ kind: 'spid.messagesShown', detail: { reason, ...asked } })
  for (const { requestId, kind, provider, at, text } of await findMessages({
    from: first,
    until: last,
    requestId: request,
  }))
    say(stdout, JSON.stringify({ at: formatInstant(at), requestId, kind, provider, message: text }))
  return EXIT.done
}
