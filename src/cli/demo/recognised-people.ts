import { area, civ, type DemoPerson, event, person, verbale } from './demo-person.js'

export function recognised(): DemoPerson[] {
  const first = verbale('primaIstanza', '2018-03-15', [civ('CIV-34', 60, '2018-01-01')])
  return [
    person({
      who: ['Elvira', 'Tassoni', 'F', '1961-02-14', 'A944'],
      note: '80%, contrassegno per la sosta, revisione passata',
      headline: 'titolare: 80 %, data di revisione passata, diritti conservati',
      events: [
        first,
        verbale(
          'aggravamento',
          '2021-03-15',
          [
            civ('CIV-74', 80, '2021-03-01', { dataRevisione: '2024-03-01' }),
            area('handicap', 'H-3', '2021-03-01'),
          ],
          { noteFiscali: ['F4'] },
        ),
      ],
    }),
    person({
      who: ['Bruno', 'Casadei', 'M', '1948-06-30', 'H294'],
      note: '100% con accompagnamento',
      headline: 'titolare: 100 % con accompagnamento',
      events: [
        verbale(
          'primaIstanza',
          '2019-05-20',
          [civ('CIV-100A', 100, '2019-03-01'), area('handicap', 'H-3', '2019-03-01')],
          {
            noteFiscali: ['F1', 'F3'],
          },
        ),
      ],
    }),
    person({
      who: ['Ginevra', 'Lo Presti', 'F', '1979-11-02', 'G273'],
      note: 'cecità totale',
      headline: 'titolare: cecità totale',
      events: [
        verbale('primaIstanza', '2014-10-06', [area('cecitaCivile', 'CEC-A', '2014-09-01')], {
          noteFiscali: ['F5'],
        }),
      ],
    }),
    person({
      who: ['Saverio', 'Nicolò', 'M', '1988-01-19', 'F158'],
      note: 'sordità',
      events: [
        verbale('primaIstanza', '2012-04-16', [area('sordita', 'SOR', '2012-03-01')], {
          noteFiscali: ['F6'],
        }),
      ],
    }),
    person({
      who: ['Ludovica', 'Ferraù', 'F', '1990-08-08', 'L219'],
      note: 'sordocecità',
      events: [verbale('primaIstanza', '2016-02-22', [area('sordocecita', 'SCI', '2016-01-01')])],
    }),
    person({
      who: ['Ottavio', 'Dell’Acqua', 'M', '1969-04-05', 'D612'],
      note: '46%, collocamento mirato',
      events: [
        verbale('primaIstanza', '2020-06-10', [
          civ('CIV-34', 46, '2020-05-01'),
          area('disabilita', 'D-68', '2020-05-01'),
        ]),
      ],
    }),
    person({
      who: ['Rosalba', 'Piccinini', 'F', '1955-12-24', 'F257'],
      note: '100% senza accompagnamento',
      events: [verbale('primaIstanza', '2017-09-04', [civ('CIV-100', 100, '2017-07-01')])],
    }),
    person({
      who: ['Amedeo', 'Quaranta', 'M', '1942-03-03', 'F839'],
      note: 'oltre 65 anni, 100%, cammina solo con aiuto',
      events: [verbale('primaIstanza', '2015-11-09', [civ('ANZ-D', 100, '2015-10-01')])],
    }),
    person({
      who: ['Norma', 'Zanardi', 'F', '1938-07-17', 'G337'],
      note: 'oltre 65 anni, difficoltà medie',
      events: [verbale('primaIstanza', '2018-12-03', [civ('ANZ-M', 75, '2018-11-01')])],
    }),
    person({
      who: ['Božidar', 'Čok', 'M', '1973-05-21', 'L424'],
      note: 'nome con segni di un’altra lingua',
      events: [verbale('primaIstanza', '2019-01-28', [area('handicap', 'H-1', '2019-01-01')])],
    }),
    person({
      who: ['Maria Addolorata', 'De Sanctis Colonna', 'F', '1964-09-09', 'H501'],
      note: 'nome lungo; grado oltre due terzi',
      events: [verbale('primaIstanza', '2013-03-18', [area('handicap', 'H-21', '2013-02-01')])],
    }),
    person({
      who: ['Ivo', 'Berti', 'M', '1959-10-31', 'D969'],
      note: 'cecità parziale',
      events: [verbale('primaIstanza', '2011-05-23', [area('cecitaCivile', 'CEC-P', '2011-04-01')])],
    }),
  ]
}

export function flagged(today: string): DemoPerson[] {
  const suspended = verbale('primaIstanza', '2019-02-11', [
    civ('CIV-100', 100, '2019-01-01', { dataRevisione: '2023-02-28' }),
  ])
  const stamped = verbale('primaIstanza', '2018-06-04', [
    civ('CIV-74', 85, '2018-05-01', { dataRevisione: '2021-06-30' }),
  ])
  const postponed = verbale('primaIstanza', '2020-10-12', [
    civ('CIV-74', 74, '2020-09-01', { dataRevisione: '2023-10-31' }),
  ])
  return [
    person({
      who: ['Tea', 'Morandi', 'F', '1967-03-27', 'F205'],
      note: 'assente alla visita: pagamento sospeso, riconoscimento valido',
      headline: 'titolare: pagamento sospeso, riconoscimento valido',
      events: [
        suspended,
        event('visita.assenza', '2023-05-10', { protocollo: suspended.data.protocollo, data: '2023-05-08' }),
      ],
    }),
    person({
      who: ['Nicola', 'Serra', 'M', '1979-09-17', 'B354'],
      note: 'solo un verbale provvisorio',
      headline: 'senza QR: solo provvisorio',
      events: [verbale('provvisorio', '2026-09-28', [area('handicap', 'H-3', '2026-09-28')])],
    }),
    person({
      who: ['Marta', 'Uliveri', 'F', '1966-06-06', 'F839'],
      note: 'sentenza del giudice dopo un verbale',
      events: [
        verbale('primaIstanza', '2017-05-22', [
          area('handicap', 'H-1', '2017-03-01'),
          civ('CIV-34', 60, '2017-03-01'),
        ]),
        verbale('giudiziale', '2019-01-14', [civ('CIV-100', 100, '2017-03-01')]),
      ],
    }),
    person({
      who: ['Beatrice', 'Ruffini', 'F', yearsBefore(today, 18), 'C351'],
      note: 'compie 18 anni oggi: l’indennità di frequenza è finita',
      headline: 'titolare: compie oggi 18 anni',
      events: [verbale('primaIstanza', '2019-02-25', [civ('MIN-F', undefined, '2018-12-01')])],
    }),
    person({
      who: ['Pietro', 'Sartoris', 'M', yearsBefore(today, 9), 'L736'],
      note: 'minore con accompagnamento',
      events: [
        verbale('primaIstanza', '2023-10-24', [
          civ('MIN-A', undefined, '2023-08-01'),
          area('handicap', 'H-3', '2023-08-01'),
        ]),
      ],
    }),
    person({
      who: ['Giulia', 'Amoretti', 'F', yearsBefore(today, 12), 'D969'],
      note: 'minore, perdita di udito',
      events: [verbale('primaIstanza', '2022-03-14', [civ('MIN-FU', undefined, '2022-02-01')])],
    }),
    person({
      who: ['Ettore', 'Galvani', 'M', '1971-01-08', 'A944'],
      note: 'revisione cancellata: giudizio permanente',
      events: [
        stamped,
        event('revisione.aggiornata', '2021-09-01', {
          protocollo: stamped.data.protocollo,
          data: '2021-08-30',
          esonero: true,
        }),
      ],
    }),
    person({
      who: ['Sabrina', 'Vitale', 'F', '1982-02-02', 'G273'],
      note: 'revisione rinviata al 2028',
      events: [
        postponed,
        event('revisione.aggiornata', '2023-11-20', {
          protocollo: postponed.data.protocollo,
          data: '2023-11-15',
          dataRevisione: '2028-10-31',
        }),
      ],
    }),
  ]
}

function yearsBefore(today: string, years: number): string {
  const [year = '', month = '', day = ''] = today.split('-')
  // Who is born on 29 February comes of age on 1 March: the demo keeps to days that every year has.
  return `${String(Number(year) - years)}-${month}-${month === '02' && day === '29' ? '28' : day}`
}
