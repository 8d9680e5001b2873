/** How one thing is made wrong in a sound file. */
import {
  catalogueOf,
  contentOf,
  type Dict,
  dictOf,
  listOf,
  Name,
  nameOf,
  type PdfFile,
  pagesOf,
  Ref,
  resolve,
  Stream,
  type Value,
} from './pdf-file.js'
import { sealsOf } from './rules-seal.js'
import { changed } from './write-pdf.js'

/** What is done to a sound file, and the rule that must see it: its checkpoint and its failure. */
export interface Planted {
  checkpoint: string
  failure: string
  plant: (pdf: Uint8Array) => Uint8Array
}

export function plant(
  rule: readonly [string, string],
  ...changes: ((file: PdfFile) => unknown)[]
): Planted[] {
  return changes.map((change) => by(...rule, change))
}

export function by(checkpoint: string, failure: string, change: (file: PdfFile) => unknown): Planted {
  return { checkpoint, failure, plant: (pdf) => changed(pdf, (file) => void change(file)) }
}

/** Changes what the first page draws. */
export function content(change: (text: string) => string) {
  return (file: PdfFile): void => {
    const stream = resolve(file, pageOf(file).get('Contents'))
    if (stream instanceof Stream) rewrite(stream, change)
  }
}

export function xmp(change: (text: string) => string) {
  return (file: PdfFile): void => {
    const stream = resolve(file, catalogueOf(file).get('Metadata'))
    if (stream instanceof Stream) rewrite(stream, change)
  }
}

export function toUnicode(change: (text: string) => string) {
  return (file: PdfFile): void =>
    everyDict(file, (dict) => {
      const stream = resolve(file, dict.get('ToUnicode'))
      if (stream instanceof Stream) rewrite(stream, change)
    })
}

function rewrite(stream: Stream, change: (text: string) => string): void {
  const text = Buffer.from(contentOf(stream)).toString('latin1')
  const written = change(text)
  if (written === text) throw new Error('nothing was changed')
  stream.data = Buffer.from(written, 'latin1')
  stream.dict.delete('Filter')
}

export function everyStream(
  file: PdfFile,
  isMeant: (stream: Stream) => boolean,
  change: (text: string) => string,
): void {
  for (const value of file.objects.values())
    if (value instanceof Stream && isMeant(value)) rewrite(value, change)
}

export function everyDict(file: PdfFile, change: (dict: Dict) => unknown): void {
  for (const value of file.objects.values()) if (value instanceof Map) change(value)
}

/** The first tag of a role, in the order in which they are read. */
export function tagOf(file: PdfFile, wanted: string): Dict {
  const look = (value: Value | undefined): Dict | undefined => {
    const dict = dictOf(file, value)
    if (!dict || nameOf(file, dict.get('S')) === wanted) return dict
    for (const kid of listOf(file, dict.get('K'))) {
      const found = kid instanceof Ref ? look(kid) : undefined
      if (found) return found
    }
    return undefined
  }
  const tag = look(catalogueOf(file).get('StructTreeRoot'))
  if (!tag) throw new Error(`no ${wanted}`)
  return tag
}

/** Gives another role to all tags of one. */
export function role(from: string, to: string) {
  return (file: PdfFile): void =>
    everyDict(file, (dict) => {
      if (dict.has('P') && nameOf(file, dict.get('S')) === from) dict.set('S', new Name(to))
    })
}

export function rolesOf(file: PdfFile, roles: Record<string, string>): void {
  const map = new Map(Object.entries(roles).map(([key, to]) => [key, new Name(to)]))
  dictOf(file, catalogueOf(file).get('StructTreeRoot'))?.set('RoleMap', map)
}

/** Puts an annotation on the first page, which no tag knows. */
export function annotation(entries: Record<string, Value>) {
  return (file: PdfFile): void => {
    const number = Math.max(...file.objects.keys()) + 1
    const dict: Dict = new Map(
      Object.entries({ Type: new Name('Annot'), F: 4, Rect: [0, 0, 9, 9], ...entries }),
    )
    file.objects.set(number, dict)
    pageOf(file).set('Annots', [...listOf(file, pageOf(file).get('Annots')), new Ref(number)])
  }
}

/** The first link of the first page. */
export function linkOf(file: PdfFile): Dict {
  const links = listOf(file, pageOf(file).get('Annots')).map((one) => dictOf(file, one))
  const link = links.find((dict) => nameOf(file, dict?.get('Subtype')) === 'Link')
  if (!link) throw new Error('no link')
  return link
}

export function actsBy(action: string) {
  return (file: PdfFile) => dictOf(file, linkOf(file).get('A'))?.set('S', new Name(action))
}

export function sealOf(file: PdfFile): Dict {
  const [seal] = sealsOf(file)
  if (!seal) throw new Error('no seal')
  return seal
}

/** Takes the seal out of its field. */
export function unsealed(file: PdfFile): void {
  const seal = sealOf(file)
  catalogueOf(file).delete('Perms')
  everyDict(file, (dict) => dictOf(file, dict.get('V')) === seal && dict.delete('V'))
  for (const [number, value] of file.objects) if (value === seal) file.objects.delete(number)
}

/** As if what a key of the field says were the seal: `Contents` are its words, `TU` is the same digits here. */
export function aroundTheDigitsOf(key: 'Contents' | 'TU') {
  return (pdf: Uint8Array): Uint8Array => {
    const repeat = (file: PdfFile) =>
      everyDict(file, (dict) => dict.has('TU') && dict.set('TU', sealOf(file).get('Contents') ?? ''))
    const file = Buffer.from(changed(pdf, repeat))
    const before = file.indexOf(`/${key} <`, file.indexOf('/FT /Sig')) + `/${key} `.length
    const after = file.indexOf('>', before) + 1
    return rangeBy(() => [0, before, after, file.length - after])(file)
  }
}

/** Writes another range into the place of the true one: no other byte moves. */
export function rangeBy(change: (range: number[]) => (number | undefined)[]) {
  return (pdf: Uint8Array): Uint8Array => {
    const text = Buffer.from(pdf).toString('latin1')
    const written = text.replace(/\/ByteRange \[([\d ]+)\] */, (whole, numbers: string) =>
      `/ByteRange [${change(numbers.split(' ').map(Number)).join(' ')}]`.padEnd(whole.length),
    )
    if (written === text || written.length !== text.length) throw new Error('the range was not changed')
    return Buffer.from(written, 'latin1')
  }
}

export function treeRootOf(file: PdfFile): Dict {
  return dictOf(file, catalogueOf(file).get('StructTreeRoot')) ?? (new Map() as Dict)
}

/** Under another key nobody finds it. */
export function renamed(dict: Dict, key: string): void {
  const value = dict.get(key)
  if (value === undefined) throw new Error(`no ${key}`)
  dict.delete(key)
  dict.set(`X${key}`, value)
}

export function pageOf(file: PdfFile): Dict {
  const [page] = pagesOf(file)
  if (!page) throw new Error('no page')
  return page.dict
}
