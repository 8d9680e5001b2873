import { area, civ, type DemoPerson, event, person, verbale } from './demo-person.js'

export function negative(): DemoPerson[] {
  const revoked = verbale('primaIstanza', '2016-04-04', [civ('CIV-74', 80, '2016-03-01')])
  return [
    person({
      who: ['Tullio', 'Morosini', 'M', '1982-01-08', 'L219'],
      note: 'verifica straordinaria negativa',
      headline: 'titolare: il QR risponde «in questo archivio non risulta»',
      events: [
        verbale('primaIstanza', '2014-01-27', [area('handicap', 'H-1', '2014-01-01')]),
        verbale('verificaStraordinaria', '2022-05-16', [area('handicap', 'H-0', '2022-05-02')]),
      ],
    }),
    person({
      who: ['Iolanda', 'Greco', 'F', '1950-05-15', 'F839'],
      note: 'capacità di lavoro ridotta di meno di un terzo',
      events: [verbale('primaIstanza', '2021-02-08', [civ('CIV-00', 20, '2021-01-01')])],
    }),
    person({
      who: ['Osvaldo', 'Neri', 'M', '1946-11-11', 'D612'],
      note: 'oltre 65 anni, 33%: non basta',
      events: [verbale('primaIstanza', '2019-10-07', [civ('ANZ-L', 33, '2019-09-01')])],
    }),
    person({
      who: ['Carla', 'Fontana', 'F', '1977-07-07', 'F205'],
      note: 'vista molto ridotta: a livello 1 non risulta',
      events: [verbale('primaIstanza', '2020-02-03', [area('cecitaCivile', 'CEC-D', '2020-01-01')])],
    }),
    person({
      who: ['Renato', 'Bassi', 'M', '1963-08-20', 'A944'],
      note: 'beneficio revocato',
      headline: 'senza QR: revocato',
      events: [
        revoked,
        event('beneficio.revocato', '2020-09-15', {
          protocollo: revoked.data.protocollo,
          decorrenza: '2020-06-01',
        }),
      ],
    }),
    person({
      who: ['Silvana', 'Conti', 'F', '1958-04-18', 'H501'],
      note: 'riconoscimento a tempo, finito',
      events: [
        verbale('primaIstanza', '2018-01-15', [civ('CIV-100', 100, '2018-01-01', { al: '2020-12-31' })]),
      ],
    }),
    person({
      who: ['Duilio', 'Ricci', 'M', '1985-03-30', 'G273'],
      note: 'non sordo',
      events: [verbale('primaIstanza', '2017-06-12', [area('sordita', 'SOR-0', '2017-05-01')])],
    }),
  ]
}

export function without(): DemoPerson[] {
  return [
    person({
      who: ['Luca', 'Degasperi', 'M', '1974-10-10', 'L378'],
      note: 'Trento: un altro archivio',
      headline: 'senza QR: territorio di Trento',
      territorio: 'TN',
      events: [],
    }),
    person({
      who: ['Anna', 'Hofer', 'F', '1968-12-12', 'A952'],
      note: 'Bolzano: un altro archivio',
      territorio: 'BZ',
      events: [],
    }),
    person({
      who: ['Denise', 'Chatel', 'F', '1991-09-01', 'A326'],
      note: 'Valle d’Aosta',
      territorio: 'VDA',
      events: [],
    }),
    person({
      who: ['Alfredo', 'Pace', 'M', '1945-05-05', 'F839'],
      note: 'nessun verbale qui: forse prima del 2010',
      headline: 'senza QR: qui non c’è nulla',
      events: [],
    }),
    person({
      who: ['Irma', 'Valli', 'F', '1972-06-16', 'F257'],
      note: 'solo la decisione di un giudice',
      headline: 'senza QR: solo un giudice',
      events: [verbale('giudiziale', '2022-11-21', [civ('CIV-100D', 100, '2021-01-01')])],
    }),
  ]
}

export function unusual(): DemoPerson[] {
  const wrong = verbale('primaIstanza', '2020-03-02', [civ('CIV-00', 10, '2020-02-01')])
  const old = verbale('primaIstanza', '2016-09-19', [civ('CIV-34', 50, '2016-09-01')])
  const two = verbale('primaIstanza', '2022-03-21', [
    civ('ANZ-G', 100, '2022-01-01', { al: '2023-12-31' }),
    civ('ANZ-A', 100, '2024-01-01'),
  ])
  return [
    person({
      who: ['Fosca', 'Bonetti', 'F', '1953-01-28', 'D969'],
      note: 'nessun cellulare: si autorizza dalle proprie pagine',
      headline: 'titolare senza cellulare',
      mobile: false,
      events: [
        verbale('primaIstanza', '2019-07-01', [civ('CIV-100D', 100, '2019-06-01')], { noteFiscali: ['F3'] }),
      ],
    }),
    person({
      who: ['Remo', 'Savini', 'M', '1960-02-29', 'H294'],
      note: 'verbale sbagliato, annullato in autotutela',
      events: [
        old,
        wrong,
        event('verbale.annullato', '2020-07-08', { protocollo: wrong.data.protocollo, data: '2020-07-06' }),
      ],
    }),
    person({
      who: ['Ornella', 'Tedesco', 'F', '1943-05-01', 'D612'],
      note: 'un verbale con due periodi',
      events: [two],
    }),
    person({
      who: ['Ugo', 'Nerini', 'M', '1938-09-09', 'F839'],
      note: 'deceduto: il QR non è valido e non dice perché',
      events: [
        verbale('primaIstanza', '2019-11-25', [civ('ANZ-D', 100, '2019-10-01')]),
        event('persona.deceduta', '2025-05-20', { data: '2025-05-16' }),
      ],
    }),
  ]
}

/** People who come as operators or clerks; one of them is a holder too. */
export function operators(): DemoPerson[] {
  return [
    person({
      who: ['Dario', 'Montali', 'M', '1980-04-12', 'A944'],
      note: 'operatore del Comune di Vallechiara',
      headline: 'operatore: Comune di Vallechiara',
      events: [],
    }),
    person({
      who: ['Federica', 'Lanzi', 'F', '1986-10-23', 'H501'],
      note: 'operatrice dell’Agenzia dei trasporti',
      headline: 'operatrice: Agenzia regionale trasporti',
      events: [verbale('primaIstanza', '2021-04-12', [civ('CIV-34', 40, '2021-03-01')])],
    }),
    person({
      who: ['Walter', 'Ghezzi', 'M', '1975-03-19', 'F205'],
      note: 'lavora per un ente che non è iscritto',
      headline: 'operatore di un ente non verificato',
      events: [],
    }),
    person({
      who: ['Ivana', 'Sartori', 'F', '1972-09-30', 'A944'],
      note: 'addetta allo sportello del Patronato',
      headline: 'addetta allo sportello, con CIE o CNS: /sportello',
      events: [],
    }),
  ]
}
