/** An import in a process of its own, to be killed: says after which line everything is recorded. */
import { writeSync } from 'node:fs'
import { sha256Of } from '../src/cli/file-digest.js'
import { linesOf } from '../src/cli/lines.js'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { readConfig } from '../src/config.js'
import { wireRegistry } from '../src/registry/registry.wire.js'

const [file = ''] = process.argv.slice(2)
const { toolkit, close } = await openToolkit(readConfig(process.env, { demo: false }))
let recorded = 0
const advance = (lines: number) => {
  recorded += lines
  // Not through a stream: what was said must have left when the process is killed.
  writeSync(1, `${String(recorded)}\n`)
}
await wireRegistry(toolkit).importFeed(
  linesOf(file, process.stdin),
  {
    refused: ({ line, field }) => {
      throw new Error(`line ${String(line)} is refused: ${field}`)
    },
    released: () => undefined,
    resumed: advance,
    advanced: advance,
  },
  { sha256: await sha256Of(file) },
)
await close()
