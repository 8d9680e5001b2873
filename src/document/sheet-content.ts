import { groupToken } from '../attestation/token.js'
import { formatDay } from '../messages/format.js'
import { shownAddress } from './qr-address.js'
import { type Links } from './sheet-links.js'
import { drawnName, type Inline, type Sheet } from './sheet.js'

/** What fills the words of a sheet, as it is shown. */
export interface Said {
  name: string
  /** The host, as people read and type it. */
  address: string
  /** Never broken at the end of a line. */
  telephone: string
  day: string
  groups: readonly string[]
}

export function saidOf({ locale, name, baseUrl, telephone, issuedOn, token }: Sheet): Said {
  return {
    name: drawnName(name),
    address: shownAddress(baseUrl),
    telephone: telephone.replaceAll(' ', '\u00a0'),
    day: formatDay(locale, issuedOn),
    groups: groupToken(token),
  }
}

/**
 * What an edition of the sheet says, in the order in which it is read aloud. The PDF and the page are both made from
 * this list, so that neither can say what the other does not.
 */
export interface SheetContent {
  /** The title of the document. */
  title: string
  /** Who speaks: the service, the institution, the address. */
  top: readonly [service: string, institution: string, address: Inline]
  parts: readonly Part[]
  /** Where its words lead. */
  links: Links
}

/** Where a part stands is the layout's to say. */
export type PartName =
  'intro' | 'where' | 'qr' | 'use' | 'code' | 'verifier' | 'lost' | 'card' | 'cardFront' | 'cardBack'

export interface Part {
  name: PartName
  /** A drawing beside the heading: it says nothing that the words do not. */
  picture?: Picture
  blocks: readonly Block[]
}

export type Block =
  /** Whose sheet it is; `title` is the one main heading, `name` says it again on the card. */
  | { kind: 'title' | 'name'; start: string; name: string }
  | { kind: 'heading'; text: string }
  /** Names what follows, where it is no heading of its own. */
  | { kind: 'label'; text: string }
  /** Sentences that begin a line each; `strong` belongs to the lines before it. */
  | { kind: 'lines'; lines: readonly Inline[]; weight?: 'strong' | 'note' }
  | { kind: 'steps'; steps: readonly Inline[] }
  | { kind: 'qr'; alt: string }
  /** The verification code, in its groups. */
  | { kind: 'code'; groups: readonly string[] }

export type Picture = keyof typeof PICTURES

/** Drawn in lines of two units, in a square of 24. */
export const PICTURES = {
  sheet: 'M5 2h9l5 5v15H5zM14 2v5h5M8 12h8M8 16h8',
  telephone: 'M7 2h10v20H7zM10.5 18.5h3',
  keys: 'M2 6h20v12H2zM6 10h1M10 10h1M14 10h1M18 10h1M7 14h10',
  call: 'M6.5 3L10 4.5l.5 4.5-2.5 2c1 2.5 2.5 4 5 5l2-2.5 4.5.5 1.5 3.5c-1 2.5-3 3-5 2.5C9.5 18.5 5.5 14.5 4 8c-.5-2 .5-4 2.5-5z',
  eye: 'M2 12c5-8 15-8 20 0c-5 8-15 8-20 0zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z',
} as const
