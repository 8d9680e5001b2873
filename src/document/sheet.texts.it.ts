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
    'Sul foglio, il QR è in alto a destra. È un quadrato di cinque centimetri. ',
    'In basso c’è una tessera da ritagliare. Ha lo stesso QR.',
  ],
  alt: (name: string) => `QR di ${name.replace(/\.$/, '')}. Il codice di verifica è scritto sotto.`,
  code: 'Codice di verifica',
  codeUse: (address: string): Inline => [
    'Il QR non si legge? Scrivi il codice su ',
    { strong: `${address}/v` },
  ],
  verifier: 'Controlli tu?',
  verifierDo: (address: string): Inline[] => [
    ['Apri solo ', { strong: address }, '. '],
    ['Guarda un documento di identità.'],
  ],
  lost: 'Hai perso il foglio?',
  lostDo: (address: string, telephone: string): Inline[] => [
    ['Revoca il QR su ', { strong: address }, '. '],
    ['Oppure chiama ', { strong: telephone }, '.'],
  ],
  card: {
    title: 'Tessera da ritagliare',
    cut: [
      'Ritaglia lungo i trattini. Piega a metà sui puntini, con le scritte fuori. ',
      'Un angolo è tagliato: lo trovi con le dita. Tienilo in alto a sinistra: il QR è davanti.',
    ],
    alt: (name: string) => `QR di ${name}, lo stesso del foglio.`,
    use: 'Mostralo con la tessera sanitaria.',
    codeUse: (address: string): Inline => ['Scrivilo su ', { strong: `${address}/v` }],
    lost: (telephone: string): Inline => ['Perso? Chiama ', { strong: telephone }],
  },
  largePrint: {
    where: ['Sul foglio, il QR è in basso nella prima pagina. ', 'È un quadrato di dodici centimetri.'],
    use: 'Come si usa',
    /** At the foot of each page. */
    page: (number: number, of: number) => `Pagina ${String(number)} di ${String(of)}`,
  },
  /** One idea a line, short sentences, everyday words (Inclusion Europe, “Information for all”, 2009). */
  easyToRead: {
    about: 'Che cos’è questo foglio',
    aboutDo: (name: string): Inline[] => [
      [`Questo foglio è di ${name}.`],
      ['Sul foglio c’è un QR.'],
      ['Il QR è qui sotto.'],
      ['È un grande quadrato bianco e nero.'],
      ['Un telefono può leggere il QR.'],
    ],
    use: 'Come si usa il QR',
    useSteps: [
      ['Fai vedere il QR.'],
      ['Fai vedere anche la tua tessera sanitaria.'],
      ['L’altra persona legge il QR con il telefono.'],
      ['L’altra persona scrive il tuo codice\u00a0fiscale.'],
      ['Il telefono le dà la risposta.'],
    ] as Inline[],
    code: 'Se il QR non si legge',
    codeStart: ['Usa il codice di verifica.'] as Inline,
    codeDo: (address: string): Inline => ['Scrivi il codice su ', { strong: `${address}/v` }],
    lost: 'Se perdi il foglio',
    lostDo: (address: string, telephone: string): Inline[] => [
      ['Chiama ', { strong: telephone }, '.'],
      ['Chiedi di revocare il QR.'],
      ['Revocare vuol dire: il QR non vale più.'],
      ['Puoi revocare il QR anche tu, su ', { strong: address }, '.'],
    ],
    verifier: 'Se controlli tu',
    verifierDo: (address: string): Inline[] => [
      ['Apri solo ', { strong: address }, '.'],
      ['Guarda anche un documento di identità.'],
    ],
  },
}
