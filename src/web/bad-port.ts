/** What a port is for, by the name of its variable. */
export type PortName = 'PORT' | 'METRICS_PORT' | 'CNS_PORT'

/** A port cannot be listened on, and which variable chose it. */
export class BadPort extends Error {
  constructor(variable: PortName, port: number, host: string, code: string | undefined) {
    super(
      `${whyNot(code, String(port), host)} Choose another with ${NO_ADDRESS.has(code ?? '') ? 'HOST' : variable}.`,
    )
  }
}

const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND'])

function whyNot(code: string | undefined, port: string, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken: another program listens there.`
    case 'EACCES':
      return `port ${port} may not be used by this user.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine.`
    default:
      return `port ${port} of ${host} cannot be used${code === undefined ? '' : ` (${code})`}.`
  }
}
