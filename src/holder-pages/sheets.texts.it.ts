export const sheetsTextsIt = {
  title: 'Scegli il foglio',
  lead: 'Il QR è sempre lo stesso. Il foglio è nella lingua di questa pagina.',
  back: 'Indietro',
  editions: {
    a4: { name: 'Foglio A4', what: 'Una pagina, con la tessera da ritagliare.' },
    largePrint: { name: 'Caratteri grandi', what: 'Due pagine, con il QR più grande.' },
    easyToRead: { name: 'Facile da leggere', what: 'Due pagine, con frasi brevi e disegni.' },
  },
  download: 'Scarica il foglio (PDF)',
  read: 'Leggi il foglio come pagina',
  print: 'Puoi anche stampare questa pagina.',
  others: 'Altri fogli',
  letterMissing: {
    title: 'Questo foglio non si può scrivere',
    why: 'Nel nome c’è una lettera che il foglio non sa scrivere.',
    valid: 'Il QR vale lo stesso. Mostralo dallo schermo, o stampa il foglio come pagina.',
    screen: 'Mostra il QR sullo schermo',
    call: 'Vuoi aiuto? Chiama',
  },
}
