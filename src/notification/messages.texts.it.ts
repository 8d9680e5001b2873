/** At most 160 characters of the GSM alphabet, with the longest values: see the test. */
export const messagesIt = {
  newNumber: (code: string) =>
    `Codice ${code}. Serve per usare questo numero. Non dirlo a nessuno. Non è per te? Lascia stare.`,
  oldNumber: (telephone: string) =>
    `Il tuo numero è cambiato. Per tre giorni non mandiamo codici. Non lo hai chiesto tu? Chiama ${telephone}.`,
}
