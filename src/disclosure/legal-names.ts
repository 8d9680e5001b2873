import { type Codice, type NotaFiscale } from '../registry/giudizio.js'

/** How the law calls a judgement, and which law: kept in Italian in every language, as a label. */
export interface LegalName {
  name: string
  law: string
}

const INVALIDO: LegalName = { name: 'Invalido', law: 'Artt. 2 e 13 L. 118/1971, art. 9 D.Lgs. 509/1988' }
const SENZA_ACCOMPAGNATORE: LegalName = {
  name: 'Impossibilità di deambulare senza accompagnatore',
  law: 'L. 18/1980, L. 508/1988',
}
const ASSISTENZA_CONTINUA: LegalName = {
  name: 'Necessità di assistenza continua',
  law: 'L. 18/1980, L. 508/1988',
}
const ANZIANO: LegalName = {
  name: 'Ultrasessantacinquenne con difficoltà persistenti',
  law: 'Art. 6 D.Lgs. 509/1988, D.Lgs. 124/1998',
}
const ANZIANO_ACCOMPAGNATO: LegalName = { ...ANZIANO, law: `${ANZIANO.law}, L. 18/1980` }

export const LEGAL_NAMES: Record<Codice, LegalName> = {
  'CIV-00': { name: 'Non invalido', law: 'L. 118/1971' },
  'CIV-34': INVALIDO,
  'CIV-74': INVALIDO,
  'CIV-100': { name: 'Totale e permanente inabilità lavorativa', law: 'Artt. 2 e 12 L. 118/1971' },
  'CIV-100D': SENZA_ACCOMPAGNATORE,
  'CIV-100A': ASSISTENZA_CONTINUA,
  'MIN-F': { name: 'Minore con difficoltà persistenti', law: 'Art. 2 L. 118/1971, art. 1 L. 289/1990' },
  'MIN-FU': { name: 'Minore con perdita uditiva', law: 'L. 289/1990' },
  'MIN-D': SENZA_ACCOMPAGNATORE,
  'MIN-A': ASSISTENZA_CONTINUA,
  'ANZ-L': ANZIANO,
  'ANZ-M': ANZIANO,
  'ANZ-G': ANZIANO,
  'ANZ-D': ANZIANO_ACCOMPAGNATO,
  'ANZ-A': ANZIANO_ACCOMPAGNATO,
  'CEC-0': { name: 'Non cieco', law: 'L. 382/1970' },
  'CEC-P': { name: 'Cieco parziale', law: 'L. 382/1970, L. 508/1988, art. 3 L. 138/2001' },
  'CEC-A': { name: 'Cieco assoluto', law: 'L. 382/1970, L. 508/1988, art. 2 L. 138/2001' },
  'CEC-D': { name: 'Ipovedente grave', law: 'Art. 4 L. 138/2001' },
  'SOR-0': { name: 'Non sordo', law: 'L. 381/1970' },
  SOR: { name: 'Sordo', law: 'L. 381/1970, L. 508/1988' },
  SCI: { name: 'Sordocieco', law: 'L. 107/2010' },
  'H-0': { name: 'Non portatore di handicap', law: 'L. 104/1992' },
  'H-1': { name: 'Handicap', law: 'Art. 3 c. 1 L. 104/1992' },
  'H-21': { name: 'Handicap', law: 'Art. 21 L. 104/1992' },
  'H-3': { name: 'Handicap in situazione di gravità', law: 'Art. 3 c. 3 L. 104/1992' },
  'D-68': { name: 'Disabile', law: 'L. 68/1999' },
  'D-0': { name: 'Non disabile', law: 'L. 68/1999' },
}

/** The laws behind the notes of art. 4 D.L. 5/2012. */
export const NOTE_LAWS: Record<NotaFiscale, string> = {
  F0: 'Art. 4 D.L. 5/2012',
  F1: 'Art. 8 L. 449/1997',
  F2: 'Art. 30 c. 7 L. 388/2000',
  F3: 'Art. 30 c. 7 L. 388/2000',
  F4: 'Art. 381 D.P.R. 495/1992',
  F5: 'Artt. 2, 3 e 4 L. 138/2001',
  F6: 'Art. 1 c. 2 L. 381/1970',
}
