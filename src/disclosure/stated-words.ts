/** What an operator may type about themselves: 3 to 80 characters, on one line, without control characters. */
export function readStatedWords(text: string): string | undefined {
  const words = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return words.length >= 3 && words.length <= 80 ? words : undefined
}
