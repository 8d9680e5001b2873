/** The structure tree: what a screen reader walks. */
import {
  catalogueOf,
  type Dict,
  dictOf,
  listOf,
  nameOf,
  type PdfFile,
  Ref,
  resolve,
  textOf,
  type Value,
} from './pdf-file.js'

export interface Tag {
  /** As written, and as the standard knows it. */
  role: string
  standard: string
  dict: Dict
  parent: Tag | undefined
  kids: Tag[]
  /** Content of pages, by the number of the page's object. */
  content: { page: number; mcid: number }[]
  /** Annotations, by the number of their object, and the page that they are said to be on. */
  objects: { page: number; number: number }[]
}

/** Every standard type of ISO 32000-1 §14.8.4. */
export const STANDARD = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP ' +
    'Figure Formula Form'
  ).split(' '),
)

/** All tags, in the order in which they are read. */
export function tagsOf(file: PdfFile): Tag[] {
  const root = dictOf(file, catalogueOf(file).get('StructTreeRoot'))
  const roles = dictOf(file, root?.get('RoleMap'))
  const tags: Tag[] = []
  const seen = new Set<Dict>()
  const walk = (value: Value | undefined, parent: Tag | undefined, page: number): void => {
    const found = resolve(file, value)
    if (Array.isArray(found)) for (const one of found) walk(one, parent, page)
    else if (typeof found === 'number') parent?.content.push({ page, mcid: found })
    else if (found instanceof Map) walkDict(found, parent, page)
  }
  const walkDict = (dict: Dict, parent: Tag | undefined, outer: number): void => {
    const own = dict.get('Pg')
    const page = own instanceof Ref ? own.number : outer
    const type = nameOf(file, dict.get('Type'))
    const object = dict.get('Obj')
    const mcid = dict.get('MCID')
    if (type === 'OBJR') {
      if (object instanceof Ref) parent?.objects.push({ page, number: object.number })
    } else if (type === 'MCR') {
      if (typeof mcid === 'number') parent?.content.push({ page, mcid })
    } else if (!seen.has(dict)) {
      seen.add(dict)
      const role = nameOf(file, dict.get('S')) ?? ''
      const tag: Tag = {
        role,
        standard: standardOf(file, roles, role),
        dict,
        parent,
        kids: [],
        content: [],
        objects: [],
      }
      tags.push(tag)
      parent?.kids.push(tag)
      walk(dict.get('K'), tag, page)
    }
  }
  walk(root?.get('K'), undefined, 0)
  return tags
}

/** The way back from content and annotations to their tags, by key (ISO 32000-1 §7.9.7, §14.7.4.4). */
export function parentTreeOf(file: PdfFile): Map<number, Value> {
  const parents = new Map<number, Value>()
  const walk = (value: Value | undefined, depth: number): void => {
    const node = dictOf(file, value)
    const numbers = listOf(file, node?.get('Nums'))
    for (let place = 0; place + 1 < numbers.length; place += 2) {
      const key = numbers[place]
      if (typeof key === 'number') parents.set(key, resolve(file, numbers[place + 1]))
    }
    if (depth < 20) for (const kid of listOf(file, node?.get('Kids'))) walk(kid, depth + 1)
  }
  walk(dictOf(file, catalogueOf(file).get('StructTreeRoot'))?.get('ParentTree'), 0)
  return parents
}

/** What a role stands for, by the file's own map; empty where that leads round in a circle. */
function standardOf(file: PdfFile, roles: Dict | undefined, role: string): string {
  let standard = role
  for (let step = 0; roles?.has(standard); step++) {
    if (step > 20) return ''
    standard = nameOf(file, roles.get(standard)) ?? ''
  }
  return standard
}

/** The attributes of a tag: one set of them, or several (ISO 32000-1 §14.7.5). */
export function attributesOf(file: PdfFile, tag: Dict): Dict[] {
  const own = resolve(file, tag.get('A'))
  const sets = Array.isArray(own) ? own : [own]
  return sets.flatMap((one) => dictOf(file, one) ?? [])
}

/** The alternative words of a tag. */
export function altOf(file: PdfFile, tag: Tag): string | undefined {
  const said = textOf(file, tag.dict.get('Alt')) ?? textOf(file, tag.dict.get('ActualText'))
  return said?.trim() === '' ? undefined : said
}

/** Whether a tag or one above it is of this kind. */
export function isWithin(tag: Tag | undefined, standard: string): boolean {
  for (let one = tag; one; one = one.parent) if (one.standard === standard) return true
  return false
}
