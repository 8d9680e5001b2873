import { type ApprovalMessage } from './approval-message.js'

/** At most 160 characters of the GSM alphabet, with the longest labels and words: see the test. */
export const approvalMessageIt = ({ code, words, from }: ApprovalMessage): string => {
  const asker =
    from === 'unverified' ? 'un ente non verificato per: altro motivo' : `${from.body} per: ${from.purpose}`
  return `Codice ${code}. Lo chiede ${asker}. Parole: ${words.join(' ')}. Dillo solo a chi legge le stesse parole.`
}
