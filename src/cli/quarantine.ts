import { startOfRomeDay } from '../kernel/clock.js'
import { formatInstant } from '../kernel/instant.js'
import { parseLegalDay } from '../kernel/legal-day.js'
import { type Correction, type ShownLine } from '../registry/desk/attend-quarantine.js'
import { type NumberedLine } from '../registry/reading/prepare-line.js'
import {
  type QuarantineCount,
  type QuarantineEntry,
  type QuarantineFilter,
} from '../registry/quarantine/quarantine.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { linesOf } from './lines.js'

export interface QuarantineDesk {
  listQuarantine: (filter: QuarantineFilter) => AsyncIterable<QuarantineEntry>
  countQuarantine: (filter: QuarantineFilter) => Promise<QuarantineCount[]>
  showLine: (id: string, reason: string) => Promise<ShownLine | undefined>
  correctLine: (id: string, given: Omit<NumberedLine, 'line'>, reason: string) => Promise<Correction>
  discardLines: (ids: string[], reason: string) => Promise<string[]>
}

export type Print = (row: Record<string, unknown>, sentence: string) => void

/** For who looks at a screen, where an empty list says nothing. */
export type None = (sentence: string) => void

export interface FilterWords {
  field?: string | undefined
  reason?: string | undefined
  since?: string | undefined
}

/** `attesta feed quarantine`: nothing personal, whatever their number. */
export async function listQuarantine(
  words: FilterWords & { summary: boolean },
  desk: QuarantineDesk,
  print: Print,
  none: None,
): Promise<number> {
  const filter = readFilter(words)
  if (words.summary) {
    for (const { field, reason, lines, oldest } of await desk.countQuarantine(filter)) {
      const since = formatInstant(oldest)
      print(
        { lines, field, reason, oldest: since },
        `${String(lines)}  ${field}: ${reason}  (oldest of ${since})`,
      )
    }
    return EXIT.done
  }
  let any = false
  for await (const { id, importId, line, field, reason, receivedAt } of desk.listQuarantine(filter)) {
    any = true
    const received = formatInstant(receivedAt)
    print(
      { id, importId, line, field, reason, receivedAt: received },
      `${id}  line ${String(line)}: ${field}: ${reason}  (received ${received})`,
    )
  }
  if (!any) none('nothing of the kind is in quarantine')
  return EXIT.done
}

function readFilter({ field, reason, since }: FilterWords): QuarantineFilter {
  const day = since === undefined ? undefined : parseLegalDay(since)
  if (since !== undefined && day === undefined)
    throw new Usage('feed quarantine: --since is no day YYYY-MM-DD')
  return {
    ...(field === undefined ? {} : { field }),
    ...(reason === undefined ? {} : { reason }),
    ...(day === undefined ? {} : { since: startOfRomeDay(day) }),
  }
}

/** `attesta feed show`: the one place where a refused line is read in clear. */
export async function showLine(
  id: string,
  reason: string,
  desk: QuarantineDesk,
  { terminal, print }: { terminal: Terminal; print: Print },
): Promise<number> {
  const shown = await desk.showLine(id, reason)
  if (shown === undefined) return notInQuarantine(terminal)
  const { line, importId, field, reason: wrong, text, closed, correction, closedBecause } = shown
  const received = formatInstant(shown.receivedAt)
  const end = closed && { as: closed.as, at: formatInstant(closed.at), reason: closedBecause, correction }
  print(
    { id, importId, line, field, reason: wrong, receivedAt: received, text, closed: end },
    [
      `line ${String(line)} of import ${importId}, received ${received}`,
      `${field}: ${wrong}`,
      visible(text),
      ...(end ? [`${end.as} ${end.at}${end.reason === undefined ? '' : `: ${visible(end.reason)}`}`] : []),
      ...(correction === undefined ? [] : [visible(correction)]),
    ].join('\n'),
  )
  return EXIT.done
}

/** A line that came from outside must not steer the terminal that shows it. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** `attesta feed correct`: the corrected text comes from a file or standard input, and stays out of shell history. */
export async function correctLine(
  [id, file]: [string, string],
  reason: string,
  desk: QuarantineDesk,
  { terminal, print }: { terminal: Terminal; print: Print },
): Promise<number> {
  const outcome = await desk.correctLine(id, await onlyLine(file, terminal), reason)
  switch (outcome.kind) {
    case 'notFound':
      return notInQuarantine(terminal)
    case 'closed':
      say(terminal.stderr, `this line was ${outcome.as} already; nothing was changed`)
      return EXIT.refused
    case 'refused':
      say(terminal.stderr, `${outcome.field}: ${outcome.reason}`, 'The line stays in quarantine as it was.')
      return EXIT.refused
    default:
      print({ ...outcome }, `${outcome.kind}; ${String(outcome.released)} other lines were recorded with it`)
      return EXIT.done
  }
}

async function onlyLine(file: string, { stdin }: Terminal): Promise<Omit<NumberedLine, 'line'>> {
  let only: Omit<NumberedLine, 'line'> | undefined
  try {
    for await (const { text, unreadable } of linesOf(file, stdin)) {
      if (unreadable === undefined && text.trim() === '') continue
      if (only) throw new Usage('feed correct: give the whole event on one line, and nothing else')
      only = unreadable === undefined ? { text } : { text, unreadable }
    }
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`feed correct: ${file} cannot be read`)
  }
  if (!only) throw new Usage('feed correct: there is no corrected line')
  return only
}

/** `attesta feed discard`. */
export async function discardLines(
  ids: string[],
  reason: string,
  desk: QuarantineDesk,
  { terminal, print }: { terminal: Terminal; print: Print },
): Promise<number> {
  const discarded = await desk.discardLines(ids, reason)
  print({ discarded: discarded.length }, `discarded ${String(discarded.length)}`)
  const missing = new Set(ids).size - discarded.length
  if (missing > 0) sayMissing(terminal, missing)
  return missing === 0 ? EXIT.done : EXIT.refused
}

function notInQuarantine({ stderr }: Terminal): number {
  say(stderr, 'this id is not in quarantine')
  return EXIT.refused
}

/** How many of the ids that were named are none of the quarantine's. */
export function sayMissing({ stderr }: Pick<Terminal, 'stderr'>, missing: number): void {
  say(stderr, `not in quarantine: ${String(missing)} of the ids named; attesta feed quarantine lists them`)
}
