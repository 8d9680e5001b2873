import { type Instant } from '../../kernel/instant.js'
import { type JudgedLine, judgeLines, type JudgePorts } from '../admission/judge-lines.js'
import { type Mac } from '../mac.js'
import { type NumberedLine, type PreparedLine, WHOLE_LINE } from '../reading/prepare-line.js'
import { type QuarantinedLine, type Refusal } from './quarantine.js'

/** What an admitted event may have made good: lines about these people, or with these protocolli. */
export interface Stirred {
  entries: string[]
  protocolli: Mac[]
}

export interface RetryPorts extends JudgePorts {
  prepareLine: (line: NumberedLine) => PreparedLine
  /** Lines refused for another person's act or event, or for a protocollo already taken, that may be good now. */
  findRetriable: (stirred: Stirred) => Promise<QuarantinedLine[]>
  releaseQuarantined: (ids: string[], now: Instant) => Promise<void>
  updateQuarantined: (lines: (Refusal & { id: string })[]) => Promise<void>
}

/** A line from quarantine, read anew. */
export type RetriedLine = PreparedLine & Pick<QuarantinedLine, 'id' | 'importId'>

/**
 * A change of code, a merge or an undoing may make good what was refused before it came: such lines are tried again at
 * once, and again as long as one of them is recorded, so that the order of arrival changes no answer.
 */
export async function retryStirred(
  ports: RetryPorts,
  judged: JudgedLine[],
): Promise<JudgedLine<RetriedLine>[]> {
  const released: JudgedLine<RetriedLine>[] = []
  for (let news = judged; ;) {
    const stirred = stirredBy(news)
    if (stirred.entries.length + stirred.protocolli.length === 0) return released
    const good = (await retryLines(ports, await ports.findRetriable(stirred))).filter(isGood)
    if (good.length === 0) return released
    released.push(...good)
    news = good
  }
}

/** Tries lines of the quarantine again, through the same parser and the same admission. */
export async function retryLines(
  ports: RetryPorts,
  lines: QuarantinedLine[],
): Promise<JudgedLine<RetriedLine>[]> {
  if (lines.length === 0) return []
  const judged = await judgeLines(
    ports,
    lines.map((line) => readAnew(ports, line)),
  )
  const good = judged.filter(isGood).map(({ line }) => line.id)
  await ports.releaseQuarantined(good, ports.clock.now())
  await ports.updateQuarantined(
    judged.flatMap(({ line: { id, line }, admission }) =>
      admission.kind === 'refused' ? [{ id, line, field: admission.field, reason: admission.reason }] : [],
    ),
  )
  return judged
}

function readAnew(
  ports: RetryPorts,
  { id, importId, line, text, field, reason }: QuarantinedLine,
): RetriedLine {
  // What was no text is kept as bytes: read as text it might pass for something that nobody sent.
  if (field === WHOLE_LINE)
    return { id, importId, line, text, reading: { kind: 'refused', field, reason, codeMac: undefined } }
  return { ...ports.prepareLine({ line, text }), id, importId }
}

export function isGood({ admission }: JudgedLine): boolean {
  return admission.kind !== 'refused'
}

function stirredBy(judged: JudgedLine[]): Stirred {
  const recorded = judged.flatMap((line) => line.recorded ?? [])
  return {
    entries: recorded.flatMap(({ event: { type }, entry, otherEntry }) => {
      if (type === 'persona.codiceFiscaleVariato' && otherEntry !== undefined) return [entry, otherEntry]
      return type === 'evento.annullato' ? [entry] : []
    }),
    // An act that came already undone: what names it may have been refused for another's act of that protocollo.
    protocolli: recorded.flatMap(({ sharesProtocollo, protocolloMac }) =>
      sharesProtocollo && protocolloMac !== undefined ? [protocolloMac] : [],
    ),
  }
}
