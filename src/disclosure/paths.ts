/** Where a request's code is typed. A reference number says nothing about anybody, so it may stand in an address. */
export function codePath(reference: string): string {
  return `/grado/codice/${reference}`
}

/** Where an approved degree is read. */
export function degreePath(reference: string): string {
  return `/grado/dati/${reference}`
}
