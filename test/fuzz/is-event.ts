import { JsonObject, type Json, readJson } from './read-json.js'
import { isCodiceFiscale, isDay, isEmail, isInstant, isPhone, isText, isUuid } from './plain-values.js'

type Check = (value: Json) => boolean
type Fields = Record<string, Check>

/**
 * Whether a line is an event of the contract (docs/contracts.md §1), by itself. Plain functions that share nothing with the
 * product's parser: what one of the two takes and the other does not is a mistake in one of them.
 */
export function isEvent(text: string): boolean {
  const line = readJson(text)
  if (!(line instanceof JsonObject)) return false
  const type = line.members.get('type')
  const data = typeof type === 'string' ? DATA.get(type) : undefined
  return (
    data !== undefined &&
    isObject(line, { id: isUuid, type: any, occurredAt: isInstant, codiceFiscale: isCodiceFiscale, data })
  )
}

const any: Check = () => true
const oneOf = (words: string): Check => {
  const list = words.split(' ')
  return (value) => typeof value === 'string' && list.includes(value)
}
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

/** Exactly these fields; those whose name ends in `?` may be left out. */
function isObject(value: Json, fields: Fields): value is JsonObject {
  if (!(value instanceof JsonObject)) return false
  const known = new Set(Object.keys(fields).map((name) => name.replace('?', '')))
  for (const name of value.members.keys()) if (!known.has(name)) return false
  return Object.entries(fields).every(([name, check]) => {
    const member = value.members.get(name.replace('?', ''))
    return member === undefined ? name.endsWith('?') : check(member)
  })
}

/** The area, its codes, and the percentages that each may say. */
const TABLE = `
invaliditaCivile CIV-00 0 33
invaliditaCivile CIV-34 34 73
invaliditaCivile CIV-74 74 99
invaliditaCivile CIV-100 100 100
invaliditaCivile CIV-100D 100 100
invaliditaCivile CIV-100A 100 100
invaliditaCivile MIN-F
invaliditaCivile MIN-FU
invaliditaCivile MIN-D
invaliditaCivile MIN-A
invaliditaCivile ANZ-L 33 66
invaliditaCivile ANZ-M 67 99
invaliditaCivile ANZ-G 100 100
invaliditaCivile ANZ-D 100 100
invaliditaCivile ANZ-A 100 100
cecitaCivile CEC-0
cecitaCivile CEC-P
cecitaCivile CEC-A
cecitaCivile CEC-D
sordita SOR-0
sordita SOR
sordocecita SCI
handicap H-0
handicap H-1
handicap H-21
handicap H-3
disabilita D-68
disabilita D-0`
const JUDGEMENTS = new Map(
  TABLE.trim()
    .split('\n')
    .map((row) => row.split(' '))
    .map(([area = '', codice = '', from, to]) => [`${area} ${codice}`, { from, to }]),
)
export const CODICI = [...JUDGEMENTS.keys()].map((key) => key.split(' ')[1] ?? '')

const isGiudizio: Check = (value) => {
  const fields = {
    area: any,
    codice: any,
    'percentuale?': any,
    dal: isDay,
    'al?': isDay,
    'dataRevisione?': isDay,
  }
  if (!isObject(value, fields)) return false
  const [area, codice, percentuale, dal, al] = ['area', 'codice', 'percentuale', 'dal', 'al'].map((name) =>
    value.members.get(name),
  )
  if (typeof area !== 'string' || typeof codice !== 'string') return false
  const rule = JUDGEMENTS.get(`${area} ${codice}`)
  if (rule === undefined || area.includes(' ') || codice.includes(' ')) return false
  if (
    typeof dal === 'string' &&
    typeof al === 'string' &&
    Number(al.replaceAll('-', '')) < Number(dal.replaceAll('-', ''))
  )
    return false
  if (percentuale === undefined) return true
  if (rule.from === undefined || typeof percentuale !== 'number') return false
  return percentuale % 1 === 0 && percentuale >= Number(rule.from) && percentuale <= Number(rule.to)
}

const isProtocollo = isText(200)
const isRevision: Check = (value) => {
  const fields = {
    protocollo: isProtocollo,
    data: isDay,
    'dataRevisione?': isDay,
    'esonero?': (yes: Json) => yes === true,
  }
  return isObject(value, fields) && value.members.has('esonero') !== value.members.has('dataRevisione')
}
const isRappresentanza: Check = (value) => {
  const fields = {
    ...{ rappresentante: isCodiceFiscale, nome: isText(200), cognome: isText(200) },
    titolo: oneOf('genitore tutore curatore amministratoreDiSostegno'),
    'ambito?': (list: Json) => listOf(oneOf('titolarita consensi'))(list) && (list as Json[]).length > 0,
    ...{ dal: isDay, 'al?': isDay, 'cellulare?': isPhone },
  }
  if (!isObject(value, fields)) return false
  const [titolo, dal, al] = ['titolo', 'dal', 'al'].map((name) => value.members.get(name))
  const appointed = titolo === 'curatore' || titolo === 'amministratoreDiSostegno'
  if (value.members.has('ambito') !== appointed) return false
  if (typeof dal !== 'string' || typeof al !== 'string') return true
  return Number(al.replaceAll('-', '')) >= Number(dal.replaceAll('-', ''))
}
const object =
  (fields: Fields): Check =>
  (value) =>
    isObject(value, fields)

const DATA = new Map<string, Check>([
  [
    'persona.registrata',
    object({
      ...{
        nome: isText(200),
        cognome: isText(200),
        dataNascita: isDay,
        'cellulare?': isPhone,
        'email?': isEmail,
      },
      'territorio?': oneOf('INPS TN BZ VDA'),
    }),
  ],
  ['persona.deceduta', object({ data: isDay })],
  ['persona.codiceFiscaleVariato', object({ nuovoCodiceFiscale: isCodiceFiscale })],
  [
    'verbale.definito',
    object({
      protocollo: isProtocollo,
      procedura: oneOf(
        'primaIstanza aggravamento revisione verificaStraordinaria autotutela giudiziale provvisorio',
      ),
      dataVisita: isDay,
      dataDefinizione: isDay,
      giudizi: (value) => listOf(isGiudizio)(value) && (value as Json[]).length > 0,
      'noteFiscali?': listOf(oneOf('F0 F1 F2 F3 F4 F5 F6')),
      'dm2007?': (value) => typeof value === 'boolean',
      'sostituisce?': isProtocollo,
    }),
  ],
  ['verbale.annullato', object({ protocollo: isProtocollo, data: isDay })],
  ['revisione.aggiornata', isRevision],
  ['visita.assenza', object({ protocollo: isProtocollo, data: isDay })],
  ['beneficio.revocato', object({ protocollo: isProtocollo, decorrenza: isDay })],
  ['rappresentanza.registrata', isRappresentanza],
  ['rappresentanza.cessata', object({ rappresentanza: isUuid, data: isDay })],
  ['evento.annullato', object({ evento: isUuid, motivo: isText(2000) })],
])
