/** The information note, section by section. Another wording is another version (attestation/notice.ts). */
export const it = {
  title: 'La nota informativa',
  version: (version: number, day: string) => `Versione ${String(version)} del ${day}.`,
  sections: [
    {
      title: 'A che cosa serve',
      text: 'Il QR dice che oggi una condizione di disabilità è riconosciuta. Usalo quando chiedi un’agevolazione o uno sconto. È gratuito e non è un obbligo: il verbale vale ancora. Ogni ente applica le proprie regole.',
    },
    {
      title: 'Chi può averlo',
      text: 'Serve un verbale definitivo in questo archivio. Quello provvisorio non basta. Possono mancare decisioni dei giudici e verbali prima del 2010. Trento, Bolzano e Valle d’Aosta hanno archivi propri.',
    },
    {
      title: 'Come resta vero',
      text: 'Il QR è legato a te, non a un verbale. Dopo una nuova visita non devi cambiarlo. Ogni risposta nasce dai verbali di quel giorno.',
    },
    {
      title: 'Che cosa vede chi controlla',
      text: 'Chi controlla inquadra il QR e scrive il tuo codice fiscale. Legge se una condizione è riconosciuta, e quale solo se lo scegli tu. Non vede mai diagnosi, percentuale o date.',
    },
    {
      title: 'Quando serve di più',
      text: 'Alcune agevolazioni dipendono dal giudizio o dalla percentuale. Allora un operatore entra con SPID, CIE o CNS e indica ente e motivo. Noi mandiamo un codice usa e getta al tuo cellulare. Se lo dici all’operatore, dai la tua autorizzazione. Puoi rifiutare senza spiegare. L’operatore vede giudizio, percentuale, date e note per dieci minuti. Può rivederli due volte, entro trenta minuti. Senza cellulare, puoi autorizzare dalle tue pagine.',
    },
    {
      title: 'Che cosa puoi fare',
      text: 'Le tue pagine mostrano ogni controllo. Puoi cambiare scelta, sostituire o revocare il QR: vale subito. Non dire il codice a chi non conosci.',
    },
  ],
} as const
