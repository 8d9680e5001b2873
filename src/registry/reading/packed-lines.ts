import { type NumberedLine, type PreparedEvent, type PreparedLine } from './prepare-line.js'

/**
 * Prepared lines as they go from one thread to another: all sealed bodies in one piece of memory that changes hands, the
 * rest copied. The texts stay where they were read.
 */
export interface PackedLines {
  readings: PackedReading[]
  bodies: Uint8Array<ArrayBuffer>
}

type PackedEvent = Omit<PreparedEvent, 'sealedBody'> & { bodyLength: number }
type PackedReading = PackedEvent | Exclude<PreparedLine['reading'], { kind: 'read' }>

export function packLines(lines: PreparedLine[]): PackedLines {
  const sealed = lines.flatMap(({ reading }) => (reading.kind === 'read' ? [reading.sealedBody] : []))
  const bodies = new Uint8Array(sealed.reduce((sum, { length }) => sum + length, 0))
  let place = 0
  for (const body of sealed) {
    bodies.set(body, place)
    place += body.length
  }
  return { readings: lines.map(({ reading }) => packReading(reading)), bodies }
}

function packReading(reading: PreparedLine['reading']): PackedReading {
  if (reading.kind === 'refused') return reading
  const { sealedBody, ...rest } = reading
  return { ...rest, bodyLength: sealedBody.length }
}

/** `lines` are those that were given to be prepared, in the same order. */
export function unpackLines(lines: NumberedLine[], { readings, bodies }: PackedLines): PreparedLine[] {
  let place = 0
  return readings.map((packed, index) => {
    const { line, text } = lines[index] ?? { line: 0, text: '' }
    if (packed.kind === 'refused') return { line, text, reading: packed }
    const { bodyLength } = packed
    const sealedBody = Buffer.from(bodies.buffer, bodies.byteOffset + place, bodyLength)
    place += bodyLength
    return { line, text, reading: unpackEvent(packed, sealedBody) }
  })
}

/** Field by field: a copy of whatever fields there are would cost more than judging the line. */
function unpackEvent(packed: PackedEvent, sealedBody: Buffer): PreparedEvent {
  return {
    kind: packed.kind,
    event: packed.event,
    contentMac: packed.contentMac,
    sealedBody,
    codeMac: packed.codeMac,
    otherCodeMac: packed.otherCodeMac,
    protocolloMac: packed.protocolloMac,
    sostituisceMac: packed.sostituisceMac,
  }
}
