import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cruise, type IReporterOutput } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { foldersInCircles } from './folder-circles.js'
import { placeOf, SUFFIXES, type Toolkit, TOOLKITS, whyMisplaced } from './floors.js'

export interface Wrong {
  from: string
  to: string
  rule: string
}

interface Module {
  source: string
  dependencies: {
    resolved: string
    module: string
    coreModule: boolean
    dependencyTypes: string[]
    circular: boolean
    cycle?: { name: string }[]
  }[]
}

/**
 * Checks every import under `src/` of a checkout, type-only ones too, against the house; and that every module on disk
 * was read: a checker that silently read none has been seen to pass.
 */
export async function checkBoundaries(root: string): Promise<{ wrong: Wrong[]; read: number }> {
  const modules = await readModules(root)
  const onDisk = filesUnder(join(root, 'src'))
  const read = new Set(modules.map(({ source }) => source))
  const wrong: Wrong[] = onDisk
    .filter((file) => !read.has(relative(root, file)))
    .map((file) => ({ from: relative(root, file), to: '', rule: 'this module was not read by the checker' }))
  for (const { source, dependencies } of modules) {
    const misplaced = whyMisplaced(source.slice('src/'.length))
    if (misplaced !== undefined) wrong.push({ from: source, to: '', rule: misplaced })
    if (/\/index\.ts$/.test(source))
      wrong.push({ from: source, to: '', rule: 'barrel files are not allowed' })
    for (const dependency of dependencies) {
      if (dependency.circular)
        wrong.push({ from: source, to: dependency.resolved, rule: 'imports go round in a circle' })
      const rule = wrongImport(source, dependency)
      if (rule !== undefined) wrong.push({ from: source, to: dependency.resolved, rule })
    }
  }
  wrong.push(...foldersInCircles(importsOf(modules)))
  return { wrong, read: read.size }
}

function importsOf(modules: readonly Module[]) {
  return modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  )
}

async function readModules(root: string): Promise<Module[]> {
  const config = extractTSConfig(join(root, 'tsconfig.json'))
  const result: IReporterOutput = await cruise(
    ['src'],
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      ruleSet: { forbidden: [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }] },
      validate: true,
    },
    { extensions: ['.ts', '.js', '.mjs', '.json'] },
    { tsConfig: config },
  )
  const { modules } = result.output as unknown as { modules: Module[] }
  return modules.filter(({ source }) => source.startsWith('src/') && source.endsWith('.ts'))
}

/** The sentence of the house that an import breaks, if any. */
function wrongImport(
  source: string,
  { resolved, module, coreModule }: Module['dependencies'][number],
): string | undefined {
  const from = placeOf(source.slice('src/'.length))
  if (from.kind === 'test') return undefined
  // What does not resolve is the compiler's to tell.
  if (module.startsWith('.') && !resolved.startsWith('src/')) return undefined
  if (coreModule || !resolved.startsWith('src/')) return wrongLibrary(source, from, module)
  const to = placeOf(resolved.slice('src/'.length))
  if (source === 'src/app.ts') {
    return to.kind === 'wire' || resolved === 'src/toolkit.ts' ? undefined : 'app.ts imports only .wire files'
  }
  if (to.kind === 'test') return 'nothing imports a test'
  if (from.capability === undefined) return undefined
  if (to.capability === undefined) return 'nothing imports the program that runs it'
  if (from.capability === to.capability) return wrongInside(from, to)
  if (from.kind === 'texts' && to.capability !== 'messages') return 'words use nothing'
  if (TOOLKITS.includes(to.capability as Toolkit)) return wrongToolkit(from, to)
  if (to.floor > from.floor) return 'imports go down the floors, never up'
  if (to.floor === from.floor) return 'capabilities of the same floor are strangers'
  if (to.kind !== 'plain' && to.capability !== 'kernel') return 'a suffixed file is private to its folder'
  return undefined
}

function wrongLibrary(
  source: string,
  { kind, capability }: ReturnType<typeof placeOf>,
  module: string,
): string | undefined {
  if (capability === undefined || kind === 'gateway') return undefined
  // A stream is a shape, not a deed: routes hand it on.
  if (kind !== 'plain' && /^(node:)?stream$/.test(module)) return undefined
  return source.startsWith('src/') ? `a ${kind} file uses no library: that is for a .gateway` : undefined
}

function wrongInside(from: ReturnType<typeof placeOf>, to: ReturnType<typeof placeOf>): string | undefined {
  if (from.kind === 'plain' && to.kind !== 'plain') return 'a plain file imports only plain files'
  if (from.kind === 'page' && to.kind === 'routes') return 'a page does not know its routes'
  if (from.kind === 'store' && (to.kind === 'page' || to.kind === 'routes')) return 'a store knows no pages'
  return undefined
}

function wrongToolkit(from: ReturnType<typeof placeOf>, to: ReturnType<typeof placeOf>): string | undefined {
  const toolkit = to.capability as Toolkit
  // Among themselves: messages stands below web.
  if (TOOLKITS.includes(from.capability as Toolkit)) {
    const below = from.capability === 'web' && toolkit === 'messages'
    return below ? undefined : 'toolkits are strangers, but for web on messages'
  }
  if (from.floor < to.floor) return 'imports go down the floors, never up'
  // Words and types of a toolkit are plain, like those of any lower floor; its machinery is for some suffixes.
  if (to.kind === 'plain') return undefined
  const allowed: readonly Toolkit[] = from.kind === 'plain' || from.kind === 'test' ? [] : SUFFIXES[from.kind]
  return allowed.includes(toolkit) ? undefined : `a ${from.kind} file does not use the toolkit ${toolkit}`
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
