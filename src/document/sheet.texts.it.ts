import { type Linked } from './sheet-links.js'
import { type Inline, stopped } from './sheet.js'

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
  alt: (name: string) => `${stopped(`QR di ${name}`)} Il codice di verifica è scritto sotto.`,
  /** What links do, for who listens. */
  links: {
    site: (address: string) => `Apri il sito ${address}`,
    check: (address: string) => `Apri la verifica con questo codice: ${address}`,
    call: (telephone: string) => `Chiama ${telephone}`,
  },
  code: 'Codice di verifica',
  codeUse: (check: Linked): Inline => ['Il QR non si legge? Scrivi il codice su ', check],
  verifier: 'Controlli tu?',
  verifierDo: (site: Linked): Inline[] => [['Apri solo ', site, '. '], ['Guarda un documento di identità.']],
  lost: 'Hai perso il foglio?',
  lostDo: (site: Linked, call: Linked): Inline[] => [
    ['Revoca il QR su ', site, '. '],
    ['Oppure chiama ', call, '.'],
  ],
  card: {
    title: 'Tessera da ritagliare',
    cut: [
      'Ritaglia lungo i trattini. Piega a metà sui puntini, con le scritte fuori. ',
      'Un angolo è tagliato: lo trovi con le dita. Tienilo in alto a sinistra: il QR è davanti.',
    ],
    alt: (name: string) => `QR di ${name}, lo stesso del foglio.`,
    use: 'Mostralo con la tessera sanitaria.',
    codeUse: (check: Linked): Inline => ['Scrivilo su ', check],
    lost: (call: Linked): Inline => ['Perso? Chiama ', call],
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
      [stopped(`Questo foglio è di ${name}`)],
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
    codeDo: (check: Linked): Inline => ['Scrivi il codice su ', check],
    lost: 'Se perdi il foglio',
    lostDo: (site: Linked, call: Linked): Inline[] => [
      ['Chiama ', call, '.'],
      ['Chiedi di revocare il QR.'],
      ['Revocare vuol dire: il QR non vale più.'],
      ['Puoi revocare il QR anche tu, su ', site, '.'],
    ],
    verifier: 'Se controlli tu',
    verifierDo: (site: Linked): Inline[] => [
      ['Apri solo ', site, '.'],
      ['Guarda anche un documento di identità.'],
    ],
  },
}
