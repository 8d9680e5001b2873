import { type Instant } from '../kernel/instant.js'

/** A telephone number in E.164 (ITU-T): `+` and up to fifteen digits. */
export type Phone = string & { readonly brand: 'Phone' }

export interface TextMessage {
  to: Phone
  /** At most 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038): one message, one price, any phone. */
  text: string
  /** The same key is the same message: enqueued twice, it leaves once. */
  deduplication: string
  /** After this instant the message would only confuse: it is dropped unsent. */
  uselessAfter: Instant
}

/** Puts a message into the outbox, inside the transaction that needs it. */
export type EnqueueMessage = (message: TextMessage) => Promise<void>
