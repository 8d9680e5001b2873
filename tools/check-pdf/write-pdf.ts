/** Writes objects as a PDF again: how files that must be rejected are made from ours. */
import { fillByteRange, UNKNOWN_BYTE_RANGE } from '../../src/seal/sealed-pdf.js'
import { type Dict, Name, type PdfFile, readPdf, Ref, Stream, type Value } from './pdf-file.js'
import { sealsOf } from './rules-seal.js'

/** A copy of a file in which something was changed. Its seal covers all of it again, with a signature that is not true. */
export function changed(pdf: Uint8Array, change: (file: PdfFile) => void): Uint8Array {
  const file = readPdf(pdf)
  for (const seal of sealsOf(file)) seal.set('ByteRange', [...UNKNOWN_BYTE_RANGE])
  change(file)
  const written = writePdf(file)
  if (sealsOf(file).some((seal) => seal.has('ByteRange'))) fillByteRange(written)
  return written
}

export function writePdf({ objects, trailer }: PdfFile): Uint8Array {
  const pieces: Buffer[] = []
  let length = 0
  const write = (piece: string | Uint8Array): void => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece)
    pieces.push(bytes)
    length += bytes.length
  }
  write('%PDF-1.7\n%\xff\xff\xff\xff\n')
  const offsets = new Map<number, number>()
  for (const [number, value] of objects) {
    offsets.set(number, length)
    write(`${number} 0 obj\n`)
    if (value instanceof Stream) {
      value.dict.set('Length', value.data.length)
      write(`${textOfValue(value.dict)}\nstream\n`)
      write(value.data)
      write('\nendstream')
    } else write(textOfValue(value))
    write('\nendobj\n')
  }
  const start = length
  const count = Math.max(...objects.keys()) + 1
  write(`xref\n0 ${count}\n`)
  for (let number = 0; number < count; number++) {
    const offset = offsets.get(number)
    write(offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`)
  }
  trailer.set('Size', count)
  write(`trailer\n${textOfValue(trailer)}\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(pieces)
}

function textOfValue(value: Value): string {
  if (value instanceof Name)
    return `/${value.name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
  if (value instanceof Ref) return `${value.number} 0 R`
  if (typeof value === 'string') return `<${Buffer.from(value, 'latin1').toString('hex')}>`
  if (Array.isArray(value)) return `[${value.map(textOfValue).join(' ')}]`
  if (value instanceof Map) return dictText(value)
  if (value instanceof Stream) throw new Error('a stream stands by itself')
  return String(value)
}

/** An entry a line, as in our own files: the room of a seal is found by it. */
function dictText(dict: Dict): string {
  return `<<${[...dict].map(([key, value]) => `${textOfValue(new Name(key))} ${textOfValue(value)}`).join('\n')}>>`
}
