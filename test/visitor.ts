import { type WebApp } from '../src/web/server.gateway.js'

export type Answer = Awaited<ReturnType<WebApp['inject']>>

/** A browser without script: keeps cookies as one does, sends forms, and follows nothing by itself. */
export interface TestVisitor {
  cookies: Map<string, string>
  get: (url: string, headers?: Record<string, string>) => Promise<Answer>
  post: (url: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  /** Where an answer sends the browser. */
  follow: (answer: Answer) => Promise<Answer>
  /** The same, on and on: to a page, or to the answer that leads to an address that begins so. */
  followAll: (answer: Answer, upTo?: string) => Promise<Answer>
}

/** An address without the host, which is ours. */
function pathOf(address: unknown): string {
  const url = new URL(String(address), 'http://localhost')
  return url.pathname + url.search
}

export function visitorOn(app: WebApp): TestVisitor {
  const cookies = new Map<string, string>()
  const send = async (options: {
    method: 'GET' | 'POST'
    url: string
    headers: Record<string, string>
    payload?: string
  }) => {
    const answer = await app.inject({ ...options, cookies: Object.fromEntries(cookies) })
    for (const { name, value, maxAge, expires } of answer.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() === 0)
      if (gone) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const get: TestVisitor['get'] = (url, headers = {}) =>
    send({ method: 'GET', url, headers: { accept: 'text/html', ...headers } })
  const follow: TestVisitor['follow'] = (answer) => get(pathOf(answer.headers['location']))
  const browser: TestVisitor = {
    cookies,
    get,
    post: (url, fields, headers = {}) =>
      send({
        method: 'POST',
        url,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        payload: new URLSearchParams(fields).toString(),
      }),
    follow,
    followAll: async (answer, upTo) => {
      const to = answer.headers['location']
      const isThere = to === undefined || (upTo !== undefined && pathOf(to).startsWith(upTo))
      return isThere ? answer : browser.followAll(await follow(answer), upTo)
    },
  }
  return browser
}

/** The hidden and typed fields of the form that a page shows, by name. */
export function fieldsOf({ body }: Answer): Record<string, string> {
  const inputs = [...body.matchAll(/<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
}

/** Logs in at the demo's provider, by its pages, up to where the login ends. */
export async function logIn(
  visitor: TestVisitor,
  { codiceFiscale, metodo = 'spid', per }: { codiceFiscale: string; metodo?: string; per?: string },
): Promise<Answer> {
  const code = await answerFor(visitor, { codiceFiscale, metodo, ...(per === undefined ? {} : { per }) })
  return visitor.get(code)
}

/** The address that the demo's provider sends the browser back to. */
export async function answerFor(
  visitor: TestVisitor,
  {
    codiceFiscale,
    metodo,
    per,
    esito = 'consenso',
  }: { codiceFiscale: string; metodo: string; per?: string; esito?: string },
): Promise<string> {
  const doors = await visitor.get(per === undefined ? '/accedi' : `/accedi?per=${per}`)
  const begun = await visitor.post('/accedi', { per: fieldsOf(doors)['per'] ?? '', metodo })
  const { richiesta = '' } = fieldsOf(await visitor.followAll(begun))
  const agreed = { richiesta, metodo, codiceFiscale, esito }
  const sent = await visitor.post('/demo/identita/risposta', agreed)
  const { location } = (await visitor.followAll(sent, '/accedi/')).headers
  return location === undefined ? 'undefined' : pathOf(location)
}
