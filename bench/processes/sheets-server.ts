/** The whole service, which makes sheets as long as it is told to: as fast as its threads can. */
import { serveApp, wireApp } from '../../src/app.js'
import { openToolkit } from '../../src/cli/open-toolkit.js'
import { readConfig } from '../../src/config.js'
import { sheetOf } from '../sheets.js'
import { answerQuestions } from './process.js'

export type SheetsServerQuestion = { kind: 'serve'; url: string } | { kind: 'make'; on: boolean }

/** As many at once as there are threads, and one that waits for each. */
const AT_ONCE = 4

let app: ReturnType<typeof wireApp> | undefined
let [making, made] = [false, 0]
let makers: Promise<void>[] = []

answerQuestions(async (question: SheetsServerQuestion) => {
  if (question.kind === 'serve') return serve(question.url)
  making = question.on
  if (making) {
    made = 0
    makers = Array.from({ length: AT_ONCE }, keepMaking)
  } else await Promise.all(makers)
  return made
})

async function serve(url: string): Promise<number> {
  const { toolkit } = await openToolkit(readConfig({ DATABASE_URL: url }, { demo: false }))
  app = wireApp(toolkit)
  const web = await serveApp(app, toolkit)
  for (const start of app.jobs) start()
  return Number(new URL(await web.app.listen({ port: 0, host: '127.0.0.1' })).port)
}

async function keepMaking(): Promise<void> {
  while (making && app) {
    const { token } = sheetOf(made)
    const register = { nome: 'Annamaria', cognome: 'Conti' } as never
    await app.document.sheetOf('it', { register }, { token })
    made++
  }
}
