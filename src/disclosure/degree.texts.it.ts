const WALKING = 'per camminare serve sempre l’aiuto di una persona'
const EVERYDAY = 'serve aiuto continuo nei gesti di ogni giorno'
const VEHICLE = 'benefici fiscali per il veicolo, anche non adattato'
const NO_TAX = 'niente imposta di trascrizione del veicolo'

const areas = {
  invaliditaCivile: 'Invalidità civile',
  cecitaCivile: 'Cecità civile',
  sordita: 'Sordità',
  sordocecita: 'Sordocecità',
  handicap: 'Condizione di disabilità (L. 104/1992)',
  disabilita: 'Disabilità e lavoro (L. 68/1999)',
}

const words = {
  'CIV-00': 'Capacità di lavoro intera, o ridotta di meno di un terzo',
  'CIV-34': 'Capacità di lavoro ridotta dal 34 al 73%',
  'CIV-74': 'Capacità di lavoro ridotta dal 74 al 99%',
  'CIV-100': 'Capacità di lavoro ridotta del 100%',
  'CIV-100D': `100%, e ${WALKING}`,
  'CIV-100A': `100%, e ${EVERYDAY}`,
  'MIN-F': 'Fino a 18 anni: difficoltà stabili per l’età',
  'MIN-FU': 'Fino a 18 anni: perdita di udito oltre 60 decibel',
  'MIN-D': `Da minore: ${WALKING}`,
  'MIN-A': `Da minore: ${EVERYDAY}`,
  'ANZ-L': 'Oltre 65 anni: difficoltà lievi e stabili, dal 33 al 66%',
  'ANZ-M': 'Oltre 65 anni: difficoltà medie o gravi e stabili, dal 67 al 99%',
  'ANZ-G': 'Oltre 65 anni: difficoltà gravi e stabili, 100%',
  'ANZ-D': `Oltre 65 anni: ${WALKING}`,
  'ANZ-A': `Oltre 65 anni: ${EVERYDAY}`,
  'CEC-0': 'Nessuna cecità riconosciuta',
  'CEC-P': 'Cecità parziale: vista fino a un ventesimo per occhio',
  'CEC-A': 'Cecità totale',
  'CEC-D': 'Vista molto ridotta, fino a un decimo',
  'SOR-0': 'Nessuna sordità riconosciuta',
  SOR: 'Sordità dalla nascita o dall’età della crescita',
  SCI: 'Sordocecità',
  'H-0': 'Nessuna condizione di disabilità per questa legge',
  'H-1': 'Condizione di disabilità',
  'H-21': 'Condizione di disabilità, grado oltre due terzi',
  'H-3': 'Condizione di disabilità con sostegno intensivo',
  'D-68': 'Condizione di disabilità per il collocamento mirato',
  'D-0': 'Nessun riconoscimento per il collocamento mirato',
}

const notes = {
  F0: 'Nessun requisito: non apre nulla.',
  F1: 'Movimento ridotto: benefici fiscali per un veicolo adattato.',
  F2: `Disabilità psichica o mentale con accompagnamento: ${VEHICLE}.`,
  F3: `Grave difficoltà a camminare o più amputazioni: ${VEHICLE}.`,
  F4: 'Cammino impedito o molto ridotto: solo il contrassegno per la sosta.',
  F5: `Vista assente o molto ridotta: ${NO_TAX}.`,
  F6: `Sordità: ${NO_TAX}.`,
}

const flags = {
  revisionPending: {
    strong: 'La data di revisione è passata, ma il giudizio vale ancora.',
    rest: 'La persona conserva tutti i diritti fino al nuovo verbale. Tocca all’INPS chiamare a visita (art. 25 c. {bis} D.L. 90/2014).',
  },
  benefitSuspended: {
    strong: 'Il pagamento è sospeso per un’assenza alla visita.',
    rest: 'Il riconoscimento vale ancora.',
  },
  provisional: { strong: 'Giudizio provvisorio:', rest: 'vale fino a quello definitivo.' },
  judicial: { strong: 'Questo giudizio viene da un giudice.', rest: '' },
  minorEnded: { strong: 'Valeva fino a 18 anni.', rest: 'Oggi non dà un riconoscimento.' },
}

const procedure = {
  primaIstanza: 'Prima istanza',
  aggravamento: 'Aggravamento',
  revisione: 'Revisione',
  verificaStraordinaria: 'Verifica straordinaria',
  autotutela: 'Autotutela',
  giudiziale: 'Decisione di un giudice',
  provvisorio: 'Certificato provvisorio',
}

/** The words of the degree: today's, with the older legal names as labels beside them. */
export const degreeIt = {
  areas,
  words,
  notes,
  flags,
  procedure,
  legalName: 'Nome di legge',
  from: 'Vale dal',
  until: 'Vale fino al',
  verbale: 'Verbale',
  defined: (procedura: string, day: string) => `${procedura}, definito il ${day}`,
  visited: (day: string) => `Visita del ${day}`,
  revision: 'Revisione',
  revisionAhead: 'Il giudizio vale anche dopo, fino al nuovo verbale (art. 25 c. {bis} D.L. 90/2014).',
  notesTitle: 'Note',
  nothing: 'Oggi in questo archivio non c’è un giudizio in vigore.',
}
