/** The seal: what it covers, and that it certifies. Whether its signature is valid, others say (`debian-tools.ts`). */
import { type Facts, one, type Rule } from './facts.js'
import {
  catalogueOf,
  type Dict,
  dictOf,
  listOf,
  Malformed,
  nameOf,
  type PdfFile,
  readPdf,
  resolve,
} from './pdf-file.js'

export const SEAL_RULES: readonly Rule[] = [
  {
    checkpoint: 'ISO 19005-2 §6.4.3',
    failure: 'a seal that does not cover all of the file but its own digits',
    find: ({ file }) => sealsOf(file).flatMap((seal) => one(!coversAll(file, seal), rangeText(file, seal))),
  },
  {
    // ISO 32000-1 allows more (table 254); our profile does not (decision 18).
    checkpoint: 'seal',
    failure: 'a seal that does not forbid every change',
    find: ({ file, catalogue }) => {
      const certified = dictOf(file, dictOf(file, catalogue.get('Perms'))?.get('DocMDP'))
      return sealsOf(file).flatMap((seal) => [
        ...one(seal !== certified, 'Perms'),
        ...one(permitted(file, seal) !== 1, `P ${permitted(file, seal) ?? 'is missing'}`),
      ])
    },
  },
]

/** Of the sheets that the service gives out, none is without. */
export const SEALED_RULE: Rule = {
  checkpoint: 'seal',
  failure: 'a sheet of ours without a seal',
  find: ({ file }: Facts) => one(sealsOf(file).length === 0, 'Sig'),
}

/** The dictionaries of the seals: each that says it is one, or that the catalogue or a field takes for one. */
export function sealsOf(file: PdfFile): Dict[] {
  const dicts = [...file.objects.values()].filter((value) => value instanceof Map)
  const fields = dicts.filter((dict) => nameOf(file, dict.get('FT')) === 'Sig')
  const named = [
    dictOf(file, dictOf(file, catalogueOf(file).get('Perms'))?.get('DocMDP')),
    ...fields.map((field) => dictOf(file, field.get('V'))),
    ...dicts.filter((dict) => dict.has('ByteRange') || nameOf(file, dict.get('Type')) === 'Sig'),
  ]
  return [...new Set(named.filter((dict) => dict !== undefined))]
}

/** Whether a file has a seal, whole or broken; of one that we cannot read, whether it looks so. */
export function isSealed(pdf: Uint8Array): boolean {
  try {
    return sealsOf(readPdf(pdf)).length > 0
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return Buffer.from(pdf).includes('/ByteRange')
  }
}

/** From the first byte to the last, without what stands between `<` and `>`, which are the digits of this seal. */
function coversAll(file: PdfFile, seal: Dict): boolean {
  const range = listOf(file, seal.get('ByteRange'))
  const [start, before, after, length] = range.map(Number)
  if (range.length !== 4 || start !== 0 || before === undefined || after === undefined) return false
  const text = Buffer.from(file.bytes).toString('latin1')
  const digits = /^<([0-9A-Fa-f]*)>$/.exec(text.slice(before, after))?.[1]
  return (
    after + (length ?? 0) === text.length &&
    /\/Contents\s*$/.test(text.slice(Math.max(0, before - 20), before)) &&
    digits !== undefined &&
    Buffer.from(digits, 'hex').toString('latin1') === resolve(file, seal.get('Contents'))
  )
}

function rangeText(file: PdfFile, seal: Dict): string {
  const range = listOf(file, seal.get('ByteRange')).map(String)
  return range.length === 0 ? 'no ByteRange' : `${range.join(' ')} of ${file.bytes.length}`
}

/** What may be changed (ISO 32000-1 table 254): 1 is nothing. */
function permitted(file: PdfFile, seal: Dict): number | undefined {
  const references = listOf(file, seal.get('Reference')).map((one) => dictOf(file, one))
  const certifying = references.find((one) => nameOf(file, one?.get('TransformMethod')) === 'DocMDP')
  const permission = resolve(file, dictOf(file, certifying?.get('TransformParams'))?.get('P'))
  return typeof permission === 'number' ? permission : undefined
}
