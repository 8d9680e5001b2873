import { type Instant } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'

/** One address for e-mail (RFC 5321 §4.1.2), without a name before it. */
export type MailAddress = string & { readonly brand: 'MailAddress' }

/**
 * Reads an address as a register has it. Narrower than the standard on purpose: no quotes, commas or angle brackets, by
 * which one address could be two for a mail program.
 */
export function parseMailAddress(text: string | undefined): MailAddress | undefined {
  const plain = (text ?? '').trim()
  return plain.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(plain)
    ? (plain as MailAddress)
    : undefined
}

/** `e•••••@example.org`: enough to know one's own address, too little for who looks over a shoulder. */
export function maskedAddress(email: string): string {
  const [name = '', host = ''] = email.split('@')
  return `${name.slice(0, 1)}•••••@${host}`
}

/** A letter as it leaves. It is written when it is sent, so that neither it nor its file is ever kept. */
export interface Letter {
  to: MailAddress
  locale: Locale
  subject: string
  text: string
  file: { name: string; type: string; content: Uint8Array }
}

/** What a letter is about, small and flat: sealed while it waits, read again by who asked for it. */
export type LetterReference = Readonly<Record<string, string>>

export interface LetterToSend {
  reference: LetterReference
  /** The same key is the same letter: enqueued twice, it leaves once. */
  deduplication: string
  uselessAfter: Instant
}

/** Puts a letter into the outbox, inside the transaction that needs it. */
export type EnqueueLetter = (letter: LetterToSend) => Promise<void>

/** Writes a letter that is due; nothing where it should not leave any more. */
export type WriteLetter = (reference: LetterReference) => Promise<Letter | undefined>

/** What became of a letter: `refused` is for good, by the server of its address; `lost` means that we gave up. */
export type LetterFate = 'leaving' | 'left' | 'refused' | 'lost'

/** How the failure of a refusal for good is written down: the reply code of the server (RFC 5321 §4.2.1). */
export const refusal = (replyCode: number) => `smtp${String(replyCode)}`

export function fateOf(row: {
  delivered_at: Instant | null
  abandoned_at: Instant | null
  last_failure: string | null
}): LetterFate {
  if (row.delivered_at !== null) return 'left'
  if (row.abandoned_at === null) return 'leaving'
  return /^smtp5\d\d$/.test(row.last_failure ?? '') ? 'refused' : 'lost'
}
