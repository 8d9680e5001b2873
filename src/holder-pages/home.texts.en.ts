import { type SameShape } from '../messages/locale.js'
import { type it } from './home.texts.it.js'

export const en = {
  title: 'The QR of the disability status',
  promise: 'One QR says whether your disability is recognised today',
  lead: 'When a new final decision arrives, the QR stays the same. Its answer changes.',
  get: 'Get the QR',
  verify: 'Verify a QR',
  picture: {
    youShow: 'You show',
    theyRead: 'Whoever scans it reads',
    qr: 'A sample QR',
    note: 'Never the diagnosis. The percentage only with your approval.',
  },
  who: {
    title: 'Who can have it',
    text: 'You can have it if we hold a final decision about you. Whoever acts for you can ask.',
  },
  missing: {
    title: 'What may be missing',
    text: 'Court decisions and acts before 2010 may be missing here. Trento, Bolzano and Valle d’Aosta keep their own archives. Your rights stay: show the paper you have.',
  },
  how: {
    title: 'How to get it',
    steps: [
      'Log in with SPID, CIE or CNS.',
      'Read the note and choose what the QR shows.',
      'Print the QR or keep it on your phone.',
      'Show it with your health card.',
    ],
  },
  scan: {
    title: 'What a scan shows',
    text: 'The verifier also types your codice fiscale. They read if a condition is recognised, and which only if you choose so. They never see diagnosis, percentage or dates.',
  },
  degree: {
    title: 'Who must know the percentage',
    text: 'They log in with SPID, CIE or CNS, and state body and purpose. They see judgement and percentage only with your approval, for ten minutes.',
  },
  noSpid: {
    title: 'No SPID?',
    text: 'Name a delegate, go to a counter or call {telefono}.',
    more: 'All the ways',
  },
  note: {
    title: 'How we use the data',
    text: (version: number, day: string) => `Read the {nota}, version ${String(version)} of ${day}.`,
    link: 'information note',
  },
} satisfies SameShape<typeof it>
