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
  const follow: TestVisitor['follow'] = (answer) => get(pathIn(String(answer.headers['location'])))
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
      const isThere = to === undefined || (upTo !== undefined && pathIn(to).startsWith(upTo))
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
  asked: { codiceFiscale: string; metodo?: string; per?: string },
): Promise<Answer> {
  const { codiceFiscale, metodo = 'spid', per } = asked
  if (metodo === 'spid') return sendAnswer(visitor, await spidAnswer(visitor, asked))
  if (metodo === 'pin') return logInByPin(visitor, { codiceFiscale, ...(per !== undefined && { per }) })
  return visitor.get(await answerFor(visitor, { ...asked, metodo }))
}

/** The address that the demo's provider sends the browser back to: of every method but SPID and the PIN. */
export async function answerFor(
  visitor: TestVisitor,
  {
    codiceFiscale,
    metodo,
    per,
    esito = 'consenso',
  }: { codiceFiscale: string; metodo: string; per?: string; esito?: string },
): Promise<string> {
  const begun = await beginLogin(visitor, metodo, per)
  const { richiesta = '' } = fieldsOf(await visitor.followAll(begun))
  const agreed = { richiesta, metodo, codiceFiscale, esito }
  const sent = await visitor.post('/demo/identita/risposta', agreed)
  const { location } = (await visitor.followAll(sent, '/accedi/')).headers
  return location === undefined ? 'undefined' : pathIn(location)
}

async function beginLogin(visitor: TestVisitor, metodo: string, per: string | undefined): Promise<Answer> {
  const doors = await visitor.get(per === undefined ? '/accedi' : `/accedi?per=${per}`)
  return visitor.post('/accedi', { per: fieldsOf(doors)['per'] ?? '', metodo })
}

/** The fields that a SPID provider has the browser post to us. */
export type SpidFields = { SAMLResponse: string; RelayState: string }

/** Chooses a provider and comes to its page; gives the name of the request there. */
export async function reachProvider(visitor: TestVisitor, slug = 'alba', per?: string): Promise<string> {
  return chooseProvider(visitor, await visitor.follow(await beginLogin(visitor, 'spid', per)), slug)
}

/** The same, from the page of the providers. */
export async function chooseProvider(visitor: TestVisitor, chooser: Answer, slug = 'alba'): Promise<string> {
  const [, entity = ''] = new RegExp(`value="([^"]+/demo/spid/${slug})"`).exec(chooser.body) ?? []
  const sent = await visitor.post('/accedi/spid', { fornitore: entity })
  const page =
    sent.statusCode === 303 ? await visitor.follow(sent) : await visitor.post(actionOf(sent), fieldsOf(sent))
  return fieldsOf(page)['richiesta'] ?? ''
}

/** What a SPID provider of the demo answers: soundly, or by one of the cases of its list. */
export async function spidAnswer(
  visitor: TestVisitor,
  {
    codiceFiscale,
    per,
    slug,
    ...more
  }: { codiceFiscale: string; per?: string; slug?: string; caso?: string; esito?: string },
): Promise<SpidFields> {
  const richiesta = await reachProvider(visitor, slug, per)
  return answerAt(visitor, { richiesta, codiceFiscale, ...more })
}

/** The same, at a provider that was reached. */
export async function answerAt(
  visitor: TestVisitor,
  {
    richiesta,
    codiceFiscale,
    caso = '1',
    esito = 'consenso',
  }: { richiesta: string; codiceFiscale: string; caso?: string; esito?: string },
): Promise<SpidFields> {
  const page = await visitor.post('/demo/spid/risposta', {
    richiesta,
    codiceFiscale,
    metodo: 'spid',
    caso,
    esito,
  })
  const { SAMLResponse = '', RelayState = '' } = fieldsOf(page)
  return { SAMLResponse, RelayState }
}

/** Posts a provider's answer to us, from its site as a browser would say. */
export function sendAnswer(visitor: TestVisitor, fields: SpidFields): Promise<Answer> {
  return visitor.post('/spid/acs', fields, {
    'sec-fetch-site': 'cross-site',
    origin: 'https://fornitore.example',
  })
}

function actionOf({ body }: Answer): string {
  return pathIn(/<form[^>]*action="([^"]+)"/.exec(body)?.[1] ?? '')
}

/** An address without the host, which is ours. */
function pathIn(address: string): string {
  const { pathname, search } = new URL(address.replaceAll('&amp;', '&'), 'http://localhost')
  return pathname + search
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
