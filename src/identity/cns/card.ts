import { type CodiceFiscale, readCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'

/** A certificate on a card, as far as a login needs it (RFC 5280). */
export interface Card {
  /** As it was issued, DER. */
  der: Uint8Array
  /** Of its serial number, in hexadecimal. */
  serial: string
  commonName: string
  givenName: string | undefined
  surname: string | undefined
  from: Instant
  until: Instant
  isAuthority: boolean
  /** RFC 5280 §4.2.1.3; nothing where the extension is missing. */
  signs: boolean | undefined
  extendedKeyUsages: string[]
  policies: string[]
  /** Where its revocation is told (RFC 5280 §4.2.2.1, §4.2.1.13). */
  ocspUrls: string[]
  crlUrls: string[]
}

/** Whom a card belongs to, by its certificate. */
export interface CardHolder {
  codiceFiscale: CodiceFiscale
  nome: string
  cognome: string
}

/** Why a card does not let its holder in. */
export const CARD_REFUSALS = [
  'noCard',
  'unreadable',
  'unknownAuthority',
  'expired',
  'wrongUse',
  'wrongPolicy',
  'wrongCode',
  'revoked',
  'revocationUnknown',
] as const
export type CardRefusal = (typeof CARD_REFUSALS)[number]

export type CardVerdict = { kind: 'holder'; holder: CardHolder } | { kind: 'refused'; why: CardRefusal }

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
/** Authentication certificates of the CNS, and of the electronic identity card used as one. */
const POLICIES = ['1.3.76.16.2.1', '1.3.76.47.4']

/**
 * What a certificate says by itself, in the order in which the rules of the CNS ask it (D.P.C.M. 9 December 2004 and the
 * AgID guidelines for issuing CNS): in force, made for authentication and for nothing else that would do, of the
 * right policy, of a person.
 */
export function judgeCard(card: Card, now: Instant): CardVerdict {
  if (now < card.from || now > card.until) return refused('expired')
  if (!card.extendedKeyUsages.includes(CLIENT_AUTH) || card.signs === false || card.isAuthority)
    return refused('wrongUse')
  if (!card.policies.some((policy) => POLICIES.includes(policy))) return refused('wrongPolicy')
  const holder = holderOf(card)
  return holder ? { kind: 'holder', holder } : refused('wrongCode')
}

/**
 * The common name is `CODICEFISCALE/number of the card.hash`. Names are optional in the profile: who has none on the card
 * is called by the code, which is certain.
 */
function holderOf({ commonName, givenName, surname }: Card): CardHolder | undefined {
  const [code = ''] = commonName.split('/', 1)
  const reading = readCodiceFiscale(code)
  if (reading.kind !== 'read') return undefined
  const { codiceFiscale } = reading
  return { codiceFiscale, nome: givenName ?? '', cognome: surname ?? (givenName ? '' : codiceFiscale) }
}

function refused(why: CardRefusal): CardVerdict {
  return { kind: 'refused', why }
}
