export const it = {
  title: 'Controlla un PDF',
  lead: 'Hai ricevuto un foglio in PDF? Qui sai se è nostro e se qualcuno lo ha cambiato.',
  go: 'Controlla',
  again: 'Controlla un altro PDF',
  verify: 'Verifica un QR',
  errors: 'Manca il file',
  severalErrors: 'Ci sono più file',
  file: {
    label: 'Il file PDF',
    hint: 'Al massimo 1 MB. Una foto o una scansione non va bene.',
    missing: 'Scegli un file PDF.',
    several: 'Scegli un solo file per volta.',
  },
  kept: 'Il file non resta qui. Lo leggiamo e lo buttiamo subito.',
  live: 'La risposta di oggi la dà il QR, non il foglio. Un foglio vero può avere un QR che non vale più.',
  demo: 'Questa è una prova. Il sigillo è di prova e fuori di qui non vale.',
  certificate: 'Scarica il certificato del sigillo',
  sealed: (day: string, time: string) => `Data del sigillo: ${day}, ore ${time}.`,
  nextTitle: 'Che cosa fare',
  limitsTitle: 'Che cosa non dice',
  verdicts: {
    genuine: {
      title: 'Il PDF è autentico',
      what: 'Lo abbiamo fatto noi. Nessuno lo ha cambiato dopo il sigillo.',
      next: 'Ora inquadra il QR e leggi la risposta.',
    },
    tooLarge: {
      title: 'Il file è troppo grande',
      what: 'Qui leggiamo file fino a 1 MB. I nostri fogli sono più piccoli.',
      next: 'Scegli il PDF del foglio, come lo hai ricevuto.',
    },
    notPdf: {
      title: 'Il file non è un PDF',
      what: 'Una foto o una scansione non ha il sigillo. Non possiamo dire di chi è.',
      next: 'Chiedi il PDF, o inquadra il QR.',
    },
    incomplete: {
      title: 'Il PDF non è intero',
      what: 'Manca la fine del file. Forse il download si è interrotto.',
      next: 'Chiedi di nuovo il PDF, o inquadra il QR.',
    },
    noSeal: {
      title: 'Il PDF non ha un sigillo',
      what: 'Non è un nostro foglio, o è una copia. Un PDF stampato e salvato di nuovo perde il sigillo.',
      next: 'Chiedi il PDF originale, o inquadra il QR.',
    },
    stripped: {
      title: 'Il sigillo non c’è più',
      what: 'Il PDF dice di essere un nostro foglio, ma il sigillo è stato tolto.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    altered: {
      title: 'Il PDF è stato cambiato',
      what: 'Non è più il file che è stato sigillato.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    addedAfter: {
      title: 'Al PDF è stato aggiunto qualcosa',
      what: 'Il nostro sigillo copre solo una parte del file. Ciò che vedi può essere falso.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    signedAgain: {
      title: 'Il PDF ha un’altra firma',
      what: 'Qualcuno ha firmato dopo il nostro sigillo. Ciò che vedi può essere falso.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    stranger: {
      title: 'Il sigillo non è nostro',
      what: 'Il PDF ha un sigillo, ma è di un altro.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    expired: {
      title: 'Il sigillo non valeva',
      what: 'Il certificato del sigillo non era valido quel giorno.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
    changeAllowed: {
      title: 'Il sigillo non è completo',
      what: 'I nostri fogli vietano ogni modifica. Questo no.',
      next: 'Non fidarti di questo file. Inquadra il QR.',
    },
  },
}
