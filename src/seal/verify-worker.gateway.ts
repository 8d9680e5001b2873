/** A thread that judges documents; started by `verify-threads.gateway.ts`. */
import { type Certificate } from './certificate.js'
import { openSealBy } from './open-seal.gateway.js'
import { type SealVerdict, verifyDocument } from './verify-document.js'

/** A document, and whose seals and time-stamps count. */
export interface Judging {
  pdf: Uint8Array
  trusted: Certificate[]
  authorities: Certificate[]
}

export default function judgeOnThread({ pdf, trusted, authorities }: Judging): Promise<SealVerdict> {
  return verifyDocument({ openSeal: openSealBy(trusted, authorities) })(pdf)
}
