import { X509Certificate } from 'node:crypto'
import { type Certificate } from './certificate.js'

/**
 * Whether an authority of ours stands above a certificate, or is it. Nothing where another certificate came along that
 * nobody answers for: each must be signed by the next, the last by itself or by an authority of ours.
 */
export function vouchedFor(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  authorities: readonly Certificate[],
): boolean | undefined {
  const ours = authorities.map(({ der }) => new X509Certificate(der))
  const isVouched = (one: X509Certificate) =>
    ours.some((authority) => authority.raw.equals(one.raw) || isIssuedBy(one, authority))
  let isTrusted = isVouched(signer)
  let top = signer
  let left = [...others]
  while (left.length > 0) {
    const issuer = left.find((one) => isIssuedBy(top, one))
    if (!issuer) return undefined
    left = left.filter((one) => one !== issuer)
    const isOurs = isVouched(issuer)
    if (left.length === 0 && !isOurs && !isIssuedBy(issuer, issuer)) return undefined
    isTrusted ||= isOurs
    top = issuer
  }
  return isTrusted
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}
