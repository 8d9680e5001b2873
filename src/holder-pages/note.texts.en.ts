import { type SameShape } from '../messages/locale.js'
import { type it } from './note.texts.it.js'

export const en = {
  title: 'The information note',
  version: (version: number, day: string) => `Version ${String(version)} of ${day}.`,
  sections: [
    {
      title: 'What it is for',
      text: 'The QR says that a disability is recognised today. Use it to ask for a benefit or a discount. It is free and optional: the paper decision still counts. Each body applies its own rules.',
    },
    {
      title: 'Who can have it',
      text: 'We must hold a final decision. A provisional one is not enough. Court decisions and acts before 2010 may be missing. Trento, Bolzano and Valle d’Aosta keep their own archives.',
    },
    {
      title: 'How it stays true',
      text: 'The QR belongs to you, not to one decision. A new visit does not change it. Each answer comes from that day’s decisions.',
    },
    {
      title: 'What a verifier sees',
      text: 'A verifier scans the QR and types your codice fiscale. They read if a condition is recognised, and which only if you choose so. They never see diagnosis, percentage or dates.',
    },
    {
      title: 'When more is needed',
      text: 'Some benefits depend on judgement or percentage. An operator logs in and states body and purpose. We text a one-time code to your mobile. Telling it to the operator is your approval. You may refuse without a reason. The operator sees judgement, percentage, dates and notes for ten minutes. They may look again twice, within thirty minutes. Without a mobile, approve on your own pages.',
    },
    {
      title: 'What you can do',
      text: 'Your pages list every check. You can change your choice, replace or revoke the QR, at once. Never tell the code to someone you do not know.',
    },
  ],
} satisfies SameShape<typeof it>
