// The test files it is given, in one process: they share its start, its engines and its compiled code.
import { before } from 'node:test'
import { pathToFileURL } from 'node:url'

// No test begins before all are known: the runner would take the end of the first file for the end of all.
let begin
const allKnown = new Promise((resolve) => (begin = resolve))
before(() => allKnown)
for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href)
begin()
