import { type sheetsTextsIt } from './sheets.texts.it.js'

export const sheetsTextsEn = {
  title: 'Choose the sheet',
  lead: 'The QR is always the same. The sheet is in the language of this page.',
  back: 'Back',
  editions: {
    a4: { name: 'A4 sheet', what: 'One page, with the card to cut out.' },
    largePrint: { name: 'Large print', what: 'Two pages, with a larger QR.' },
    easyToRead: { name: 'Easy to read', what: 'Two pages, with short sentences and drawings.' },
  },
  download: 'Download the sheet (PDF)',
  read: 'Read the sheet as a page',
  print: 'You can print this page too.',
  others: 'Other sheets',
  letterMissing: {
    title: 'This sheet cannot be written',
    why: 'The name has a letter that the sheet cannot write.',
    valid: 'The QR is valid all the same. Show it on the screen, or print the sheet as a page.',
    screen: 'Show the QR on the screen',
    call: 'Do you want help? Call',
  },
} satisfies typeof sheetsTextsIt
