/** Milliseconds for which a batch should keep the feed's one writer: an urgent event waits for the end of one. */
const HOLD = 250
/** Enough to spread what a transaction costs. */
const FEWEST = 200
/** More lines would save nothing, and take memory. */
const MOST = 2000
/** Where a machine is not known yet. */
const FIRST = 500

/** How many lines a batch of an import takes: as many as this machine, now, records in a quarter of a second. */
export class BatchSize {
  lines = FIRST

  /** A batch of so many lines kept the writer for so long. It shrinks at once, and grows by and by. */
  took(lines: number, milliseconds: number): void {
    // The last batch of a feed says little.
    if (lines < FEWEST) return
    const right = Math.round((lines * HOLD) / Math.max(milliseconds, 1))
    this.lines = Math.max(FEWEST, Math.min(right, 2 * this.lines, MOST))
  }
}
