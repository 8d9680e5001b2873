/** A signed batch taken in by a process of its own, to be killed: says after which line everything is recorded. */
import { writeSync } from 'node:fs'
import { wireApp } from '../src/app.js'
import { batchFilesOf } from '../src/cli/batch-files.js'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { readConfig } from '../src/config.js'

const [file = ''] = process.argv.slice(2)
const { toolkit, close } = await openToolkit(readConfig(process.env, { demo: false }))
const batch = batchFilesOf(file)
if (batch.kind !== 'signed') throw new Error('nobody signed it')
let recorded = 0
const advance = (lines: number) => {
  recorded += lines
  // Not through a stream: what was said must have left when the process is killed.
  writeSync(1, `${String(recorded)}\n`)
}
const ignore = () => undefined
await wireApp(toolkit).feedBatches.receiveFile(file, batch.signed, {
  ...{ refused: ignore, released: ignore, looked: ignore, read: ignore },
  resumed: advance,
  advanced: advance,
})
await close()
