import { type Instant } from '../../kernel/instant.js'

/** What one side said to the other, as it was sent. Kept sealed for 24 months (D.P.C.M. 24 October 2014, art. 13). */
export interface SpidMessage {
  id: string
  requestId: string
  /** `refused`: an answer that let nobody in. */
  kind: 'request' | 'response' | 'refused' | 'logout'
  provider: string
  at: Instant
  text: string
}
