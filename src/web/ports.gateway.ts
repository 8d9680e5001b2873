import { createServer } from 'node:net'
import { BadPort, type PortName } from './bad-port.js'

/** Where the service will listen. Port 0 lets the system choose. */
export interface Address {
  variable: PortName
  port: number
  host: string
}

/**
 * Listens on each address for a moment: a port that is taken is said before a database is opened or made. Who takes it
 * in between is found when the service listens in earnest.
 */
export async function tryPorts(addresses: readonly Address[]): Promise<void> {
  for (const address of addresses) await listening(address, () => listenOnce(address))
}

/** Runs what listens on an address; a failure names the variable that chose it. */
export async function listening<T>({ variable, port, host }: Address, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen()
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException
    if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error
    throw new BadPort(variable, port, host, code)
  }
}

function listenOnce({ port, host }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen({ port, host }, () => {
      server.close(() => {
        resolve()
      })
    })
  })
}
