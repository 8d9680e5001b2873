import { dirname } from 'node:path'
import { type Wrong } from './boundaries.js'

type Import = Pick<Wrong, 'from' | 'to'>

/**
 * Imports between the folders of one capability that go round in a circle, were each file of them free of one: neither
 * folder then stands below the other, and none can be read first. A capability's own files, beside its folders, may be
 * on both sides: words that all share, and the wire.
 */
export function foldersInCircles(imports: readonly Import[]): Wrong[] {
  const between = imports.filter(({ from, to }) => isBetweenFolders(from, to))
  const below = new Map<string, Set<string>>()
  for (const { from, to } of between) {
    const known = below.get(dirname(from)) ?? new Set()
    below.set(dirname(from), known.add(dirname(to)))
  }
  return between
    .filter(({ from, to }) => reaches(below, dirname(to), dirname(from)))
    .map((one) => ({ ...one, rule: 'folders of a capability import each other in a circle' }))
}

function isBetweenFolders(from: string, to: string): boolean {
  if (from.endsWith('.test.ts') || to.endsWith('.test.ts') || dirname(from) === dirname(to)) return false
  const [own, other] = [from, to].map((file) => /^src\/[^/]+\/(?=[^/]+\/)/.exec(file)?.[0])
  return own !== undefined && own === other
}

function reaches(below: ReadonlyMap<string, ReadonlySet<string>>, from: string, goal: string): boolean {
  const seen = new Set<string>()
  const next = [from]
  for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
    if (folder === goal) return true
    if (seen.has(folder)) continue
    seen.add(folder)
    next.push(...(below.get(folder) ?? []))
  }
  return false
}
