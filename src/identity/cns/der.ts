/** A tagged piece of DER (X.690 §8.1): where it begins, where its content does, and where it ends. */
export interface Piece {
  tag: number
  from: number
  body: number
  end: number
}

/**
 * The piece that begins at a place; nothing beyond `limit` is looked at. For lists of revoked certificates, which may
 * have a hundred thousand entries: they are walked through where they lie, and nothing is built of them.
 */
export function pieceAt(bytes: Uint8Array, from: number, limit = bytes.length): Piece {
  const tag = byteAt(bytes, from, limit)
  const first = byteAt(bytes, from + 1, limit)
  let body = from + 2
  let length = first
  if (first >= 0x80) {
    const size = first & 0x7f
    if (size === 0 || size > 4) throw new RangeError('no definite length')
    length = 0
    for (let place = 0; place < size; place++) length = length * 256 + byteAt(bytes, body + place, limit)
    body += size
  }
  const end = body + length
  if (end > limit) throw new RangeError('longer than what holds it')
  return { tag, from, body, end }
}

/** The pieces inside another, in order. */
export function* piecesIn(bytes: Uint8Array, { body, end }: Piece): Generator<Piece, void> {
  for (let from = body; from < end;) {
    const piece = pieceAt(bytes, from, end)
    yield piece
    from = piece.end
  }
}

function byteAt(bytes: Uint8Array, place: number, limit: number): number {
  const byte = place < limit ? bytes[place] : undefined
  if (byte === undefined) throw new RangeError('cut off')
  return byte
}
