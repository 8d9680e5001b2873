/** A private key and what is published of it; PEM. */
export interface SpidKeys {
  privateKey: string
  /** The first goes with the key. Others are published beside it, before they are used and until nobody needs them. */
  certificates: string[]
}

/** Where the federation's list of providers is, and by whom it must be signed. */
export interface RegistrySettings {
  url: string
  /** Certificates in PEM of whoever may sign it; without any, it is believed by its transport (never in production). */
  certificates: string[]
}

/** Who we are in the federation (AgID, Avviso 29 v3, for public bodies). */
export interface SpidSettings {
  /** Equal to the URI in the certificate. */
  entityId: string
  keys: SpidKeys
  organisation: { name: string; url: string }
  contact: { ipaCode: string; email: string; telephone: string | undefined }
  registry: RegistrySettings
  /** The Italian eIDAS node, where citizens of other states are let in. */
  eidas: RegistrySettings | undefined
}

/** `demo`: keys of the day, and identity providers of our own. */
export type SpidChoice = { kind: 'off' } | { kind: 'demo' } | ({ kind: 'real' } & SpidSettings)
