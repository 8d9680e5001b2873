import { type ImportReport } from '../recording/import-feed.js'
import { type Acceptance, type BatchContent } from './accept-batch.js'
import { type VerifiedLines } from './apply-batch.js'
import { type Receipt, type SignedManifest, URGENT_LINES } from './signed-batch.js'

export interface ReceivePorts {
  accept: (signed: SignedManifest, content: BatchContent) => Promise<Acceptance>
  /** Says where the bytes of a batch are kept; false where they were already. */
  keepParts: (id: string, parts: string) => Promise<boolean>
  findReceipt: (id: string) => Promise<Receipt | undefined>
}

/** A batch in a file: read as often as needed, each time the same. */
export interface FileContent extends BatchContent {
  lines: () => VerifiedLines
  /** Keeps a sealed copy in the database; its name. */
  store: () => Promise<string>
}

export interface ReceiveFilePorts extends ReceivePorts {
  apply: (id: string, lines: VerifiedLines, report: ImportReport) => Promise<Receipt>
}

/** The door for files: applied at once from where it lies; a copy is kept only of what must wait. */
export function receiveFile({ accept, apply, keepParts, findReceipt }: ReceiveFilePorts) {
  return async (signed: SignedManifest, file: FileContent, report: ImportReport): Promise<Acceptance> => {
    const acceptance = await accept(signed, file)
    if (acceptance.kind !== 'accepted') return acceptance
    const { receipt } = acceptance
    if (receipt.state !== 'held')
      return { kind: 'accepted', receipt: await apply(receipt.id, file.lines(), report) }
    await keepParts(receipt.id, await file.store())
    return { kind: 'accepted', receipt: (await findReceipt(receipt.id)) ?? receipt }
  }
}

/** A batch that streams in once: its bytes are kept sealed while they are looked through. */
export interface BodyContent extends BatchContent {
  /** Under which name its bytes are kept. */
  parts: string
  discard: () => Promise<void>
}

export interface ReceiveBodyPorts extends ReceivePorts {
  applyStored: (id: string) => Promise<Receipt | undefined>
}

/** The door over HTTP: kept until a job applies it, but for an urgent event, which is applied before the answer. */
export function receiveBody({ accept, applyStored, keepParts, findReceipt }: ReceiveBodyPorts) {
  return async (signed: SignedManifest, body: BodyContent): Promise<Acceptance> => {
    let isKept = false
    try {
      const acceptance = await accept(signed, body)
      if (acceptance.kind !== 'accepted') return acceptance
      const { id, lines } = acceptance.receipt
      isKept = await keepParts(id, body.parts)
      const isUrgent = lines !== undefined && lines <= URGENT_LINES
      const receipt = (isUrgent ? await applyStored(id) : undefined) ?? (await findReceipt(id))
      return { kind: 'accepted', receipt: receipt ?? acceptance.receipt }
    } finally {
      if (!isKept) await body.discard()
    }
  }
}
