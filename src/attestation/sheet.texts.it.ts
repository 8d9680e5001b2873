/** The words of the sheet. `where` says in words where the QR is, and must agree with the drawing. */
export const sheetIt = {
  title: (name: string) => `QR di ${name}`,
  date: (day: string) => `Foglio del ${day}.`,
  always: 'La risposta è sempre quella di oggi.',
  use: 'Mostra il QR con la tessera sanitaria. Chi controlla inquadra il QR e scrive il codice fiscale. Legge la risposta sul suo schermo.',
  alt: (name: string) => `QR di ${name}. Il codice di verifica è scritto sotto.`,
  codeTitle: 'Codice di verifica',
  code: (address: string) => `Scrivilo su ${address}/v se il QR non si legge.`,
  verifierTitle: 'Chi controlla',
  verifier: (address: string) => `Apri solo ${address} e guarda un documento.`,
  lostTitle: 'Hai perso il foglio?',
  lost: (address: string, telephone: string) => `Revoca il QR su ${address}, o chiama ${telephone}.`,
  where:
    'Il QR è in alto a destra: un quadrato di cinque centimetri. In basso c’è una tessera da ritagliare, con lo stesso QR.',
  cut: 'Ritaglia e piega a metà.',
  card: 'Mostralo con la tessera sanitaria.',
  cardCode: (address: string) => `Si scrive su ${address}/v`,
  cardLost: (telephone: string) => `Perso? Chiama ${telephone}`,
} as const
