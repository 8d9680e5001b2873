import { type SameShape } from '../messages/locale.js'
import { type layoutTextsIt } from './layout.texts.it.js'

export const layoutTextsEn = {
  service: 'Attesta',
  line: 'The QR of the disability status',
  wrong: 'Error: ',
  skip: 'Skip to content',
  languageAndLogin: 'Language and login',
  otherLanguage: 'Italiano',
  login: 'Log in',
  logout: 'Log out',
  ownPages: 'Your pages',
  qr: 'My QR',
  checks: 'Checks',
  judgement: 'Judgement',
  help: 'Need help?',
  call: 'Call {telefono}',
  otherHelp: 'Other ways',
  footer: 'About the service',
  privacy: 'Privacy',
  legalNotes: 'Legal notes',
  accessibility: 'Accessibility declaration',
  recorded: 'What we record',
  checkPdf: 'Check a PDF',
  own: (institution: string) => `Attesta is a service of ${institution}.`,
  demo: 'Demonstration: people, bodies and numbers are invented.',
  notPrinted: 'This page cannot be printed. In the file write the number, not the data.',
} satisfies SameShape<typeof layoutTextsIt>
