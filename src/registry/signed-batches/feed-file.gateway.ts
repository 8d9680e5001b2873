import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { BytesChanged } from './signed-batch.js'

const CHUNK = 1024 * 1024

/**
 * A file that is read more than once and must be the same each time: the digest of every piece is kept from the first
 * reading, and no later reading gives away a piece that differs.
 */
export class FeedFile {
  private digests: Buffer[] | undefined

  private constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  static async open(path: string): Promise<FeedFile> {
    const handle = await open(path, 'r')
    return new FeedFile(handle, (await handle.stat()).size)
  }

  /** Its bytes from the beginning; `advanced` is told how many were read. */
  async *chunks(advanced: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const known = this.digests
    const seen: Buffer[] = []
    for (let position = 0; ; position += CHUNK) {
      const chunk = await this.readAt(position)
      if (chunk.length > 0) {
        const digest = createHash('sha256').update(chunk).digest()
        if (known && !known[seen.length]?.equals(digest)) throw new BytesChanged()
        seen.push(digest)
        yield chunk
        advanced(chunk.length)
      }
      if (chunk.length < CHUNK) break
    }
    if (known && known.length !== seen.length) throw new BytesChanged()
    this.digests = seen
  }

  /** How it begins. */
  async head(): Promise<Buffer> {
    return (await this.readAt(0)).subarray(0, 16)
  }

  close(): Promise<void> {
    return this.handle.close()
  }

  private async readAt(position: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(CHUNK)
    let length = 0
    while (length < CHUNK) {
      const { bytesRead } = await this.handle.read(buffer, length, CHUNK - length, position + length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.subarray(0, length)
  }
}
