import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkBoundaries, type Wrong } from './boundaries.js'
import { checkOneWriter } from './one-writer.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const { wrong, read } = await checkBoundaries(root)
const found: Wrong[] = [...wrong, ...checkOneWriter(root)]
const lines = readFileSync(`${root}src/app.ts`, 'utf8').split('\n').length
if (lines > 80) found.push({ from: 'src/app.ts', to: '', rule: 'has more than 80 lines' })

for (const { from, to, rule } of found) console.error(`${from}${to === '' ? '' : ` → ${to}`}: ${rule}`)
console.log(`house: ${String(read)} modules read, ${String(found.length)} wrong`)
process.exitCode = found.length === 0 ? 0 : 1
