/** How cards are seen and whom they are believed from: `CNS_…` of the configuration. */
export interface CardSettings {
  /** The address, on a host of its own, that browsers show the card to. */
  url: string
  door: CardDoor
  list: TrustedListSettings
}

export type CardDoor =
  /** We end the TLS; files in PEM. */
  | { kind: 'listener'; port: number; host: string; certificateFile: string; keyFile: string }
  /** The same with a certificate of the demo's own. */
  | { kind: 'demoListener'; port: number; host: string }
  /** A proxy ends it, and tells us with a secret that nobody else knows, or at a socket that nobody else may open. */
  | { kind: 'proxyPort'; port: number; host: string; secret: string }
  | { kind: 'proxySocket'; path: string }

export type TrustedListSettings =
  /** The national list, and the certificates whose signature on it is believed. */
  | { kind: 'national'; url: string; signers: string[] }
  /** The list of the demo's own authority, whose key is kept in a folder, or nowhere. */
  | { kind: 'demo'; folder: string | undefined }
