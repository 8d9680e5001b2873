import { drawToken } from '../src/attestation/token.js'
import { sheetPdf } from '../src/document/sheet.gateway.js'
import { type Instant, parseInstant } from '../src/kernel/instant.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { type Certificate, type SealKey } from '../src/seal/certificate.js'
import { demoSeal } from '../src/seal/demo-authority.gateway.js'
import { makeSeal, roomFor, type SealCounts } from '../src/seal/make-seal.gateway.js'
import { openSealBy } from '../src/seal/open-seal.gateway.js'
import { sealDocument } from '../src/seal/seal-document.js'
import { type SignatureRoom } from '../src/seal/sealed-pdf.js'
import { keyFromPem } from '../src/seal/seal-key.gateway.js'
import { type Stamp } from '../src/seal/timestamp.gateway.js'
import { verifyDocument } from '../src/seal/verify-document.js'
import { clockOf } from '../src/kernel/clock.js'

export const TODAY = parseInstant('2026-11-25T21:30:00Z') as Instant

/** A sheet with room for a seal. */
export async function writeSheet(room: SignatureRoom, name = 'Elvira T.'): Promise<Uint8Array> {
  const sheet = {
    edition: 'a4' as const,
    locale: 'it' as const,
    name,
    issuedOn: '2026-11-25' as LegalDay,
    baseUrl: 'https://qr.example',
    token: drawToken(systemChance),
    telephone: '800 000 123',
    institution: 'Istituto di prova',
  }
  return sheetPdf(sheet, { room })
}

/** A key with a certificate of its own authority, made at an instant. */
export async function newSealKey(
  now = TODAY,
): Promise<SealKey & { pem: { key: string; certificates: string } }> {
  const pem = await demoSeal({ now, chance: systemChance })
  return { ...keyFromPem(pem), pem }
}

export interface Sealing {
  key: SealKey
  at?: Instant
  stamp?: Stamp
  counts?: SealCounts
  write?: (room: SignatureRoom) => Promise<Uint8Array>
}

/** A sheet, sealed. */
export function sealedSheet({
  key,
  at = TODAY,
  stamp,
  counts,
  write = writeSheet,
}: Sealing): Promise<Buffer> {
  const seal = sealDocument({
    room: async () => roomFor(key, stamp !== undefined),
    makeSeal: (signed) =>
      makeSeal(key, stamp, {
        signed,
        counts: counts ?? { plain: 0, timestamped: 0, withoutTimestamp: 0 },
        log: () => undefined,
      }),
    clock: clockOf(() => at),
  })
  return seal(write).then((pdf) => Buffer.from(pdf))
}

/** The verifier of who trusts these certificates, and these authorities for the time. */
export function verifierWith(trusted: Certificate[], authorities: Certificate[]) {
  return verifyDocument({ openSeal: openSealBy(trusted, authorities) })
}

/** The verifier of who trusts these certificates. */
export function verifierOf(...trusted: Certificate[]) {
  return verifyDocument({ openSeal: openSealBy(trusted) })
}

export const certificatesOf = ({ certificate, chain }: SealKey) => [certificate, ...chain]

/** Writes the same document anew with some words exchanged, each as long as before, and seals it: what only its owner can. */
export function rewritten(words: string, by: string): (room: SignatureRoom) => Promise<Uint8Array> {
  return async (room) => {
    const text = Buffer.from(await writeSheet(room)).toString('latin1')
    if (!text.includes(words)) throw new Error('the document does not say so')
    return new Uint8Array(Buffer.from(text.replace(words, by.padEnd(words.length)), 'latin1'))
  }
}

/** The object that the trailer of a PDF names, and how many there are. */
function trailerOf(pdf: Buffer): { root: string; size: number; startxref: string } {
  const text = pdf.toString('latin1')
  const named = (pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
  return {
    root: named(/\/Root (\d+) 0 R/),
    size: Number(named(/\/Size (\d+)/)),
    startxref: [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '',
  }
}

/** An incremental update (ISO 32000-1 §7.5.6): new objects behind, what was there untouched. */
export function updated(pdf: Buffer, objects: (first: number) => Record<number, string>): Buffer {
  const { root, size, startxref } = trailerOf(pdf)
  const made = objects(size)
  let body = '\n'
  const places: [number, number][] = []
  for (const [number, text] of Object.entries(made)) {
    places.push([Number(number), pdf.length + body.length])
    body += `${number} 0 obj\n${text}\nendobj\n`
  }
  const table = places
    .map(([number, place]) => `${String(number)} 1\n${String(place).padStart(10, '0')} 00000 n \n`)
    .join('')
  const top = Math.max(size, ...places.map(([number]) => number + 1))
  const trailer = `trailer\n<< /Size ${String(top)} /Root ${root} 0 R /Prev ${startxref} >>`
  const start = pdf.length + body.length
  return Buffer.concat([
    pdf,
    Buffer.from(`${body}xref\n${table}${trailer}\nstartxref\n${String(start)}\n%%EOF\n`, 'latin1'),
  ])
}

/** The same page with a white box and other words over it: what looks true and is not. */
export function drawnOver(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1')
  const page = /(\d+) 0 obj\n(<<\n\/Type \/Page\n[\s\S]*?\n)>>\nendobj/.exec(text)
  if (!page) throw new Error('the page was not found')
  const [, number = '', dictionary = ''] = page
  const contents = /\/Contents (\d+ 0 R)/.exec(dictionary)?.[1] ?? ''
  const box = '1 g 50 600 300 100 re f'
  return updated(pdf, (first) => ({
    [number]: dictionary.replace(/\/Contents \d+ 0 R/, `/Contents [${contents} ${String(first)} 0 R]`) + '>>',
    [first]: `<< /Length ${String(box.length)} >>\nstream\n${box}\nendstream`,
  }))
}
