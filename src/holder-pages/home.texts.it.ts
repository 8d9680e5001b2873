export const it = {
  title: 'Il QR della condizione di disabilità',
  promise: 'Un solo QR dice se oggi la tua condizione di disabilità è riconosciuta',
  lead: 'Se arriva un nuovo verbale definitivo, il QR resta lo stesso. Cambia la risposta.',
  get: 'Ottieni il QR',
  verify: 'Verifica un QR',
  picture: {
    youShow: 'Tu mostri',
    theyRead: 'Chi lo inquadra legge',
    qr: 'Un QR di esempio',
    note: 'Mai la diagnosi. La percentuale solo con la tua autorizzazione.',
  },
  who: {
    title: 'Chi può averlo',
    text: 'Puoi averlo se qui c’è un tuo verbale definitivo. Può chiederlo anche chi ti rappresenta.',
  },
  missing: {
    title: 'Che cosa può mancare',
    text: 'Qui possono mancare le decisioni dei giudici e i verbali prima del 2010. Trento, Bolzano e Valle d’Aosta hanno archivi propri. I tuoi diritti restano: mostra il documento che hai.',
  },
  how: {
    title: 'Come si ottiene',
    steps: [
      'Entra con SPID, CIE o CNS.',
      'Leggi la nota e scegli che cosa mostra il QR.',
      'Stampa il QR o tienilo sul telefono.',
      'Mostralo con la tessera sanitaria.',
    ],
  },
  scan: {
    title: 'Che cosa vede chi inquadra il QR',
    text: 'Chi controlla scrive anche il tuo codice fiscale. Legge se una condizione è riconosciuta, e quale solo se lo scegli tu. Non vede mai diagnosi, percentuale o date.',
  },
  degree: {
    title: 'Chi deve conoscere la percentuale',
    text: 'Entra con SPID, CIE o CNS, e dice ente e motivo. Vede giudizio e percentuale solo con la tua autorizzazione, per dieci minuti.',
  },
  noSpid: {
    title: 'Non hai SPID?',
    text: 'Delega una persona, vai a uno sportello o chiama {telefono}.',
    more: 'Tutti i modi',
  },
  note: {
    title: 'Come usiamo i dati',
    text: (version: number, day: string) => `Leggi la {nota}, versione ${String(version)} del ${day}.`,
    link: 'nota informativa',
  },
} as const
