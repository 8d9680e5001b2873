/** JSON as it is written: members may stand twice, and a value may be any text at all. */
export type Tree = Written | ListTree | ObjectTree
export interface Written {
  kind: 'written'
  text: string
}
export interface ListTree {
  kind: 'list'
  items: Tree[]
}
export interface ObjectTree {
  kind: 'object'
  members: { name: string; value: Tree }[]
}

export function written(value: unknown): Written {
  return { kind: 'written', text: JSON.stringify(value) }
}

export function toTree(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toTree) }
  if (typeof value !== 'object' || value === null) return written(value)
  return {
    kind: 'object',
    members: Object.entries(value).map(([name, member]) => ({ name, value: toTree(member) })),
  }
}

export function toText(tree: Tree, blank = ''): string {
  if (tree.kind === 'written') return tree.text
  if (tree.kind === 'list') return `[${tree.items.map((item) => toText(item, blank)).join(`,${blank}`)}]`
  const members = tree.members.map(
    ({ name, value }) => `${JSON.stringify(name)}:${blank}${toText(value, blank)}`,
  )
  return `{${blank}${members.join(`,${blank}`)}${blank}}`
}

/** A place in a tree where a value stands. */
export interface Place {
  value: Tree
  replace: (value: Tree) => void
  /** The object that it is a member of. */
  owner: ObjectTree | undefined
  name: string
}

export function placesOf(tree: Tree): Place[] {
  if (tree.kind === 'written') return []
  const own: Place[] =
    tree.kind === 'list'
      ? tree.items.map((value, index) => ({
          ...{ value, name: '', owner: undefined },
          replace: (other) => (tree.items[index] = other),
        }))
      : tree.members.map((member) => ({
          ...{ value: member.value, name: member.name, owner: tree },
          replace: (other) => (member.value = other),
        }))
  return [...own, ...own.flatMap(({ value }) => placesOf(value))]
}
