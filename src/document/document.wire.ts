import { type Attestation } from '../attestation/attestation.js'
import { type Holder } from '../attestation/holder.js'
import { type Clock } from '../kernel/clock.js'
import { Bug } from '../kernel/failures.js'
import { type Log } from '../kernel/log.js'
import { type Locale } from '../messages/locale.js'
import { type SealDocument } from '../seal/sealed-pdf.js'
import { type ServiceFacts } from '../web/page-context.js'
import { type Edition } from './edition.js'
import { canDraw, NoGlyph } from './fonts.gateway.js'
import { qrAddress } from './qr-address.js'
import { qrPng, qrSvg } from './qr-files.gateway.js'
import { MODULES_BUDGET, qrModuleCount, qrOf } from './qr.gateway.js'
import { openSheetThreads } from './sheet-threads.gateway.js'
import { sheetTwin } from './sheet-twin.page.js'
import { drawnName, initialed, type Sheet } from './sheet.js'
import { terminalQr } from './terminal-qr.js'

/** All that a drawing of the QR needs. */
type Attested = Pick<Attestation, 'token'>

export interface DocumentNeeds {
  clock: Clock
  service: ServiceFacts
  seal: SealDocument
  log: Log
}

/** What the holder carries: the sheet and its QR. */
export function wireDocument({ clock, service, seal, log }: DocumentNeeds) {
  const writeSheet = openSheetThreads()
  const sheetFor = (
    locale: Locale,
    { register }: Pick<Holder, 'register'>,
    { token }: Attested,
    edition: Edition,
  ): Sheet => {
    if (!register) throw new Bug('a sheet without a holder')
    const { baseUrl, telephone, institution } = service
    const name = initialed(register.nome, register.cognome)
    return { edition, locale, name, issuedOn: clock.today(), baseUrl, token, telephone, institution }
  }
  /** The dark modules of the QR, row by row. */
  const qrModules = ({ token }: Attested) => qrOf(qrAddress(service.baseUrl, token))

  return {
    /**
     * Writes the sheet of somebody's QR, and seals it: in memory only, never on a disk. Nothing where the name has a letter
     * that no font draws, which is warned of: whose name it is nobody is told.
     */
    sheetOf: async (
      locale: Locale,
      holder: Pick<Holder, 'register'>,
      attestation: Attested,
      edition: Edition = 'a4',
    ): Promise<Uint8Array | undefined> => {
      const sheet = sheetFor(locale, holder, attestation, edition)
      try {
        return await seal((room) => writeSheet(sheet, room))
      } catch (error) {
        if (!(error instanceof NoGlyph)) throw error
        log('service.warning', { warning: 'letterWithoutGlyph', count: 1 })
        return undefined
      }
    },
    /** Whether the fonts have every letter of the name: without, `sheetOf` writes nothing. */
    canWrite: ({ register }: Pick<Holder, 'register'>) =>
      register !== undefined && canDraw(drawnName(initialed(register.nome, register.cognome))),
    /** The same sheet as a page. */
    twinOf: (locale: Locale, holder: Pick<Holder, 'register'>, attestation: Attested, edition: Edition) =>
      sheetTwin(sheetFor(locale, holder, attestation, edition), qrModules(attestation)),
    qrModules,
    /** The QR as a file to save. */
    qrPng: (attestation: Attested) => qrPng(qrModules(attestation)),
    qrSvg: (attestation: Attested) => qrSvg(qrModules(attestation)),
    /** How many modules wide the QR is where a long host takes more than 41, which is warned of at start. */
    tooManyModules: () => {
      const count = qrModuleCount(service.baseUrl)
      return count > MODULES_BUDGET ? count : undefined
    },
    /** The address as a QR of half blocks, for a terminal. */
    terminalQr: (address: string) => terminalQr(qrOf(address)),
  }
}
