/** A look-up code (HMAC), in hexadecimal. */
export type Mac = string

export function macText(mac: Buffer): Mac {
  return mac.toString('hex')
}
