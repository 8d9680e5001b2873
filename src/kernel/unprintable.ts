/** Control characters, and halves of a surrogate pair: no name has them, and the database or UTF-8 does not keep them. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u
