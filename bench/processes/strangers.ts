/** Strangers who send forged answers of a SPID provider, one after the other each, in a process of their own. */
import { answerQuestions } from './process.js'

export type StrangersQuestion =
  | {
      kind: 'flood'
      baseUrl: string
      strangers: number
      /** An answer to the request `_q`. */
      forged: string
      /** Whether they begin logins, so that what they send is looked at. */
      withLogins: boolean
    }
  | { kind: 'end' }

/** As many answers as a login is good for. */
const ANSWERS = 8

let over = false
// A function, because the compiler believes that a variable cannot change while we wait.
const isOver = () => over
let [answered, refused] = [0, 0]
let all: Promise<unknown> = Promise.resolve()

answerQuestions(async (question: StrangersQuestion) => {
  if (question.kind === 'end') {
    over = true
    await all
    return { answered, refused }
  }
  ;[over, answered, refused] = [false, 0, 0]
  all = Promise.all(Array.from({ length: question.strangers }, () => flood(question)))
  return true
})

async function flood({ baseUrl, forged, withLogins }: Extract<StrangersQuestion, { kind: 'flood' }>) {
  while (!isOver()) {
    const { cookie, id } = withLogins ? await begin(baseUrl) : { cookie: 'attesta-login=nobody', id: '_q' }
    const field = Buffer.from(forged.replaceAll('"_q"', `"${id}"`)).toString('base64')
    const body = new URLSearchParams({ SAMLResponse: field, RelayState: '' }).toString()
    for (let count = 0; count < ANSWERS && !isOver(); count += 1) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie }
      const answer = await fetch(`${baseUrl}/spid/acs`, { method: 'POST', headers, body })
      await answer.text()
      answered += 1
      if (answer.status === 503) refused += 1
    }
  }
}

async function begin(baseUrl: string): Promise<{ cookie: string; id: string }> {
  const begun = await fetch(`${baseUrl}/spid/entra?idp=${encodeURIComponent(`${baseUrl}/demo/spid/alba`)}`)
  const cookies = begun.headers.getSetCookie().map((one) => one.split(';', 1)[0])
  const [, field = ''] = /name="SAMLRequest" value="([^"]+)"/.exec(await begun.text()) ?? []
  const [, id = ''] = / ID="([^"]+)"/.exec(Buffer.from(field, 'base64').toString()) ?? []
  return { cookie: cookies.join('; '), id }
}
