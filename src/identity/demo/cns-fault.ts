/** What can be wrong with a trial card, so that every refusal can be seen. */
export const CARD_FAULTS = [
  'expired',
  'revoked',
  'unknownAuthority',
  'wrongUse',
  'wrongPolicy',
  'wrongCode',
] as const
export type CardFault = (typeof CARD_FAULTS)[number]
