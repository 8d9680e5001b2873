/**
 * `npm run check:pdf [FILE…]`: whether every edition of the sheet, or every file named, is PDF/UA-1 and PDF/A-2a, by our
 * own checker and by those of others that are installed. Editions have a seal; a file may be without. `--golden` writes the reading orders anew, to be looked at.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { checkPdf, EDITION_RULES, RULES } from './check-pdf.js'
import { goldenFile, isInstalled, onDisk, readingOrderOf, TOOLS } from './debian-tools.js'
import { type EditionFile, editions } from './editions.js'
import { isSealed } from './rules-seal.js'

const files = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const checked: EditionFile[] =
  files.length > 0
    ? files.map((file) => ({ name: basename(file), pdf: readFileSync(file), token: '' }))
    : await editions()
const rules = files.length > 0 ? RULES : EDITION_RULES
const tools = TOOLS.filter(({ command }) => !(files.length > 0 && command === 'pdfinfo'))
const present = tools.filter(({ command }) => isInstalled(command))

if (process.argv.includes('--golden')) {
  for (const edition of checked)
    writeFileSync(
      goldenFile(edition.name),
      onDisk(edition.pdf, (path) => readingOrderOf(edition, path)),
    )
}

// Whoever reads only the first lines (`| head`) has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

let wrong = 0
for (const edition of checked) {
  const failures = checkPdf(edition.pdf, rules)
  console.log(`${edition.name} (${edition.pdf.length} bytes)`)
  tell(
    `our checker, ${rules.length} rules`,
    failures.map(({ checkpoint, failure, where, count }) => `${checkpoint} ${failure}: ${where} (${count})`),
  )
  const sealed = files.length === 0 || isSealed(edition.pdf)
  onDisk(edition.pdf, (path) => {
    for (const { command, asks, ofSeal, find } of present)
      if (sealed || !ofSeal) tell(`${command}: ${asks}`, find(edition, path))
  })
  if (!sealed) console.log('  – it has no seal to look at')
}
for (const { command, asks } of tools) {
  if (!present.some((tool) => tool.command === command))
    console.log(`skipped: ${command} (${asks}) is not installed`)
}
console.log(wrong === 0 ? `\n${checked.length} files conform` : `\n${wrong} checks failed`)
process.exitCode = wrong === 0 ? 0 : 1

function tell(what: string, problems: string[]): void {
  console.log(`  ${problems.length === 0 ? '✔' : '✖'} ${what}`)
  for (const problem of problems) console.log(`      ${problem}`)
  if (problems.length > 0) wrong++
}
