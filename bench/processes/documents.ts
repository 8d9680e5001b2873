/** Sealed sheets, one after the other, in a process of its own: its memory is theirs. */
import { performance } from 'node:perf_hooks'
import { sheetPdf } from '../../src/document/sheet.gateway.js'
import { newSealKey, sealedSheet } from '../../test/sealed-sheets.js'
import { sheetOf } from '../sheets.js'
import { answerQuestions } from './process.js'

export interface Documents {
  milliseconds: number[]
  bytes: number[]
  /** Of a processor, in all. */
  cpuMilliseconds: number
  /** Resident, in bytes, after the last of them. */
  resident: number
}

const key = newSealKey()

answerQuestions(async (count: number) => {
  const made: Documents = { milliseconds: [], bytes: [], cpuMilliseconds: 0, resident: 0 }
  const before = process.cpuUsage()
  for (let document = 0; document < count; document++) {
    const start = performance.now()
    const sheet = sheetOf(document)
    const pdf = await sealedSheet({ key: await key, write: async (room) => sheetPdf(sheet, { room }) })
    made.milliseconds.push(performance.now() - start)
    made.bytes.push(pdf.length)
  }
  const { user, system } = process.cpuUsage(before)
  return { ...made, cpuMilliseconds: (user + system) / 1000, resident: process.memoryUsage.rss() }
})
