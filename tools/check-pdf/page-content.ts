/** What a page paints, and what each thing painted is marked as. */
import {
  contentOf,
  type Dict,
  dictOf,
  listOf,
  Name,
  nameOf,
  type PdfFile,
  Reader,
  resolve,
  Stream,
  type Value,
} from './pdf-file.js'
import { type Baseline, Pen } from './pen.js'

/** `/P <</MCID 3>> BDC` … `EMC` */
export interface Mark {
  tag: string
  mcid: number | undefined
}

export interface Painting {
  operator: string
  marks: readonly Mark[]
  /** For text: its font, the codes shown with it, and where. */
  text?: { font: Dict | undefined; codes: number[]; baseline: Baseline }
  /** For a colour, or a state, its operands. */
  operands: readonly Value[]
}

const PAINTS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Tj', 'TJ', "'", '"', 'EI'])
const SHOWS = new Set(['Tj', 'TJ', "'", '"'])
/** What sets colours and states: of interest to who keeps the file. */
export const SETS = new Set([
  'k',
  'K',
  'rg',
  'RG',
  'g',
  'G',
  'cs',
  'CS',
  'sc',
  'SC',
  'scn',
  'SCN',
  'gs',
  'ri',
])

export function contentOfPage(file: PdfFile, page: Dict): Painting[] {
  const contents = resolve(file, page.get('Contents'))
  const streams =
    contents instanceof Stream ? [contents] : listOf(file, contents).map((one) => resolve(file, one))
  const text = streams.map((stream) => (stream instanceof Stream ? latin(stream) : '')).join('\n')
  return [...paintings(file, text, dictOf(file, page.get('Resources')), [], new Pen(file), 0)]
}

function* paintings(
  file: PdfFile,
  content: string,
  resources: Dict | undefined,
  outside: readonly Mark[],
  pen: Pen,
  depth: number,
): Generator<Painting> {
  const marks = [...outside]
  let font: Dict | undefined
  for (const { operator, operands } of operations(content)) {
    pen.follow(operator, operands)
    if (operator === 'BDC' || operator === 'BMC') marks.push(markOf(operands))
    else if (operator === 'EMC') {
      if (marks.length === outside.length) yield { operator: 'EMC without beginning', marks: [], operands }
      marks.pop()
    } else if (operator === 'Tf') font = fontNamed(file, resources, operands[0])
    else if (operator === 'Do') {
      const object = resolve(
        file,
        dictOf(file, resources?.get('XObject'))?.get(nameOf(file, operands[0]) ?? ''),
      )
      if (!(object instanceof Stream) || nameOf(file, object.dict.get('Subtype')) !== 'Form' || depth > 5)
        yield { operator, marks: [...marks], operands }
      else {
        const own = dictOf(file, object.dict.get('Resources'))
        pen.follow('q', [])
        yield* paintings(file, latin(object), own, marks, pen, depth + 1)
        pen.follow('Q', [])
      }
    } else if (SHOWS.has(operator)) {
      yield {
        operator,
        marks: [...marks],
        operands,
        text: { font, codes: codesOf(operands), baseline: pen.show(operands, font) },
      }
    } else if (PAINTS.has(operator) || SETS.has(operator)) yield { operator, marks: [...marks], operands }
  }
  if (marks.length > outside.length) yield { operator: 'a mark without end', marks: [], operands: [] }
}

function* operations(content: string): Generator<{ operator: string; operands: Value[] }> {
  const reader = new Reader(content)
  let operands: Value[] = []
  for (let next = reader.next(); next !== ''; next = reader.next()) {
    if (/[A-Za-z'"*]/.test(next) && !/^(true|false|null)\b/.test(content.slice(reader.at, reader.at + 6))) {
      yield { operator: reader.word(), operands }
      operands = []
    } else operands.push(reader.value())
  }
}

function markOf([tag, properties]: Value[]): Mark {
  const mcid = properties instanceof Map ? properties.get('MCID') : undefined
  return { tag: tag instanceof Name ? tag.name : '', mcid: typeof mcid === 'number' ? mcid : undefined }
}

function fontNamed(file: PdfFile, resources: Dict | undefined, name: Value | undefined): Dict | undefined {
  return dictOf(file, dictOf(file, resources?.get('Font'))?.get(nameOf(file, name) ?? ''))
}

/** Two bytes a code: our fonts are composite. */
function codesOf(operands: readonly Value[]): number[] {
  const codes: number[] = []
  for (const shown of operands.flat()) {
    if (typeof shown !== 'string') continue
    for (let at = 0; at + 1 < shown.length; at += 2)
      codes.push(256 * shown.charCodeAt(at) + shown.charCodeAt(at + 1))
  }
  return codes
}

function latin(stream: Stream): string {
  return Buffer.from(contentOf(stream)).toString('latin1')
}
