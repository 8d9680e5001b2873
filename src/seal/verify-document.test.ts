import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { PDFDocument, PDFName } from 'pdf-lib'
import {
  certificatesOf,
  drawnOver,
  newSealKey,
  rewritten,
  sealedSheet,
  TODAY,
  updated,
  verifierOf,
} from '../../test/sealed-sheets.js'
import { DAY, later } from '../kernel/instant.js'
import { type SealKey } from './certificate.js'
import { fillByteRange, fillContents, signedParts } from './sealed-pdf.js'
import { makeSeal } from './make-seal.gateway.js'
import { LARGEST_DOCUMENT, type SealVerdict } from './verify-document.js'

const hasQpdf = spawnSync('qpdf', ['--version']).status === 0
let ours: SealKey
let strangers: SealKey
let pdf: Buffer
let verify: (pdf: Uint8Array) => Promise<SealVerdict>

before(async () => {
  ours = await newSealKey()
  strangers = await newSealKey()
  pdf = await sealedSheet({ key: ours })
  verify = verifierOf(...certificatesOf(ours))
})

/** Where the digits of the seal stand. */
function gapOf(sealed: Buffer): { from: number; to: number } {
  const [, from = '', to = ''] = /\/ByteRange \[0 (\d+) (\d+) /.exec(sealed.toString('latin1')) ?? []
  return { from: Number(from), to: Number(to) }
}

const kindOf = async (bytes: Uint8Array) => (await verify(bytes)).kind

function flipped(sealed: Buffer, bit: number): Buffer {
  const changed = Buffer.from(sealed)
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return changed
}

describe('A document is genuine', () => {
  it('as it was sealed, and the verifier says when', async () => {
    assert.deepEqual(await verify(pdf), { kind: 'genuine', sealedAt: TODAY, timestamped: false })
  })

  it('after the certificate has expired, and after another took its place: it counts when it was sealed', async () => {
    const next = await newSealKey(later(TODAY, 1000 * DAY))
    const both = verifierOf(...certificatesOf(next), ...certificatesOf(ours))
    assert.equal((await both(pdf)).kind, 'genuine')
    assert.equal((await verifierOf(...certificatesOf(next))(pdf)).kind, 'stranger')
  })
})

describe('A document is refused, in the right words,', () => {
  it('with any one bit of it changed: sixty anywhere, and sixty in the seal itself', async () => {
    const said: Record<string, number> = {}
    const refuses = async (bit: number) => {
      const kind = await kindOf(flipped(pdf, bit))
      said[kind] = (said[kind] ?? 0) + 1
      return kind !== 'genuine' && kind !== 'stranger' && kind !== 'expired' && kind !== 'tooLarge'
    }
    const { from, to } = gapOf(pdf)
    const anywhere = fc.noBias(fc.integer({ min: 0, max: 8 * pdf.length - 1 }))
    const inTheSeal = fc.noBias(fc.integer({ min: 8 * from, max: 8 * to - 1 }))
    for (const bits of [anywhere, inTheSeal])
      await fc.assert(fc.asyncProperty(bits, refuses), { numRuns: 60, seed: 20_261_125 })
    assert.ok((said['altered'] ?? 0) >= 117, JSON.stringify(said))
  })

  it('with a bit changed in each byte of the certificate, the signature and the filling of the seal', async () => {
    const { from, to } = gapOf(pdf)
    for (let byte = from; byte < to; byte += 7) {
      assert.equal(await kindOf(flipped(pdf, 8 * byte + (byte % 8))), 'altered', String(byte - from))
    }
  })

  it('with the digits of the seal in upper case: nothing outside the signature is left free', async () => {
    const { from, to } = gapOf(pdf)
    const upper = Buffer.from(pdf)
    upper.write(pdf.subarray(from, to).toString('latin1').toUpperCase(), from, 'latin1')
    assert.equal(await kindOf(upper), 'altered')
  })

  it('with bytes appended, were it one line end, or cut off', async () => {
    assert.equal(await kindOf(Buffer.concat([pdf, Buffer.from('\n')])), 'addedAfter')
    assert.equal(await kindOf(Buffer.concat([pdf, Buffer.from('x'.repeat(500))])), 'addedAfter')
    assert.equal(await kindOf(pdf.subarray(0, pdf.length - 1)), 'altered')
    assert.equal(await kindOf(Buffer.concat([Buffer.from('\n'), pdf])), 'altered')
  })

  it('with an update that draws over the page', async () => {
    assert.equal(await kindOf(drawnOver(pdf)), 'addedAfter')
  })

  it('with a second signature, were it also by our own key', async () => {
    for (const key of [strangers, ours]) {
      const twice = await signedAgain(pdf, key)
      assert.equal(await kindOf(twice), 'signedAgain')
    }
  })

  it('with its signature taken away', async () => {
    const text = pdf.toString('latin1')
    const without = text.replace(/\/ByteRange \[[^\]]*\]\s*\/Contents <[0-9a-f]*>/, '')
    assert.notEqual(without, text)
    assert.equal(await kindOf(Buffer.from(without, 'latin1')), 'stripped')
    const unsigned = without.replace(/\/AcroForm <<[^>]*>>|\/Perms <<[^>]*>>|\/SubFilter \/[\w.]+/g, '')
    assert.equal(await kindOf(Buffer.from(unsigned, 'latin1')), 'stripped', 'it still says who made it')
  })

  it('with the seal emptied, by hand or by another program: it was taken away', async () => {
    const text = pdf.toString('latin1')
    const room = /\/Contents <([0-9a-f]{200,})>/
    const digits = room.exec(text)?.[1] ?? ''
    assert.ok(digits.length > 0)
    for (const [by, what] of [
      [`/Contents <${'0'.repeat(digits.length)}>`, 'zeros'],
      ['/Contents <>', 'nothing, and all behind it moved'],
      ['/Contents ()', 'an empty string of the other kind'],
      ['', 'no string'],
    ] as const)
      assert.equal(await kindOf(Buffer.from(text.replace(room, by), 'latin1')), 'stripped', what)
    // What qpdf --remove-restrictions leaves: the signature in another place, no permissions, no flags.
    const disowned = text.replace(/\/Perms <<[^>]*>>/, '').replace('/SigFlags 3', '/SigFlags 0')
    assert.equal(await kindOf(Buffer.from(disowned, 'latin1')), 'stripped', 'disowned')
  })

  it('written anew by qpdf without restrictions', { skip: !hasQpdf && 'qpdf is not here' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attesta-stripped-'))
    const [sealed, stripped] = [join(folder, 'sealed.pdf'), join(folder, 'stripped.pdf')]
    writeFileSync(sealed, pdf)
    assert.equal(spawnSync('qpdf', ['--remove-restrictions', sealed, stripped]).status, 0)
    const bytes = readFileSync(stripped)
    rmSync(folder, { recursive: true })
    assert.equal(await kindOf(bytes), 'stripped')
  })

  it('written anew by pdf-lib without its field: it still says who made it', async () => {
    const document = await PDFDocument.load(pdf)
    for (const name of ['AcroForm', 'Perms']) document.catalog.delete(PDFName.of(name))
    for (const page of document.getPages()) page.node.delete(PDFName.of('Annots'))
    for (const [object] of document.context.enumerateIndirectObjects())
      if (/\/ByteRange|\/Sig\b/.test(String(document.context.lookup(object)))) document.context.delete(object)
    assert.equal(await kindOf(await document.save({ useObjectStreams: true })), 'stripped')
  })

  it('with its end missing, as after a download that broke off', async () => {
    for (const share of [0.1, 0.25, 0.5, 0.95])
      assert.equal(await kindOf(pdf.subarray(0, share * pdf.length)), 'incomplete', String(share))
  })

  it('but a form of somebody else, with a field that nobody signed, is not said to be ours', async () => {
    const field = '1 0 obj\n<< /FT /Sig /T (Firma) >>\nendobj\n2 0 obj\n<< /SigFlags 1 >>\nendobj\n'
    const empty = '3 0 obj\n<< /Type /Sig /ByteRange [0 10 12 0] /Contents <> >>\nendobj\n'
    for (const form of [field, field + empty])
      assert.equal(await kindOf(Buffer.from(`%PDF-1.7\n${form}%%EOF\n`)), 'noSeal')
  })

  it('followed by itself again: something was added, and nobody signed', async () => {
    assert.equal(await kindOf(Buffer.concat([pdf, pdf])), 'addedAfter')
    assert.equal(await kindOf(Buffer.concat([pdf, Buffer.from('\n'), pdf])), 'addedAfter')
  })

  it('sealed by a stranger, and by one that an update of the stranger put over ours', async () => {
    assert.equal(await kindOf(await sealedSheet({ key: strangers })), 'stranger')
    const changed = Buffer.from(pdf)
    changed[200] = (changed[200] ?? 0) ^ 1
    assert.equal(await kindOf(await signedAgain(changed, strangers)), 'stranger')
  })

  it('sealed with our name, but with a key that is not ours', async () => {
    const forged = { ...strangers, certificate: ours.certificate, chain: ours.chain }
    assert.equal(await kindOf(await sealedSheet({ key: forged })), 'altered')
  })

  it('sealed by the authority itself, which seals nothing', async () => {
    const [authority] = ours.chain
    assert.ok(authority?.isAuthority)
    const verdict = await verifierOf({ ...ours.certificate, isAuthority: true }, authority)(pdf)
    assert.equal(verdict.kind, 'stranger')
  })

  it('with our key, but without DocMDP, with another level, or unknown to the catalogue', async () => {
    for (const [words, by] of [
      ['/TransformMethod /DocMDP', '/TransformMethod /None'],
      ['/P 1\n', '/P 2\n'],
      ['/Perms <<', '/Prems <<'],
      ['/M (D:2026', '/N (D:2026'],
    ] as const) {
      const write = rewritten(words, by)
      assert.equal(await kindOf(await sealedSheet({ key: ours, write })), 'changeAllowed', words)
    }
  })

  it('sealed before its certificate was valid, or after', async () => {
    for (const at of [later(TODAY, -30 * DAY), later(TODAY, 1096 * DAY)]) {
      const verdict = await verify(await sealedSheet({ key: ours, at }))
      assert.deepEqual(verdict, { kind: 'expired', sealedAt: at })
    }
  })

  it('where it is no PDF, has no seal, or is too large', async () => {
    assert.equal(await kindOf(new Uint8Array()), 'notPdf')
    assert.equal(await kindOf(Buffer.from('<!doctype html>')), 'notPdf')
    assert.equal(await kindOf(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')), 'noSeal')
    assert.equal(await kindOf(Buffer.concat([pdf, Buffer.alloc(LARGEST_DOCUMENT)])), 'tooLarge')
  })

  it('whatever the bytes are: no file makes the verifier fail', async () => {
    const pieces = fc.constantFrom(
      '%PDF-1.7\n',
      '/ByteRange [0 20 40 60]',
      '/ByteRange [0 9999999999 1 2]',
      '/ByteRange [0 5 4 9]',
      '/Contents <3080308030803080>',
      '<30823082>',
      'startxref\n1\n%%EOF',
      ' 0 obj',
      'endobj',
      pdf.toString('latin1').slice(0, 7000),
      '<' + '30800000'.repeat(8000) + '>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        const kind = await kindOf(Buffer.from(`%PDF-1.7\n${parts.join('')}`, 'latin1'))
        return kind !== 'genuine'
      }),
      { numRuns: 300, seed: 5 },
    )
  })
})

/** What another program does that signs a document once more: an update with a signature over the whole file. */
async function signedAgain(sealed: Buffer, key: SealKey): Promise<Buffer> {
  const room = '0'.repeat(8000)
  const range = '/ByteRange [0 9999999999 9999999999 9999999999]'
  const longer = updated(sealed, (first) => ({
    [first]: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${range}\n/Contents <${room}> >>`,
  }))
  const tail = new Uint8Array(longer)
  const filled = fillByteRange(tail)
  const counts = { plain: 0, timestamped: 0, withoutTimestamp: 0 }
  const signed = signedParts(tail, filled)
  fillContents(tail, filled, await makeSeal(key, undefined, { signed, counts, log: () => undefined }))
  return Buffer.from(tail)
}
