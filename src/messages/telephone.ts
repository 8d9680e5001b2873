/**
 * The address that dials a number written for people (RFC 3966): its digits, as somebody would press them; nothing, where
 * it has none. No `phone-context` is added to a number without `+`: telephones dial it as it is printed.
 */
export function telephoneAddress(telephone: string): string | undefined {
  const [, international = '', rest = ''] = /^\s*(\+?)(.*)$/s.exec(telephone) ?? []
  const digits = rest.replace(/\D/g, '')
  return digits === '' ? undefined : `tel:${international}${digits}`
}
