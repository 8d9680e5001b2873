/** An issuer or a name, as it is written. */
export interface Named {
  value: string
  format: string | undefined
  nameQualifier: string | undefined
}

export interface Confirmation {
  method: string | undefined
  data:
    | { recipient: string | undefined; inResponseTo: string | undefined; notOnOrAfter: string | undefined }
    | undefined
}

/** What a provider says about somebody, read from the bytes that it signed and from no others. */
export interface AssertionFacts {
  id: string | undefined
  version: string | undefined
  issueInstant: string | undefined
  issuer: Named | undefined
  nameId: Named | undefined
  confirmations: Confirmation[]
  conditions:
    { notBefore: string | undefined; notOnOrAfter: string | undefined; audiences: string[][] } | undefined
  /** The levels that its statements claim. */
  statements: (string | undefined)[]
  /** Nothing where there is no statement of attributes. */
  attributes: { name: string | undefined; values: string[] }[] | undefined
}

/** The envelope of an answer. It need not be signed: nothing in it lets anybody in. */
export interface ResponseFacts {
  id: string | undefined
  version: string | undefined
  issueInstant: string | undefined
  inResponseTo: string | undefined
  destination: string | undefined
  issuer: Named | undefined
  status: { code: string | undefined; message: string | undefined } | undefined
}
