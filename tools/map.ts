import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesUnder } from './boundaries.js'
import { FLOORS, placeOf } from './floors.js'

const BEGIN = '<!-- map:begin (npm run map) -->'
const END = '<!-- map:end -->'
const root = fileURLToPath(new URL('..', import.meta.url))
const file = join(root, 'docs/architecture.md')

/** Which capabilities each one imports from, read off the sources. */
function imports(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const path of filesUnder(join(root, 'src'))) {
    const source = relative(join(root, 'src'), path)
    if (source.endsWith('.test.ts')) continue
    const { capability } = placeOf(source)
    if (capability === undefined) continue
    const uses = found.get(capability) ?? new Set()
    for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const to = placeOf(
        relative(join(root, 'src'), join(path, '..', target)).replace(/\.js$/, '.ts'),
      ).capability
      if (to !== undefined && to !== capability) uses.add(to)
    }
    found.set(capability, uses)
  }
  return found
}

/** What stands in a folder: its plain files by name, the others by how many of each kind. */
function contents(capability: string): string {
  const plain: string[] = []
  const kinds = new Map<string, number>()
  for (const path of filesUnder(join(root, 'src', capability))) {
    const source = relative(join(root, 'src'), path)
    const { kind } = placeOf(source)
    if (kind === 'plain') plain.push(source.slice(capability.length + 1).replace(/\.ts$/, ''))
    else if (kind !== 'test') kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const others = Array.from(kinds, ([kind, count]) => `${String(count)} .${kind}`).sort()
  return [plain.join(', '), others.join(', ')].filter(Boolean).join(' · ')
}

function drawing(): string {
  const uses = imports()
  const names = FLOORS.flat()
  const floors = FLOORS.map((capabilities, floor) => {
    const rows = capabilities
      .filter((capability) => uses.has(capability))
      .map((capability) => {
        const below = names.filter((name) => uses.get(capability)?.has(name))
        return `- **${capability}**${below.length === 0 ? '' : ` → ${below.join(', ')}`}  \n  ${contents(capability)}`
      })
    return `**Floor ${String(floor)}**\n\n${rows.join('\n')}`
  })
  return `${BEGIN}\n\n${floors.reverse().join('\n\n')}\n\n${END}`
}

const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Architecture\n'
const [start, end] = [before.indexOf(BEGIN), before.indexOf(END)]
const after =
  start < 0
    ? `${before.trimEnd()}\n\n${drawing()}\n`
    : before.slice(0, start) + drawing() + before.slice(end + END.length)

if (!process.argv.includes('--check')) writeFileSync(file, after)
else if (after !== before) {
  console.error('docs/architecture.md does not show the house as it is: npm run map')
  process.exitCode = 1
}
