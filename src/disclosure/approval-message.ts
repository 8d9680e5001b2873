import { type ApprovalCode } from './approval-code.js'
import { type AskedFor } from './disclosure.js'
import { type TwoWords } from './two-words.js'

/** What the message to the holder is made of: no name of a person, no word about health, no link (T25). */
export interface ApprovalMessage {
  code: ApprovalCode
  words: TwoWords
  /** The neutral labels of the enrolled body and purpose; for anybody else nothing that was typed. */
  from: { body: string; purpose: string } | 'unverified'
}

export function approvalMessage(code: ApprovalCode, words: TwoWords, askedFor: AskedFor): ApprovalMessage {
  const from =
    askedFor.kind === 'enrolled'
      ? { body: askedFor.body.smsLabel, purpose: askedFor.purpose.smsLabel }
      : ('unverified' as const)
  return { code, words, from }
}
