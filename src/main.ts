import { attesta, explainFailure } from './cli/attesta.js'

const { stdin, stdout, stderr } = process
const terminal = { stdin, stdout, stderr, isTty: stdout.isTTY && stderr.isTTY }

try {
  process.exitCode = await attesta({ words: process.argv.slice(2), terminal, env: process.env })
} catch (error) {
  process.exitCode = explainFailure(error, terminal)
  // Whatever still holds the process after a failure is not waited for.
  setTimeout(() => process.exit(), 1000).unref()
}
