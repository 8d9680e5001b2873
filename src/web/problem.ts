/** A problem document (RFC 9457). `type` is stable: clients may switch on it. */
export interface Problem {
  type: string
  title: string
  status: number
  /** What a person can quote to the help line. */
  reference?: string
  /** Fields that were wrong, where the request could be read. */
  errors?: { field: string; reason: string }[]
}

const TITLES = {
  'bad-request': [400, 'The request cannot be read'],
  forbidden: [403, 'This request is not allowed'],
  'not-found': [404, 'There is nothing at this address'],
  'method-not-allowed': [405, 'This address does not answer that method'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'This media type is not understood'],
  'headers-too-large': [431, 'The request headers are too large'],
  'login-needed': [401, 'Log in first'],
  'login-cancelled': [403, 'The login was not completed'],
  'too-many': [429, 'Too many requests'],
  failure: [500, 'Something went wrong on our side'],
  unavailable: [503, 'The service is away for a moment'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemName = keyof typeof TITLES

export function problem(name: ProblemName, more: Pick<Problem, 'reference' | 'errors'> = {}): Problem {
  const [status, title] = TITLES[name]
  return { type: `urn:attesta:problem:${name}`, title, status, ...more }
}
