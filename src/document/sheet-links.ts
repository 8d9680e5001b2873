/** Where words of a sheet may lead: our site, the check of this QR, the help line. */
export type LinkName = 'site' | 'check' | 'call'

export interface Link {
  /** An absolute address (RFC 3986). Never a codice fiscale in it. */
  address: string
  /** What following it does, for who listens or points at it: it holds the words that are seen, and no code. */
  does: string
}

/** What leads nowhere (a help line without a number) is read as words. */
export type Links = Partial<Record<LinkName, Link>>

/** Words that lead somewhere. Where to is kept apart from them: words are remembered, codes are not. */
export interface Linked {
  link: LinkName
  text: string
  weight?: 'strong'
}
