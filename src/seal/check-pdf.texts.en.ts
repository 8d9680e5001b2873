import { type it } from './check-pdf.texts.it.js'

export const en = {
  title: 'Check a PDF',
  lead: 'Did you get a sheet as a PDF? Learn here whether it is ours, and whether anybody changed it.',
  go: 'Check',
  again: 'Check another PDF',
  verify: 'Verify a QR',
  errors: 'There is no file',
  severalErrors: 'There is more than one file',
  file: {
    label: 'The PDF file',
    hint: '1 MB at most. A photo or a scan will not do.',
    missing: 'Choose a PDF file.',
    several: 'Choose one file at a time.',
  },
  kept: 'The file does not stay here. We read it and throw it away at once.',
  live: 'The QR gives today’s answer, not the sheet. A true sheet may have a QR that is no longer valid.',
  demo: 'This is a trial. The seal is a trial seal and means nothing elsewhere.',
  certificate: 'Download the certificate of the seal',
  sealed: (day: string, time: string) => `Sealed on ${day}, at ${time}.`,
  nextTitle: 'What to do',
  limitsTitle: 'What it does not say',
  verdicts: {
    genuine: {
      title: 'The PDF is genuine',
      what: 'We made it. Nobody has changed it since it was sealed.',
      next: 'Now scan the QR and read the answer.',
    },
    tooLarge: {
      title: 'The file is too large',
      what: 'We read files of up to 1 MB here. Our sheets are smaller.',
      next: 'Choose the PDF of the sheet, as you got it.',
    },
    notPdf: {
      title: 'The file is not a PDF',
      what: 'A photo or a scan has no seal. We cannot say whose it is.',
      next: 'Ask for the PDF, or scan the QR.',
    },
    incomplete: {
      title: 'The PDF is not whole',
      what: 'The end of the file is missing. The download may have broken off.',
      next: 'Ask for the PDF again, or scan the QR.',
    },
    noSeal: {
      title: 'The PDF has no seal',
      what: 'It is not a sheet of ours, or it is a copy. A PDF that is printed and saved again loses its seal.',
      next: 'Ask for the original PDF, or scan the QR.',
    },
    stripped: {
      title: 'The seal is gone',
      what: 'The PDF says that it is a sheet of ours, but its seal was taken away.',
      next: 'Do not trust this file. Scan the QR.',
    },
    altered: {
      title: 'The PDF was changed',
      what: 'It is no longer the file that was sealed.',
      next: 'Do not trust this file. Scan the QR.',
    },
    addedAfter: {
      title: 'Something was added to the PDF',
      what: 'Our seal covers only a part of the file. What you see may be false.',
      next: 'Do not trust this file. Scan the QR.',
    },
    signedAgain: {
      title: 'The PDF has another signature',
      what: 'Somebody signed after our seal. What you see may be false.',
      next: 'Do not trust this file. Scan the QR.',
    },
    stranger: {
      title: 'The seal is not ours',
      what: 'The PDF has a seal, but it is somebody else’s.',
      next: 'Do not trust this file. Scan the QR.',
    },
    expired: {
      title: 'The seal was not valid',
      what: 'The certificate of the seal did not hold on that day.',
      next: 'Do not trust this file. Scan the QR.',
    },
    changeAllowed: {
      title: 'The seal is not complete',
      what: 'Our sheets forbid every change. This one does not.',
      next: 'Do not trust this file. Scan the QR.',
    },
  },
} satisfies typeof it
