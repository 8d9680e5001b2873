/** The stable codes of what the service says about itself. */
export type LogCode =
  | 'http.request'
  | 'http.failure'
  | 'service.started'
  | 'service.stopped'
  | 'service.warning'
  | 'outbox.delivered'
  | 'outbox.failed'
  | 'outbox.abandoned'
  | 'outbox.circuitOpened'
  | 'job.failed'
  | 'feed.batchHeld'
  | 'feed.batchApplied'
  | 'feed.batchRefused'
  | 'seal.withoutTimestamp'
  | 'seal.timestampCircuitOpened'
  | 'cns.listInForce'
  | 'cns.listKept'

/** All that a line may say: never a codice fiscale, token, telephone, name or code, never an address as asked. */
export interface LogFields {
  method?: string
  /** The route's pattern, never its values. */
  route?: string
  statusCode?: number
  milliseconds?: number
  /** The number a person can quote from an error page. */
  reference?: string
  /** Class or SQLSTATE of a failure, never its message. */
  failure?: string
  job?: string
  count?: number
  warning?: string
  /** Why a batch of the feed (docs/feed-batches.md) or a trusted list (docs/runbook.md) was refused. */
  cause?: string
}

export type Log = (code: LogCode, fields?: LogFields) => void
