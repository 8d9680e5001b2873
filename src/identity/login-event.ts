/** What is worth remembering of comings and goings; nobody's name is in it. */
export interface LoginEvent {
  kind: 'login.succeeded' | 'login.refused' | 'logout' | 'sessions.ended'
  /** The body whose sessions ended. */
  organisation?: string
  method?: string
  level?: number
  /** The register entry of the person for whom the session acted. */
  actingFor?: string
  /** Who vouched, or why somebody is not in. */
  detail?: Record<string, string>
}

/** Writes an event inside the transaction that it describes. */
export type RecordLogin = (event: LoginEvent) => Promise<void>
