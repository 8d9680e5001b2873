import { type Inline } from './sheet.js'

/** Words of the sheet. What `where` says must agree with the drawing. */
export const it = {
  title: (name: string) => `QR di ${name}`,
  titleStart: 'QR di ',
  date: (day: string) => `Foglio ${/^(8|11) /.test(day) ? 'dell’' : 'del '}${day}.`,
  always: 'La risposta è sempre quella di oggi.',
  use: [
    ['Mostra il QR con la tessera sanitaria. '],
    ['Chi controlla inquadra il QR e\u00a0scrive il codice fiscale. '],
    ['Legge la risposta sul suo schermo.'],
  ] as Inline[],
  where: [
    'Il QR è in alto a destra: un quadrato di cinque centimetri. ',
    'In basso c’è una tessera da ritagliare, con lo stesso QR.',
  ],
  alt: (name: string) => `QR di ${name.replace(/\.$/, '')}. Il codice di verifica è scritto sotto.`,
  code: 'Codice di verifica',
  codeUse: (address: string): Inline => [
    'Scrivilo su ',
    { strong: `${address}/v` },
    ' se il QR non si legge.',
  ],
  verifier: 'Controlli tu?',
  verifierDo: (address: string): Inline => [
    'Apri solo ',
    { strong: address },
    ' e\u00a0guarda un documento di identità.',
  ],
  lost: 'Hai perso il foglio?',
  lostDo: (address: string, telephone: string): Inline => [
    'Revoca il QR su ',
    { strong: address },
    ', o\u00a0chiama ',
    { strong: telephone },
    '.',
  ],
  card: {
    title: 'Tessera da ritagliare.',
    fold: 'Piegala a metà. Con l’angolo tagliato in alto a sinistra, il QR è davanti.',
    alt: (name: string) => `QR di ${name}, lo stesso del foglio.`,
    use: 'Mostralo con la tessera sanitaria.',
    codeUse: (address: string): Inline => ['Scrivilo su ', { strong: `${address}/v` }],
    lost: (telephone: string): Inline => ['Perso? Chiama ', { strong: telephone }],
  },
}
