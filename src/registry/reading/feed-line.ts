import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type FeedEvent } from '../feed-event.js'

/** What a line of the feed came to: an event, or the field that is wrong and why, without its value. */
export type FeedLine =
  | {
      kind: 'read'
      event: FeedEvent
      /** The same text for the same content, whatever the layout of the line. */
      content: string
    }
  | { kind: 'refused'; field: string; reason: string; codiceFiscale: CodiceFiscale | undefined }

export type ReadFeedLine = (text: string) => FeedLine
