/** Where the key of the seal is, and whose seals are taken for ours. */
export interface SealSettings {
  source:
    | { kind: 'files'; keyFile: string; certificateFile: string }
    | { kind: 'pkcs12'; file: string; passphrase: string }
    /** Made at the first start, and kept in the folder where there is one. */
    | { kind: 'demo'; folder: string | undefined }
  /** Certificates of earlier seals, and of their issuers. */
  trustedFile: string | undefined
  /** An RFC 3161 authority. */
  timestampUrl: string | undefined
  /** Certificates of time-stamp authorities that count, or of their issuers; there where the authority is. */
  timestampCertificateFile: string | undefined
  /** Refuses what the demonstration made. */
  production: boolean
}
