import { type Clock } from '../kernel/clock.js'
import { fillByteRange, fillContents, type SealDocument, signedParts } from './sealed-pdf.js'

export interface SealPorts {
  /** The size of a seal at most. */
  room: () => Promise<number>
  /** Makes the seal of these bytes. */
  makeSeal: (signed: Uint8Array[]) => Promise<Uint8Array>
  clock: Clock
}

/** Has a document written with room for the seal, then seals every byte of it but the seal itself. */
export function sealDocument({ room, makeSeal, clock }: SealPorts): SealDocument {
  return async (write) => {
    const pdf = await write({ bytes: await room(), at: clock.now() })
    const range = fillByteRange(pdf)
    fillContents(pdf, range, await makeSeal(signedParts(pdf, range)))
    return pdf
  }
}
