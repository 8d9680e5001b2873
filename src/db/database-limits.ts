/**
 * How long we wait for a database, and how many may wait, before we say that it is away. Milliseconds.
 *
 * A statement has two limits: the server's own, which leaves the connection good, and ours, a little later, for a
 * server that is frozen or cut off without a word and so cannot keep its own.
 */
export interface DatabaseLimits {
  /** For a connection that others hold to come free. */
  freeWithin: number
  /** For a new connection to be made. */
  connectWithin: number
  /** For how long the server works on one statement, waiting for locks included; then it gives up by itself. */
  statementWithin: number
  /** When we give up: the statement's outcome is unknown, and its connection is used no more. */
  answerWithin: number
  /** A transaction left alone for this long is of somebody who is gone: the server ends it, its locks are given back. */
  abandonedAfter: number
  /** How many may wait for a connection; the next one is told at once. */
  waiting: number
  /** How many connections stay open when nothing is asked. */
  kept: number
}

/**
 * Somebody is looking at a page that does not come. A quick "try again" is better than a slow one:
 * - 150 ms for a connection in use: a busy pool gives one back every few milliseconds, one that gives none back in 150
 *   is stuck, and 100 are left of the quarter of a second in which the answer is due;
 * - a second for a new one: ten times what TCP, TLS and SCRAM take on a loaded machine;
 * - 1.5 seconds for a statement: the slowest of ours takes some tens of milliseconds; half a second on the way is borne;
 * - 100 waiting: about what ten connections serve while the first of them waits.
 */
export const REQUEST_LIMITS: DatabaseLimits = {
  freeWithin: 150,
  connectWithin: 1_000,
  statementWithin: 1_500,
  answerWithin: 2_000,
  abandonedAfter: 5_000,
  waiting: 100,
  kept: 2,
}

/** Jobs and feeds inside the service: nobody looks on, and there are few of them. A round that fails is done again. */
export const BACKGROUND_LIMITS: DatabaseLimits = {
  freeWithin: 5_000,
  connectWithin: 5_000,
  statementWithin: 20_000,
  answerWithin: 30_000,
  abandonedAfter: 30_000,
  waiting: Infinity,
  kept: 0,
}

const HOUR = 3_600_000

/**
 * A command waits its turn, as an import does behind another's lock, and a migration of a large table takes its time. An
 * hour is longer than any of these, and shorter than a night in which nobody sees that the server is frozen.
 */
export const COMMAND_LIMITS: DatabaseLimits = {
  freeWithin: 10_000,
  connectWithin: 10_000,
  statementWithin: HOUR,
  answerWithin: HOUR + 60_000,
  abandonedAfter: 300_000,
  waiting: Infinity,
  kept: 0,
}
