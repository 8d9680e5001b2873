/** What PDF/A-2a asks of a file (ISO 19005-2), as far as files of ours could break it; and what makes a pass hollow. */
import { contentOf, dictOf, listOf, nameOf, resolve, Stream, textOf, type Value } from './pdf-file.js'
import { type Facts, one, type Rule, xmpValue } from './facts.js'
import { programOf } from './font-program.js'
import { type Painting } from './page-content.js'
import { ARCHIVED_ANNOTATION_RULES } from './rules-annotations.js'

const clause = (number: string) => `ISO 19005-2 §${number}`

export const A_RULES: readonly Rule[] = [
  {
    checkpoint: clause('6.1.2'),
    failure: 'the head of the file',
    find: ({ file }) =>
      one(
        !/^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/.test(Buffer.from(file.bytes.subarray(0, 20)).toString('latin1')),
        '%PDF',
      ),
  },
  {
    checkpoint: clause('6.1.3'),
    failure: 'no identifier of the file',
    find: ({ file }) =>
      one(
        listOf(file, file.trailer.get('ID')).filter((id) => typeof id === 'string' && id !== '').length !== 2,
        'ID',
      ),
  },
  {
    checkpoint: `26-002, ${clause('6.1.3')}`,
    failure: 'encrypted',
    find: ({ file }) => one(file.trailer.has('Encrypt'), 'Encrypt'),
  },
  { checkpoint: clause('6.2.3'), failure: 'no output intent with a profile', find: outputIntent },
  {
    checkpoint: clause('6.2.4.3'),
    failure: 'a colour that the output intent does not cover',
    find: ({ pages }) =>
      pages.flatMap(({ paintings }) =>
        paintings.flatMap(({ operator }) => one(operator === 'k' || operator === 'K', operator)),
      ),
  },
  {
    checkpoint: clause('6.2.8'),
    failure: 'an image that is not ours',
    find: ({ pages }) =>
      pages.flatMap(({ paintings }) =>
        paintings.flatMap(({ operator }) => one(operator === 'Do' || operator === 'EI', operator)),
      ),
  },
  { checkpoint: clause('6.2.10'), failure: 'transparency', find: transparency },
  {
    checkpoint: clause('6.2.11.4'),
    failure: 'a font program that cannot be read',
    find: (facts) =>
      [...facts.fonts.keys()].flatMap((font) =>
        one(programOf(facts.file, font) === undefined, nameOf(facts.file, font.get('BaseFont')) ?? '?'),
      ),
  },
  ...ARCHIVED_ANNOTATION_RULES,
  {
    checkpoint: clause('6.4.1'),
    failure: 'a form that the reader must draw, or that acts',
    find: ({ file, catalogue }) =>
      one(
        resolve(file, dictOf(file, catalogue.get('AcroForm'))?.get('NeedAppearances')) === true,
        'NeedAppearances',
      ),
  },
  {
    checkpoint: `25-001, ${clause('6.4.2')}`,
    failure: 'a form of XFA',
    find: ({ file, catalogue }) => one(dictOf(file, catalogue.get('AcroForm'))?.has('XFA') ?? false, 'XFA'),
  },
  {
    checkpoint: clause('6.5.1'),
    failure: 'an action: JavaScript, or one that starts by itself',
    find: actions,
  },
  {
    checkpoint: clause('6.6.2.1'),
    failure: 'metadata that a simple program cannot read',
    find: ({ xmp, xmpStream }) =>
      one(xmpStream?.dict.has('Filter') ?? false, 'Filter').concat(
        one(
          !/^<\?xpacket begin="\ufeff"[\s\S]*<\?xpacket end="[rw]"\?>$/.test((xmp ?? '').trim()),
          'xpacket',
        ),
        xmlFaults(xmp),
      ),
  },
  {
    checkpoint: clause('6.6.2.3'),
    failure: 'a schema that is not described',
    find: ({ xmp }) =>
      one(/<pdfuaid:/.test(xmp ?? '') && !/<pdfaSchema:prefix>pdfuaid</.test(xmp ?? ''), 'pdfuaid'),
  },
  { checkpoint: clause('6.6.3'), failure: 'information other than the metadata', find: disagreements },
  {
    checkpoint: clause('6.6.4'),
    failure: 'no identifier of PDF/A-2a',
    find: ({ xmp }) =>
      one(xmpValue(xmp, 'pdfaid:part') !== '2', 'pdfaid:part').concat(
        one(xmpValue(xmp, 'pdfaid:conformance') !== 'A', 'pdfaid:conformance'),
      ),
  },
  {
    checkpoint: clause('6.7.2.2'),
    failure: 'not said to be tagged',
    find: ({ file, catalogue }) =>
      one(resolve(file, dictOf(file, catalogue.get('MarkInfo'))?.get('Marked')) !== true, 'Marked').concat(
        one(resolve(file, dictOf(file, catalogue.get('MarkInfo'))?.get('Suspects')) === true, 'Suspects'),
      ),
  },
  {
    checkpoint: clause('6.7.3.3'),
    failure: 'no structure tree',
    find: ({ file, catalogue }) =>
      one(
        nameOf(file, dictOf(file, catalogue.get('StructTreeRoot'))?.get('Type')) !== 'StructTreeRoot',
        'StructTreeRoot',
      ),
  },
  {
    checkpoint: clause('6.8'),
    failure: 'a file inside the file',
    find: ({ file, catalogue }) =>
      one(
        catalogue.has('AF') || (dictOf(file, catalogue.get('Names'))?.has('EmbeddedFiles') ?? false),
        'EmbeddedFiles',
      ),
  },
  {
    checkpoint: clause('6.9'),
    failure: 'content that can be switched off',
    find: ({ catalogue }) => one(catalogue.has('OCProperties'), 'OCProperties'),
  },
]

/**
 * A tree that conforms and tells nothing: flags set, nothing tagged, or everything marked as decoration. Conformance alone
 * would let it pass.
 */
export const HOLLOW_RULES: readonly Rule[] = [
  {
    checkpoint: 'hollow',
    failure: 'no heading, no paragraph or no figure is told',
    find: ({ tags }) =>
      ['H1', 'P', 'Figure'].filter(
        (role) =>
          !tags.some(
            ({ standard, content, kids }) => standard === role && (content.length > 0 || kids.length > 0),
          ),
      ),
  },
  {
    checkpoint: 'hollow',
    failure: 'words that are decoration',
    find: ({ pages }) =>
      pages.flatMap(({ number, paintings }) => one(decorative(paintings) > 0.25, `page ${number} 0 R`)),
  },
  {
    checkpoint: 'hollow',
    failure: 'a tag whose content is not on the page',
    find: ({ tags, pages }) => {
      const marked = new Set(
        pages.flatMap(({ number, paintings }) =>
          paintings.flatMap(({ marks }) => marks.map(({ mcid }) => `${number} ${mcid}`)),
        ),
      )
      return tags.flatMap(({ standard, content }) =>
        content.flatMap(({ page, mcid }) => one(!marked.has(`${page} ${mcid}`), `${standard} ${mcid}`)),
      )
    },
  },
]

/** The part of the letters of a page that is decoration: some numbers and repeated lines may be. */
function decorative(paintings: readonly Painting[]): number {
  let [all, decoration] = [0, 0]
  for (const { text, marks } of paintings) {
    all += text?.codes.length ?? 0
    if (marks.some(({ tag }) => tag === 'Artifact')) decoration += text?.codes.length ?? 0
  }
  return decoration / Math.max(1, all)
}

function outputIntent({ file, catalogue }: Facts): string[] {
  const intents = listOf(file, catalogue.get('OutputIntents')).map((each) => dictOf(file, each))
  const intent = intents.find((dict) => nameOf(file, dict?.get('S')) === 'GTS_PDFA1')
  const profile = resolve(file, intent?.get('DestOutputProfile'))
  if (!(profile instanceof Stream)) return ['GTS_PDFA1']
  const icc = Buffer.from(contentOf(profile))
  const sound =
    icc.length > 128 && icc.readUInt32BE(0) === icc.length && icc.toString('latin1', 36, 40) === 'acsp'
  return one(
    !sound || icc.toString('latin1', 16, 20) !== 'RGB ' || profile.dict.get('N') !== 3,
    'DestOutputProfile',
  )
}

function transparency({ file, pages }: Facts): string[] {
  return [...file.objects.values()].flatMap((value) => {
    const dict = value instanceof Stream ? value.dict : value
    if (!(dict instanceof Map)) return []
    const mode = nameOf(file, dict.get('BM'))
    const opaque = ['ca', 'CA'].every((key) => (resolve(file, dict.get(key)) ?? 1) === 1)
    return one(
      dict.has('Group') || dict.has('SMask') || !opaque || (mode !== undefined && mode !== 'Normal'),
      `of ${pages.length} pages`,
    )
  })
}

/** Keys that make a file act, anywhere in it. */
function actions({ file }: Facts): string[] {
  const found: string[] = []
  const look = (value: Value): void => {
    const dict = value instanceof Stream ? value.dict : value
    if (Array.isArray(dict)) dict.forEach(look)
    if (!(dict instanceof Map)) return
    for (const [key, inner] of dict) {
      if (/^(JS|JavaScript|AA|OpenAction)$/.test(key)) found.push(key)
      if (
        key === 'S' &&
        /^(JavaScript|Launch|SubmitForm|ImportData|ResetForm|Sound|Movie|Hide|SetOCGState|Rendition|Trans|GoTo3DView|SetState|NOP)$/.test(
          nameOf(file, inner) ?? '',
        )
      )
        found.push(nameOf(file, inner) ?? '')
      look(inner)
    }
  }
  for (const value of file.objects.values()) look(value)
  return found
}

/** What a program that reads XML would stumble on: a bare `&`, tags that do not close each other. */
function xmlFaults(xmp = ''): string[] {
  const open: string[] = []
  for (const [whole, closes, name = '', , empty] of xmp.matchAll(
    /<(\/?)([A-Za-z][\w:]*)((?:\s+[\w:]+\s*=\s*"[^"<]*")*)\s*(\/?)>|<[^?]|&(?!(amp|lt|gt|quot|apos|#\d+);)/g,
  )) {
    if (name === '') return [JSON.stringify(whole)]
    if (closes === '/') {
      if (open.pop() !== name) return [`</${name}>`]
    } else if (empty !== '/') open.push(name)
  }
  return open
}

function disagreements({ file, xmp }: Facts): string[] {
  const info = dictOf(file, file.trailer.get('Info'))
  const pairs = [
    ['Title', 'dc:title'],
    ['Author', 'dc:creator'],
    ['Creator', 'xmp:CreatorTool'],
    ['Producer', 'pdf:Producer'],
  ] as const
  const words = pairs.flatMap(([key, element]) =>
    one((textOf(file, info?.get(key)) ?? '').trim() !== xmpValue(xmp, element), key),
  )
  const date = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/.exec(textOf(file, info?.get('CreationDate')) ?? '')
  const [year, month, day, hour, minute, second] = date?.slice(1) ?? []
  // Of a title in several languages, the one for all others is what the information says.
  return words.concat(
    one(!/<dc:title>[\s\S]*?<rdf:li xml:lang="x-default">[\s\S]*?<\/dc:title>/.test(xmp ?? ''), 'x-default'),
    one(
      `${year}-${month}-${day}T${hour}:${minute}:${second}Z` !== xmpValue(xmp, 'xmp:CreateDate'),
      'CreationDate',
    ),
  )
}
