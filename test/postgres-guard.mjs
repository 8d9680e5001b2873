/**
 * Stands between the tests and their PostgreSQL server, so that the server never outlives them: when the process
 * that started it is gone, even by SIGKILL, standard input ends, the server is stopped and its folder removed.
 *
 * Reads lines: `start`, `stop`. Its argument is JSON: folder, command, args, and uid and gid to run as.
 */
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const { folder, command, args, uid, gid } = JSON.parse(process.argv[2])
const identity = uid === undefined ? {} : { uid, gid }
let server
let ended = Promise.resolve()

function start() {
  server = spawn(command, args, { ...identity, cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  ended = new Promise((resolve) => {
    server.once('exit', resolve)
    server.once('error', resolve)
  })
}

const commands = createInterface({ input: process.stdin })
commands.on('line', (line) => {
  if (line === 'start') start()
  // SIGINT is PostgreSQL's fast shutdown: sessions are cut off, everything acknowledged is kept.
  if (line === 'stop') server?.kill('SIGINT')
})
commands.once('close', async () => {
  // Nobody will read the folder again: SIGQUIT, the immediate shutdown, leaves the data as they are.
  server?.kill('SIGQUIT')
  await ended
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
})
// The terminal's Ctrl-C is meant for the tests; their end is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
