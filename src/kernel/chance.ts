/** A source of unpredictable values. */
export interface Chance {
  bytes: (length: number) => Buffer
  /** A whole number, 0 included, `bound` excluded, every one equally likely. */
  below: (bound: number) => number
  uuid: () => string
}
