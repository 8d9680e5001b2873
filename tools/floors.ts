/** The house, from the ground up (docs/architecture.md). The boundary rules, the map and the one-writer check read this list. */
export const FLOORS: readonly (readonly string[])[] = [
  ['kernel'],
  ['messages', 'db', 'vault', 'jobs', 'web'],
  ['registry', 'organisation', 'audit', 'notification', 'identity', 'seal'],
  ['attestation', 'representation'],
  ['verification', 'disclosure', 'document', 'delivery'],
  ['holder-pages', 'operator-pages', 'counter'],
]

export const TOOLKITS = ['web', 'db', 'vault', 'jobs', 'messages'] as const
export type Toolkit = (typeof TOOLKITS)[number]

/** What a file may be by its suffix, and which toolkits each kind may use. A file without suffix is plain. */
export const SUFFIXES = {
  store: ['db', 'vault'],
  gateway: ['db', 'web', 'vault', 'jobs'],
  routes: ['web', 'messages', 'vault', 'jobs'],
  page: ['web', 'messages'],
  texts: ['messages'],
  wire: ['web', 'db', 'vault', 'jobs', 'messages'],
} as const satisfies Record<string, readonly Toolkit[]>
export type Suffix = keyof typeof SUFFIXES

export type Kind = 'plain' | Suffix | 'test'

export interface Place {
  /** The first folder under `src/`, or nothing for a file at its root or of the command line. */
  capability: string | undefined
  floor: number
  kind: Kind
}

/** Where a module stands, by its path under `src/`. */
export function placeOf(path: string): Place {
  const [folder = ''] = path.split('/')
  const floor = FLOORS.findIndex((names) => names.includes(folder))
  return {
    capability: floor < 0 ? undefined : folder,
    floor: floor < 0 ? FLOORS.length : floor,
    kind: kindOf(path),
  }
}

function kindOf(path: string): Kind {
  const name = path.split('/').at(-1) ?? ''
  if (/\.test\.ts$/.test(name)) return 'test'
  const parts = name.split('.').slice(1, -1)
  if (parts.length === 0) return 'plain'
  const [suffix = ''] = parts
  return suffix in SUFFIXES ? (suffix as Suffix) : 'plain'
}

/** Why a file is nowhere in the house, if so: what the list does not know would escape every rule. */
export function whyMisplaced(path: string): string | undefined {
  const folders = path.split('/').slice(0, -1)
  const [folder] = folders
  if (folder !== undefined && folder !== 'cli' && placeOf(path).capability === undefined)
    return `${folder}/ is no folder of the house (tools/floors.ts)`
  const [suffix] = (path.split('/').at(-1) ?? '').split('.').slice(1, -1)
  if (suffix === undefined || suffix in SUFFIXES || placeOf(path).kind === 'test') return undefined
  return `.${suffix} is no suffix of the house (tools/floors.ts)`
}
