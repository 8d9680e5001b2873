import { type AreaStatus, CATEGORIES, type Category } from './disability-status.js'

/** The level-1 categories that the areas in force give, each once, in the order of docs/contracts.md §2. */
export function categoriesOf(areas: AreaStatus[], adult: boolean): Category[] {
  const given = new Set(areas.flatMap((area) => categoriesGivenBy(area, adult)))
  return CATEGORIES.filter((category) => given.has(category))
}

function categoriesGivenBy({ codice, percentuale }: AreaStatus, adult: boolean): Category[] {
  switch (codice) {
    case 'CIV-34':
    case 'CIV-74':
    case 'CIV-100':
      return ['invaliditaCivile']
    case 'CIV-100D':
    case 'CIV-100A':
      return ['invaliditaCivile', 'accompagnamento']
    case 'MIN-F':
    case 'MIN-FU':
      return adult ? [] : ['invaliditaCivile']
    case 'MIN-D':
    case 'MIN-A':
      return adult ? ['accompagnamento'] : ['invaliditaCivile', 'accompagnamento']
    case 'ANZ-L':
    case 'ANZ-M':
    case 'ANZ-G':
      return reachesAThird(percentuale) ? ['invaliditaCivile'] : []
    case 'ANZ-D':
    case 'ANZ-A':
      return reachesAThird(percentuale) ? ['invaliditaCivile', 'accompagnamento'] : ['accompagnamento']
    case 'CEC-P':
      return ['cecitaCivile']
    case 'CEC-A':
      return ['accompagnamento', 'cecitaCivile']
    case 'SOR':
      return ['sordita']
    case 'SCI':
      return ['cecitaCivile', 'sordita']
    case 'H-1':
    case 'H-21':
    case 'H-3':
      return ['handicap']
    case 'D-68':
      return ['disabilita']
    case 'CIV-00':
    case 'CEC-0':
    case 'CEC-D':
    case 'SOR-0':
    case 'H-0':
    case 'D-0':
      return []
  }
}

/** Over 65, from 34 % or where no percentage is stated. */
function reachesAThird(percentuale: number | undefined): boolean {
  return percentuale === undefined || percentuale >= 34
}
