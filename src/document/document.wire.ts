import { type Attestation } from '../attestation/attestation.js'
import { type Holder } from '../attestation/holder.js'
import { type Clock } from '../kernel/clock.js'
import { Bug } from '../kernel/failures.js'
import { type Locale } from '../messages/locale.js'
import { type ServiceFacts } from '../web/page-context.js'
import { qrAddress } from './qr-address.js'
import { MODULES_BUDGET, qrModuleCount, qrOf } from './qr.gateway.js'
import { openSheetThreads } from './sheet-threads.gateway.js'
import { initialed } from './sheet.js'
import { terminalQr } from './terminal-qr.js'

export interface DocumentNeeds {
  clock: Clock
  service: ServiceFacts
}

/** What the holder carries: the sheet and its QR. */
export function wireDocument({ clock, service }: DocumentNeeds) {
  const writeSheet = openSheetThreads()
  return {
    /** Writes the sheet of somebody's QR: in memory only, never on a disk. */
    sheetOf: async (
      locale: Locale,
      { register }: Pick<Holder, 'register'>,
      { token }: Pick<Attestation, 'token'>,
    ): Promise<Uint8Array> => {
      if (!register) throw new Bug('a sheet without a holder')
      const { baseUrl, telephone, institution } = service
      const name = initialed(register.nome, register.cognome)
      return writeSheet({ locale, name, issuedOn: clock.today(), baseUrl, token, telephone, institution })
    },
    /** The dark modules of the QR, row by row. */
    qrModules: ({ token }: Pick<Attestation, 'token'>) => qrOf(qrAddress(service.baseUrl, token)),
    /** A warning where a long host makes the QR hard to read; printed at start. */
    isQrTooDense: () => qrModuleCount(service.baseUrl) > MODULES_BUDGET,
    /** The address as a QR of half blocks, for a terminal. */
    terminalQr: (address: string) => terminalQr(qrOf(address)),
  }
}
