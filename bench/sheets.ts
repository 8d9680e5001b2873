import { drawToken } from '../src/attestation/token.js'
import { type Sheet } from '../src/document/sheet.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'

const NAMES = ['Annamaria C.', 'Gian Luca D.', 'Božidar Č.', 'Nicolò R.', 'Elvira T.', 'Željka M.']

/** The sheet of another person each time, in both languages by turns. */
export function sheetOf(document: number): Sheet {
  return {
    edition: 'a4',
    locale: document % 2 === 0 ? 'it' : 'en',
    name: NAMES[document % NAMES.length] ?? '',
    issuedOn: systemClock.today(),
    baseUrl: 'https://attesta.example',
    token: drawToken(systemChance),
    telephone: '800 000 123',
    institution: 'Istituto dimostrativo',
  }
}
