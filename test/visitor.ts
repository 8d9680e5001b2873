import { type WebApp } from '../src/web/server.gateway.js'

export type Answer = Awaited<ReturnType<WebApp['inject']>>

/** A browser without script: keeps cookies as one does, sends forms, and follows nothing by itself. */
export interface TestVisitor {
  cookies: Map<string, string>
  get: (url: string, headers?: Record<string, string>) => Promise<Answer>
  post: (url: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  /** Where an answer sends the browser. */
  follow: (answer: Answer) => Promise<Answer>
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
  return {
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
    follow: (answer) => get(String(answer.headers['location'])),
  }
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
  if (metodo === 'pin') return logInByPin(visitor, { codiceFiscale, ...(per === undefined ? {} : { per }) })
  const code = await answerFor(visitor, { codiceFiscale, metodo, ...(per === undefined ? {} : { per }) })
  return visitor.get(code)
}

/** The address that the demo's provider sends the browser back to. */
export async function answerFor(
  visitor: TestVisitor,
  { codiceFiscale, metodo, per }: { codiceFiscale: string; metodo: string; per?: string },
): Promise<string> {
  const doors = await visitor.get(per === undefined ? '/accedi' : `/accedi?per=${per}`)
  const begun = await visitor.post('/accedi', { per: fieldsOf(doors)['per'] ?? '', metodo })
  const { richiesta = '' } = fieldsOf(await visitor.follow(begun))
  const agreed = { richiesta, metodo, codiceFiscale, esito: 'consenso' }
  return String((await visitor.post('/demo/identita/risposta', agreed)).headers['location'])
}

/** The PIN is typed on a page of ours: the answer to it is where the login ends. */
export async function logInByPin(
  visitor: TestVisitor,
  {
    codiceFiscale,
    per = 'titolare',
    pin = 'prova 2026',
  }: { codiceFiscale: string; per?: string; pin?: string },
): Promise<Answer> {
  await visitor.follow(await visitor.post('/accedi', { per, metodo: 'pin' }))
  return visitor.post('/accedi/pin', { codiceFiscale, pin })
}
