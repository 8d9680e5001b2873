/**
 * How easy an Italian text is to read, from 0 to 100: 89 + (300 × sentences − 10 × letters) / words
 * (Lucisano and Piemontese, 1988). From 80 on, who has finished primary school reads it without help; from 60, who
 * has finished lower secondary school. Texts without a full sentence have no score.
 */
export function gulpease(text: string): number | undefined {
  const sentences = text.match(/[.!?]+(?=\s|$)/g)?.length ?? 0
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (sentences === 0 || words.length === 0) return undefined
  const letters = words.join('').length
  return Math.min(100, 89 + (300 * sentences - 10 * letters) / words.length)
}

/** How many words the longest sentence of a text has. */
export function longestSentence(text: string): number {
  const lengths = text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
  return Math.max(0, ...lengths)
}
