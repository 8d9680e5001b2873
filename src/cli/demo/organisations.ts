import { type DemoPerson } from './demo-person.js'

/** Bodies of the demo, in the form that `attesta organisations import` reads; their operators and clerks are people of the world. */
export function demoOrganisations(people: DemoPerson[]) {
  const operator = (cognome: string): string[] =>
    people.filter((person) => person.cognome === cognome).map(({ codiceFiscale }) => codiceFiscale)
  /** Who answers the demo's eIDAS node with "I have no codice fiscale" is known by this alone. */
  const foreigner = (cognome: string): string[] =>
    operator(cognome).map((codiceFiscale) => `ES/IT/${codiceFiscale.slice(0, 6)}`)
  return {
    bodies: [
      {
        id: 'comune-vallechiara',
        name: 'Comune di Vallechiara',
        smsLabel: 'Comune di Vallechiara',
        purposes: [
          {
            id: 'sosta',
            label: { it: 'Contrassegno per la sosta', en: 'Parking badge' },
            legalBasis: 'Art. 381 D.P.R. 495/1992',
            smsLabel: 'contrassegno sosta',
          },
          {
            id: 'tributi',
            label: { it: 'Riduzione di un tributo comunale', en: 'Reduction of a municipal tax' },
            legalBasis: 'Art. 52 D.Lgs. 446/1997',
            smsLabel: 'riduzione tributo',
          },
        ],
        operators: [...operator('Montali'), ...foreigner('Montali')],
      },
      {
        id: 'trasporti-regione',
        name: 'Agenzia regionale trasporti',
        smsLabel: 'Agenzia trasporti',
        purposes: [
          {
            id: 'abbonamento',
            label: { it: 'Abbonamento a tariffa ridotta', en: 'Season ticket at a reduced fare' },
            legalBasis: 'Legge regionale sul trasporto pubblico',
            smsLabel: 'abbonamento ridotto',
          },
        ],
        operators: operator('Lanzi'),
      },
      {
        id: 'agenzia-entrate-demo',
        name: 'Ufficio delle imposte di Vallechiara',
        smsLabel: 'Ufficio imposte',
        purposes: [
          {
            id: 'veicolo',
            label: { it: 'Benefici fiscali per un veicolo', en: 'Tax benefits for a vehicle' },
            legalBasis: 'Art. 8 L. 449/1997, art. 30 c. 7 L. 388/2000',
            smsLabel: 'pratica veicolo',
          },
        ],
        operators: operator('Montali'),
      },
      {
        id: 'teatro-aurora',
        name: 'Fondazione Teatro Aurora',
        smsLabel: 'Teatro Aurora',
        purposes: [
          {
            id: 'accompagnatore',
            label: { it: 'Biglietto per chi accompagna', en: 'Ticket for a companion' },
            legalBasis: 'Regolamento della fondazione',
            smsLabel: 'biglietto',
          },
        ],
        operators: operator('Lanzi'),
      },
      {
        id: 'patronato-demo',
        name: 'Patronato di Vallechiara',
        smsLabel: 'Patronato',
        clerks: operator('Sartori'),
      },
    ],
  }
}
