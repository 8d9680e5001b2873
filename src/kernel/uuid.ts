const OWN = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const ANY = new RegExp(OWN, 'i')

/** A UUID as others may write it (RFC 9562 §4): 36 characters, in any letter case. */
export function isUuid(text: string): boolean {
  return ANY.test(text)
}

/** A UUID as we write it ourselves, and so get it back from our own pages: in lower case. */
export function isOwnUuid(text: string): boolean {
  return OWN.test(text)
}
