import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'

/** What lies between the service and its server: a network, with the faults that a test asks for. */
export interface FaultProxy {
  port: number
  /** Ends every connection now; the next ones are made as ever. */
  cut: () => void
  /** Ends the connection that carries the n-th message sent from now on: before it arrives, or when it is answered. */
  cutAt: (plan: CutPlan) => void
  /** Whether the last plan was carried out; one that was not is given up. */
  wasCut: () => boolean
  /** Every answer takes so much longer; 0 ends it. */
  delay: (milliseconds: number) => void
  /** Nothing passes any more, in either direction, and nothing is said about it: not even to new connections. */
  stall: () => void
  /** What was held up passes, and all goes on. */
  heal: () => void
  close: () => Promise<void>
}

export interface CutPlan {
  nth: number
  lose: 'message' | 'answer'
  /** Which messages count; all of them where it is left out. */
  counts?: (message: Buffer) => boolean
}

interface Pair {
  near: Socket
  far: Socket
}

/** Listens on a port of its own for connections to `target`. */
export async function faultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const pairs = new Set<Pair>()
  let plan: (CutPlan & { happened: boolean }) | undefined
  let late = 0
  let isStalled = false

  const end = (pair: Pair) => {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
  const isDue = (message: Buffer) =>
    plan?.happened === false && (plan.counts?.(message) ?? true) && --plan.nth === 0

  const server = createServer((near) => {
    const far = connect(target)
    const pair = { near, far }
    pairs.add(pair)
    let losing: CutPlan['lose'] | undefined
    near.on('data', (message) => {
      if (plan && isDue(message)) {
        plan.happened = true
        losing = plan.lose
      }
      if (losing === 'message') end(pair)
      else far.write(message)
    })
    far.on('data', (answer) => {
      if (losing) end(pair)
      else if (late === 0) near.write(answer)
      else setTimeout(() => near.write(answer), late)
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay(true)
      socket.on('error', () => end(pair))
      // What one side said before it went still reaches the other.
      socket.on('close', () => {
        pairs.delete(pair)
        other.destroySoon()
      })
      if (isStalled) socket.pause()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const each = (act: (socket: Socket) => void) => {
    for (const { near, far } of pairs) [near, far].forEach(act)
  }
  return {
    port: (server.address() as { port: number }).port,
    cut: () => pairs.forEach(end),
    cutAt: (asked) => (plan = { ...asked, happened: false }),
    wasCut: () => {
      const happened = plan?.happened === true
      plan = undefined
      return happened
    },
    delay: (milliseconds) => (late = milliseconds),
    stall: () => {
      isStalled = true
      each((socket) => socket.pause())
    },
    heal: () => {
      isStalled = false
      each((socket) => socket.resume())
    },
    close: async () => {
      server.close()
      pairs.forEach(end)
      await once(server, 'close')
    },
  }
}
