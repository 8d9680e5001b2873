import { type SignatureRoom, UNKNOWN_BYTE_RANGE } from '../seal/sealed-pdf.js'
import { type Pdf, type Section } from './sheet-drawings.gateway.js'

/** What the library keeps for itself, as far as the field needs it. */
interface Insides {
  _root: { data: Record<string, unknown> }
  endAcroForm: () => unknown
  page: { annotations: unknown[] }
}

/**
 * Adds an invisible signature field with room for a seal, and certifies that the document is not to be changed (DocMDP
 * with P=1, ISO 32000-1 §12.8.2.2). A field of no size needs no appearance (ISO 19005-2 §6.3.3), must not be hidden
 * (§6.3.2), and so is tagged and described for who listens (ISO 14289-1 §7.18.1).
 */
export function addSignatureField(pdf: Pdf, document: Section, label: string, room: SignatureRoom): void {
  const insides = pdf as unknown as Insides
  const signature = pdf.ref(signatureOf(room))
  signature.end(undefined)
  const form = pdf.struct('Form', { alt: label })
  document.add(form)
  pdf.annotate(0, 0, 0, 0, {
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('Seal'),
    TU: new String(label),
    Contents: new String(label),
    // Printed and locked (ISO 32000-1 table 165).
    F: 4 + 128,
    V: signature,
    structParent: form,
  } as never)
  form.end()
  const catalogue = insides._root.data
  catalogue['Perms'] = { DocMDP: signature }
  // The library's own forms bring fonts for what people would type; there is nothing to type here.
  insides.endAcroForm = () => undefined
  const field = insides.page.annotations.at(-1)
  catalogue['AcroForm'] = { Fields: [field], SigFlags: 3 }
}

/** The dictionary of a certification signature (ISO 32000-1 tables 252 to 254; ETSI EN 319 142-1 §6.3). */
function signatureOf({ bytes, at }: SignatureRoom): Record<string, unknown> {
  return {
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [...UNKNOWN_BYTE_RANGE],
    Contents: new Uint8Array(bytes),
    M: new Date(at),
    Reference: [
      {
        Type: 'SigRef',
        TransformMethod: 'DocMDP',
        TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
      },
    ],
  }
}
