/** Work that goes on beside the requests until it is stopped. */
export interface Job {
  /** Lets the round under way end, and begins no other. */
  stop: () => Promise<void>
}
