import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type BulkRows, type BulkTable, type ColumnType } from './bulk-table.js'

/** 2000-01-01T00:00:00Z, from which PostgreSQL counts, in milliseconds. */
const EPOCH = 946_684_800_000
const CHUNK = 256 * 1024
/** More than a field of fixed size needs with its length. */
const SMALL = 24
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')

/** Writes rows by `COPY … FROM STDIN` in PostgreSQL's binary format (its documentation, COPY, "Binary Format"). */
export async function copyRows<Columns extends Record<string, ColumnType>>(
  client: pg.PoolClient,
  { name, columns }: BulkTable<Columns>,
  rows: BulkRows<Columns>,
): Promise<void> {
  const names = Object.keys(columns)
  const target = client.query(copyFrom(`copy ${name} (${names.join(', ')}) from stdin with (format binary)`))
  await pipeline(
    Readable.from(
      encode(
        names.map((column) => columns[column] as ColumnType),
        names.map((column) => rows[column] as readonly unknown[]),
      ),
      { objectMode: false },
    ),
    target,
  )
}

/** The stream of a COPY: its header, one tuple a row, its end. */
export function* encode(
  types: readonly ColumnType[],
  values: readonly (readonly unknown[])[],
): Generator<Buffer> {
  const rows = values[0]?.length ?? 0
  const out = new Chunk()
  out.bytes(HEADER)
  for (let row = 0; row < rows; row++) {
    out.int16(types.length)
    for (const [column, type] of types.entries()) writeField(out, type, values[column]?.[row])
    if (out.length >= CHUNK) yield out.take()
  }
  out.int16(-1)
  yield out.take()
}

function writeField(out: Chunk, type: ColumnType, value: unknown): void {
  if (value === null || value === undefined) {
    out.int32(-1)
    return
  }
  switch (type) {
    case 'bigint':
      out.int32(8)
      out.int64(value as number)
      return
    case 'integer':
      out.int32(4)
      out.int32(value as number)
      return
    case 'timestamptz':
      out.int32(8)
      out.micros((value as number) - EPOCH)
      return
    case 'uuid':
      out.int32(16)
      out.hex((value as string).replaceAll('-', ''))
      return
    case 'text':
      out.text(value as string)
      return
    case 'bytea':
      out.sized(value as Buffer)
  }
}

/** Bytes to be sent, in one buffer that grows: a small buffer a field would cost more than the row. */
class Chunk {
  length = 0
  private buffer = Buffer.allocUnsafe(CHUNK + 64 * 1024)

  int16(value: number): void {
    this.need(SMALL)
    this.length = this.buffer.writeInt16BE(value, this.length)
  }

  int32(value: number): void {
    this.need(SMALL)
    this.length = this.buffer.writeInt32BE(value, this.length)
  }

  /** A whole number that is exact: `BigInt` costs as much as all other numbers of a row. */
  int64(value: number): void {
    this.need(SMALL)
    this.length = this.buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.length)
    this.length = this.buffer.writeUInt32BE(value >>> 0, this.length)
  }

  /** Milliseconds as microseconds; beyond the year 2285 these are more than a number holds. */
  micros(milliseconds: number): void {
    const whole = Math.floor(milliseconds)
    const rest = Math.round((milliseconds - whole) * 1000)
    const micros = whole * 1000 + rest
    if (Number.isSafeInteger(micros)) {
      this.int64(micros)
      return
    }
    this.need(SMALL)
    this.length = this.buffer.writeBigInt64BE(BigInt(whole) * 1000n + BigInt(rest), this.length)
  }

  hex(digits: string): void {
    this.need(digits.length)
    this.length += this.buffer.write(digits, this.length, 'hex')
  }

  text(value: string): void {
    // No character takes more than three bytes a UTF-16 unit.
    this.need(SMALL + 3 * value.length)
    const written = this.buffer.write(value, this.length + 4)
    this.int32(written)
    this.length += written
  }

  sized(bytes: Buffer): void {
    this.int32(bytes.length)
    this.bytes(bytes)
  }

  bytes(bytes: Buffer): void {
    this.need(bytes.length)
    bytes.copy(this.buffer, this.length)
    this.length += bytes.length
  }

  take(): Buffer {
    const taken = this.buffer.subarray(0, this.length)
    this.buffer = Buffer.allocUnsafe(CHUNK + 64 * 1024)
    this.length = 0
    return taken
  }

  private need(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const grown = Buffer.allocUnsafe(2 * (this.length + more))
    this.buffer.copy(grown, 0, 0, this.length)
    this.buffer = grown
  }
}
