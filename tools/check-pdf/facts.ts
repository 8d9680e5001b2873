/** What all rules look at, read once a file. */
import {
  catalogueOf,
  contentOf,
  type Dict,
  dictOf,
  listOf,
  nameOf,
  type PdfFile,
  pagesOf,
  readPdf,
  Ref,
  resolve,
  Stream,
} from './pdf-file.js'
import { contentOfPage, type Painting, SETS } from './page-content.js'
import { type Tag, tagsOf } from './structure.js'

export interface Facts {
  file: PdfFile
  catalogue: Dict
  pages: { number: number; dict: Dict; paintings: Painting[] }[]
  tags: Tag[]
  /** The tag of each piece of marked content. */
  tagOf: (page: number, mcid: number) => Tag | undefined
  annotations: { number: number; dict: Dict; page: Dict; tag: Tag | undefined }[]
  fonts: Map<Dict, Set<number>>
  xmp: string | undefined
  xmpStream: Stream | undefined
}

/** One thing that a file must fulfil: where it is written, and what is wrong in a file, if anything. */
export interface Rule {
  /** A checkpoint of the Matterhorn Protocol 1.1, or a clause of a standard. */
  checkpoint: string
  /** The failure, in a few words. */
  failure: string
  find: (facts: Facts) => string[]
}

export function factsOf(bytes: Uint8Array): Facts {
  const file = readPdf(bytes)
  const catalogue = catalogueOf(file)
  const tags = tagsOf(file)
  const places = new Map(
    tags.flatMap((tag) => tag.content.map(({ page, mcid }) => [`${page} ${mcid}`, tag] as const)),
  )
  const pages = pagesOf(file).map((page) => ({ ...page, paintings: contentOfPage(file, page.dict) }))
  const metadata = resolve(file, catalogue.get('Metadata'))
  const xmpStream = metadata instanceof Stream ? metadata : undefined
  return {
    file,
    catalogue,
    pages,
    tags,
    tagOf: (page, mcid) => places.get(`${page} ${mcid}`),
    annotations: pages.flatMap(({ dict: page }) => annotationsOf(file, page, tags)),
    fonts: fontsOf(pages.flatMap(({ paintings }) => paintings)),
    xmp: xmpStream && Buffer.from(contentOf(xmpStream)).toString('utf8'),
    xmpStream,
  }
}

/** What is drawn, without the setting of colours. */
export function drawn(paintings: readonly Painting[]): Painting[] {
  return paintings.filter(({ operator }) => !SETS.has(operator))
}

function annotationsOf(file: PdfFile, page: Dict, tags: readonly Tag[]): Facts['annotations'] {
  return listOf(file, page.get('Annots')).map((value) => {
    const number = value instanceof Ref ? value.number : -1
    const dict = dictOf(file, value) ?? new Map()
    return {
      number,
      dict,
      page,
      tag: tags.find(({ objects }) => objects.some((object) => object.number === number)),
    }
  })
}

/** The fonts in use, each with the codes shown in it. */
function fontsOf(paintings: readonly Painting[]): Map<Dict, Set<number>> {
  const fonts = new Map<Dict, Set<number>>()
  for (const { text } of paintings) {
    if (!text?.font) continue
    const codes = fonts.get(text.font) ?? new Set()
    for (const code of text.codes) codes.add(code)
    fonts.set(text.font, codes)
  }
  return fonts
}

export function one(wrong: boolean, said: string): string[] {
  return wrong ? [said] : []
}

export function subtypeOf(facts: Facts, dict: Dict): string | undefined {
  return nameOf(facts.file, dict.get('Subtype'))
}

/** The text of an element of the XMP packet, entities resolved; undefined where it is not there. */
export function xmpValue(xmp: string | undefined, element: string): string | undefined {
  const found = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(xmp ?? '')?.[1]
  const plain = found?.replace(/<[^>]*>/g, '').trim()
  return plain?.replace(
    /&(lt|gt|quot|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '',
  )
}
