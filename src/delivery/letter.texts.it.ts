/** The letter with the sheet. No word of health, no name, no link: others may read it on the way or over a shoulder. */
export const letterIt = {
  subject: 'Il foglio che hai chiesto',
  text: (telephone: string) =>
    [
      'Ciao,',
      'il foglio che hai chiesto è qui, in un file PDF.',
      'Stampalo, oppure tienilo sul telefono. Poi cancella questa e-mail, se altri usano la tua posta.',
      `Non lo hai chiesto tu? Chiama ${telephone}. Non rispondere a questa e-mail: nessuno legge le risposte.`,
    ].join('\n\n'),
  fileName: 'foglio.pdf',
}
