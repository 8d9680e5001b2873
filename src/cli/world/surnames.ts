import { type Territorio } from '../../registry/feed-event.js'
import { lettersOf } from '../invent-codice-fiscale.js'

type Origin = 'italian' | 'foreign' | 'german' | 'french'
type Names = readonly [string, ...string[]]

/**
 * The most frequent first. Each has three consonants, so that a second surname behind it changes none of its letters.
 */
export const SURNAMES: Record<Origin, Names> = {
  italian: names(
    'Rossi, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Mancini',
    'Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli',
    "Martini, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi",
    'Villa, Conte, Ferraro, Fabbri, Bianco, Marini, Grasso, Valentini, Messina, De Angelis, Gatti, Pellegrini, Palumbo',
    "Sanna, Farina, Rizzi, Monti, Cattaneo, Morelli, Silvestri, Mazza, D'Amico, Testa, Grassi, Pellegrino, Carbone",
    'Giuliani, Benedetti, Barone, Rossetti, Caputo, Montanari, Guerra, Palmieri, Bernardi, Martino, De Rosa, Ferretti',
    'Bellini, Basile, Donati, Piras, Vitali, Battaglia, Sartori, Costantini, Milani, Pagano, Ruggiero, Sorrentino',
    "D'Amore, Orlando, Negri, Mantovani, Dell'Acqua, Lo Presti, Ferraù, Cantù, Nicolò, Casadei, Tassoni, Uliveri",
    'Quaranta, Zanardi, Piccinini, Savini, Della Valle, Dalla Costa, Lo Bianco, La Rocca, Fabris, Zorzi, Bassi, Morandi',
    "Galvani, Bonetti, Tedesco, Amoretti, Ghezzi, Montali, Sant'Ambrogio, Degli Esposti, Nardò, Salvemini, Brambilla",
  ),
  foreign: names(
    'Popescu, Hoxha, Müller, Kowalczyk, Hernández, Singh, Chowdhury, Fernandes, Nguyen, Kovačević, Szabó, Haddad',
    'Benali, Traoré, Mensah, Čokorilo, Ionescu, Shehu, Petrović, Sharma, Hussain, Rodríguez, Dragomir, Shevchenko',
  ),
  german: names(
    'Hofer, Mairhofer, Pichler, Gruber, Kofler, Thaler, Plattner, Niederkofler, Oberhofer, Egger, Steiner, Innerhofer',
    'Unterkircher, Weger, Profanter, Rainer, Schwienbacher, Gasser, Tschurtschenthaler, Kössler, Gschnitzer, Prünster',
  ),
  french: names(
    'Bionaz, Chatel, Blanchet, Charrère, Cerise, Vuillermoz, Perruchon, Jordaney, Lucianaz, Grange, Glarey, Dayné',
    'Domaine, Fosson, Gontier, Quendoz, Bétemps, Brunod, Marguerettaz, Désandré, Théodule, Henriod, Pellissier',
  ),
}

/** The language that most surnames of a territory come from. */
export const ORIGINS: Record<Territorio, Origin> = {
  INPS: 'italian',
  TN: 'italian',
  BZ: 'german',
  VDA: 'french',
}

/** Surnames stand in so many columns: whichever three letters are met in one are met in no other (code-slots.ts). */
export const COLUMNS = 16

const LISTS = inColumns()

export function surnamesOf(origin: Origin, column: number): Names {
  return LISTS[origin][column] ?? SURNAMES[origin]
}

/** Letters met for the first time go to the column that has fewest of that origin: each has some, frequent and rare. */
function inColumns(): Record<Origin, Names[]> {
  const columnOf = new Map<string, number>()
  const columnsOf = (list: Names) => {
    const columns = Array.from({ length: COLUMNS }, (): string[] => [])
    for (const name of list) {
      const letters = lettersOf(name)
      const column = columnOf.get(letters) ?? columns.indexOf(shortest(columns))
      columnOf.set(letters, column)
      columns[column]?.push(name)
    }
    return columns as unknown as Names[]
  }
  const { italian, foreign, german, french } = SURNAMES
  return {
    italian: columnsOf(italian),
    foreign: columnsOf(foreign),
    german: columnsOf(german),
    french: columnsOf(french),
  }
}

function shortest(columns: string[][]): string[] {
  return columns.reduce((one, other) => (other.length < one.length ? other : one))
}

function names(...lines: string[]): Names {
  return lines.flatMap((line) => line.split(', ')) as [string, ...string[]]
}
