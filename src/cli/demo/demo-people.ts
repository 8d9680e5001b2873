import { inventCodiceFiscale, type Invented } from '../invent-codice-fiscale.js'

/** One invented person of the demo: who they are, what was recorded, and why they are worth a look. */
export interface DemoPerson extends Invented {
  codiceFiscale: string
  /** Shown beside the name where one logs in. */
  note: string
  /** Printed at start. */
  headline?: string
  /** Lines of the feed, without id and code. */
  events: { type: string; occurredAt: string; data: Record<string, unknown> }[]
}

type Recorded = DemoPerson['events'][number]

let acts = 0

/** A verbale: recorded the day after it was defined. */
function verbale(
  procedura: string,
  defined: string,
  giudizi: Record<string, unknown>[],
  more: Record<string, unknown> = {},
): Recorded & { data: { protocollo: string } } {
  const protocollo = `DEMO-${String(++acts).padStart(4, '0')}`
  const data = {
    protocollo,
    procedura,
    dataVisita: daysBefore(defined, 15),
    dataDefinizione: defined,
    giudizi,
    ...more,
  }
  return { type: 'verbale.definito', occurredAt: `${defined}T16:00:00+01:00`, data }
}

function event(type: string, day: string, data: Record<string, unknown>): Recorded {
  return { type, occurredAt: `${day}T09:00:00+01:00`, data }
}

function civ(
  codice: string,
  percentuale: number | undefined,
  dal: string,
  more: Record<string, unknown> = {},
) {
  return {
    area: 'invaliditaCivile',
    codice,
    ...(percentuale === undefined ? {} : { percentuale }),
    dal,
    ...more,
  }
}

function area(name: string, codice: string, dal: string, more: Record<string, unknown> = {}) {
  return { area: name, codice, dal, ...more }
}

function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}

interface Told {
  who: [nome: string, cognome: string, sex: 'F' | 'M', born: string, place: string]
  note: string
  headline?: string
  /** Register data beside the name; `mobile: false` for nobody's telephone. */
  mobile?: false
  territorio?: string
  events: Recorded[]
}

let phones = 0

function person({ who, note, headline, mobile, territorio, events }: Told): DemoPerson {
  const [nome, cognome, sex, born, place] = who
  const codiceFiscale = inventCodiceFiscale({ nome, cognome, sex, born, place })
  const number = `+39347000${String(++phones).padStart(4, '0')}`
  const register = {
    nome,
    cognome,
    dataNascita: born,
    ...(mobile === false ? {} : { cellulare: number, email: `persona${String(phones)}@example.org` }),
    ...(territorio === undefined ? {} : { territorio }),
  }
  const registered = event('persona.registrata', '2010-01-11', register)
  return {
    nome,
    cognome,
    sex,
    born,
    place,
    codiceFiscale,
    note,
    ...(headline === undefined ? {} : { headline }),
    events: [registered, ...events],
  }
}

/** Everybody in the demo: every answer, every flag, every reason for having no QR. `today` moves the coming of age. */
export function demoWorld(today: string): DemoPerson[] {
  acts = 0
  phones = 0
  return [...recognised(), ...flagged(today), ...negative(), ...without(), ...unusual(), ...operators()]
}

function recognised(): DemoPerson[] {
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

function flagged(today: string): DemoPerson[] {
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

function negative(): DemoPerson[] {
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

function without(): DemoPerson[] {
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

function unusual(): DemoPerson[] {
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

/** People who come as operators; one of them is a holder too. */
function operators(): DemoPerson[] {
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
  ]
}

function yearsBefore(today: string, years: number): string {
  const [year = '', month = '', day = ''] = today.split('-')
  // Who is born on 29 February comes of age on 1 March: the demo keeps to days that every year has.
  return `${String(Number(year) - years)}-${month}-${month === '02' && day === '29' ? '28' : day}`
}
