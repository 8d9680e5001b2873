/** Sheets, one after the other, in a process of its own: its memory is theirs. */
import { performance } from 'node:perf_hooks'
import { sheetPdf } from '../../src/document/sheet.gateway.js'
import { drawToken } from '../../src/attestation/token.js'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'
import { systemClock } from '../../src/kernel/system-clock.gateway.js'
import { answerQuestions } from './process.js'

export interface Documents {
  milliseconds: number[]
  bytes: number[]
  /** Resident, in bytes, after the last of them. */
  resident: number
}

answerQuestions(async (count: number) => {
  const made: Documents = { milliseconds: [], bytes: [], resident: 0 }
  for (let document = 0; document < count; document++) {
    const start = performance.now()
    made.bytes.push(nextSheet(document).length)
    made.milliseconds.push(performance.now() - start)
  }
  return { ...made, resident: process.memoryUsage.rss() }
})

function nextSheet(document: number) {
  return sheetPdf({
    edition: 'a4',
    locale: document % 2 === 0 ? 'it' : 'en',
    name: 'Annamaria C.',
    issuedOn: systemClock.today(),
    baseUrl: 'https://attesta.example',
    token: drawToken(systemChance),
    telephone: '800 000 123',
    institution: 'Istituto dimostrativo',
  })
}
