import { type ApprovalMessage } from './approval-message.js'

/** At most 160 characters of the GSM alphabet, with the longest labels and words: see the test. */
export const approvalMessageEn = ({ code, words, from }: ApprovalMessage): string => {
  const asker =
    from === 'unverified' ? 'an unverified body for: other purpose' : `${from.body} for: ${from.purpose}`
  return `Code ${code}. Asked by ${asker}. Words: ${words.join(' ')}. Tell it only if they read you the same words.`
}
