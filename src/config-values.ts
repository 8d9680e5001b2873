import { parseMailAddress } from './notification/mail.js'

/** What a variable says, or what is wrong with it, in words that follow its name. */
export type Reading<T> = { value: T } | { wrong: string }
export type Reader<T> = (text: string) => Reading<T>

/** The environment, read one variable at a time: what is wrong with each is kept, so that all is told at once. */
export interface Variables {
  /** Nothing where the variable is missing, empty or wrong. */
  read: <T>(name: string, reader: Reader<T>) => T | undefined
  /** Whether it says anything, right or wrong. */
  isGiven: (name: string) => boolean
  /** Whether it was read, and nothing was wrong with it. */
  isRead: (name: string) => boolean
  complain: (problem: string) => void
  problems: readonly string[]
}

export function variablesOf(environment: NodeJS.ProcessEnv): Variables {
  const problems: string[] = []
  const sound = new Set<string>()
  const given = (name: string) => environment[name] ?? ''
  return {
    problems,
    isGiven: (name) => given(name) !== '',
    isRead: (name) => sound.has(name),
    complain: (problem) => problems.push(problem),
    read: (name, reader) => {
      if (given(name) === '') return undefined
      const reading = reader(given(name))
      if ('value' in reading) {
        sound.add(name)
        return reading.value
      }
      problems.push(`${name}: ${reading.wrong}`)
      return undefined
    },
  }
}

export const anyText: Reader<string> = (text) => ({ value: text })

export const portNumber: Reader<number> = (text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535
    ? { value: Number(text) }
    : { wrong: 'is not a port number (0–65535)' }

export const wholeNumber: Reader<number> = (text) =>
  /^[1-9]\d{0,14}$/.test(text) ? { value: Number(text) } : { wrong: 'is not a whole number above 0' }

export function oneOf<Word extends string>(...words: readonly Word[]): Reader<Word> {
  return (text) => {
    const word = words.find((one) => one === text)
    return word === undefined ? { wrong: `is none of ${words.join(', ')}` } : { value: word }
  }
}

/** An address that may hold a password: what is wrong is said without repeating it. */
export const postgresUrl: Reader<string> = (text) =>
  protocolOf(text, ['postgres:', 'postgresql:'])
    ? { value: text }
    : { wrong: 'is not the address of a PostgreSQL server (postgres://USER:PASSWORD@HOST:PORT/DATABASE)' }

export const webUrl: Reader<string> = (text) =>
  protocolOf(text, ['http:', 'https:']) ? { value: text } : { wrong: 'is not a web address (https://HOST/…)' }

/** Only scheme, host and port: `/v#…` is put after it. */
export const webOrigin: Reader<string> = (text) => {
  const url = protocolOf(text, ['http:', 'https:'])
  if (!url) return { wrong: 'is not a web address (https://HOST)' }
  const bare = url.pathname === '/' && !/[?#]/.test(text) && url.username === '' && url.password === ''
  return bare ? { value: url.origin } : { wrong: 'has more than scheme, host and port' }
}

/** A mail server as an address names it: the password is not repeated where something is wrong. */
export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte: `smtps:`. */
  implicitTls: boolean
  login: { user: string; password: string } | undefined
}

export const mailServer: Reader<MailServer> = (text) => {
  const url = protocolOf(text, ['smtp:', 'smtps:'])
  if (!url || /[?#]/.test(text) || !['', '/'].includes(url.pathname))
    return { wrong: 'is not the address of a mail server (smtps://USER:PASSWORD@HOST:PORT or smtp://…)' }
  const implicitTls = url.protocol === 'smtps:'
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    const port = url.port === '' ? (implicitTls ? 465 : 587) : Number(url.port)
    return {
      value: { host: url.hostname, port, implicitTls, login: user === '' ? undefined : { user, password } },
    }
  } catch {
    return { wrong: 'has a user or password that is not percent-encoded' }
  }
}

export const mailAddress: Reader<string> = (text) => {
  const address = parseMailAddress(text)
  return address === undefined ? { wrong: 'is not an e-mail address' } : { value: address }
}

function protocolOf(text: string, protocols: readonly string[]): URL | undefined {
  try {
    const url = new URL(text)
    return protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
  } catch {
    return undefined
  }
}
