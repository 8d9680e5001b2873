import { type SameShape } from '../messages/locale.js'
import { type it } from './information.texts.it.js'

export const en = {
  privacy: {
    title: 'Privacy',
    lead: 'We use few data, for a short time, and show you who looks at them.',
    sections: [
      { title: 'Who handles the data', text: ['{ente} is the controller. Write to {contatto}.'] },
      {
        title: 'Why',
        text: [
          'We use the data to give you the QR, answer checks and show you who checked.',
          'It is a public interest task (arts. 6 and 9 GDPR). Your approval covers one check and is not the legal basis.',
        ],
      },
      {
        title: 'Which data',
        text: [
          'We use name, codice fiscale, birth date, contacts and decisions, all encrypted. No profiles.',
        ],
      },
      {
        title: 'For how long',
        text: [
          'Of a simple check: hour and answer, 90 days, not who checked.',
          'Of an approved check: operator, body, purpose and data shown, 24 months.',
          'Of what you do at a counter: document seen, number of the form and clerk, 24 months.',
        ],
      },
      {
        title: 'Your rights',
        text: [
          'You may ask to see, correct or restrict the data, or object. You may complain to the Garante.',
        ],
      },
    ],
  },
  legalNotes: {
    title: 'Legal notes',
    lead: 'What the QR is worth, and what it is not.',
    sections: [
      {
        title: 'The QR',
        text: [
          'The QR shows what this archive holds today. It is free and optional.',
          'It is not an identity document: the verifier looks at one. It does not replace the paper decision, which still counts.',
        ],
      },
      {
        title: 'The answer',
        text: [
          'It counts at the moment you read it. A photo of an answer proves nothing: make a new check.',
          'Each body decides on benefits by its own rules.',
        ],
      },
      {
        title: 'The words of the law',
        text: [
          'We write “disability” and “person with a disability” (D.Lgs. 62/2024). The older names remain only as labels of the laws they come from.',
        ],
      },
      {
        title: 'Who runs it',
        text: ['The service belongs to {ente}. The program is free software: its licence is EUPL 1.2.'],
      },
    ],
  },
  accessibility: {
    title: 'Accessibility declaration',
    lead: 'Everybody should be able to use these pages, by themselves.',
    sections: [
      {
        title: 'Compliance',
        text: [
          '{ente} aims at Law 4/2004 and WCAG 2.2, level AA. The pages comply in part: the tests with people are not finished.',
        ],
      },
      {
        title: 'What we have tested',
        text: [
          'Each page passes the automatic tests, in Italian and English. We tried them on small screens, at 400 per cent zoom and with forced colours. They work by keyboard and without script.',
        ],
      },
      {
        title: 'What is missing',
        text: [
          'Tests with at least five people with different disabilities are missing. An easy-to-read text and a sign-language video are missing.',
          'The official blue of the SPID button has a contrast of 5.6 to 1. All other texts have at least 7 to 1.',
        ],
      },
      {
        title: 'Report a problem',
        text: [
          'Write to {contatto} or call {telefono}. We answer within 30 days. If the answer is not enough, write to the Difensore civico per il digitale, at AgID.',
        ],
      },
      {
        title: 'This declaration',
        text: ['It is of 25 November 2026. The tests were made by whoever runs the service.'],
      },
    ],
  },
  recorded: {
    title: 'What we record',
    lead: 'About who shows the QR and who checks it.',
    sections: [
      {
        title: 'When you check a QR',
        text: [
          'We record hour and answer, not who checks. We keep neither your network address nor the kind of telephone. After 90 days we delete them.',
        ],
      },
      {
        title: 'When you ask for the degree',
        text: [
          'We record your name, the body, the purpose and the data shown. The person sees them on their pages. We keep them for 24 months.',
        ],
      },
      {
        title: 'When you go to a counter',
        text: [
          'We record who serves you, the counter, the document you show and the form you sign. We keep them locked with a key, for 24 months. On your own pages you read each search and each print.',
        ],
      },
      {
        title: 'When you enter your own pages',
        text: [
          'We record that you logged in, by which means and when. We record if you get, replace or revoke a QR.',
        ],
      },
      {
        title: 'When you act for another person',
        text: [
          'We record your name, for whom you act, on what ground and what you do. The person reads it on their pages. We keep it for 24 months.',
        ],
      },
      {
        title: 'In your browser',
        text: [
          'We use only the cookies that are needed: they remember the language and keep you logged in until you leave. They do not follow you, so we ask for no consent.',
          'The QR stays on your telephone only if you ask for it. You remove it at any time. It also goes when you log out.',
        ],
      },
      {
        title: 'If you are the one who checks',
        text: [
          'Open only these pages, never those shown on another telephone. Look at an identity document. Do not keep the sheet and do not copy the codes.',
        ],
      },
    ],
  },
  help: {
    title: 'Need help?',
    lead: 'Call {telefono}.',
    sections: [
      {
        title: 'You have no SPID',
        text: [
          'You can log in with the electronic identity card (CIE) or the health card (CNS) too. The CNS needs a reader.',
        ],
      },
      {
        title: 'Name a delegate',
        text: [
          'Somebody you trust can have the QR for you. You name them on your own pages. You cannot? Call {telefono}.',
        ],
      },
      {
        title: 'Go to a counter',
        text: [
          'Go to a counter of {ente} or to a patronato. Take an identity document and your health card. You leave with the printed sheet.',
        ],
      },
      {
        title: 'You have no mobile phone',
        text: [
          'You can have the QR all the same. For the degree, approve on your own pages or show the paper decision.',
        ],
      },
      {
        title: 'You lost the sheet',
        text: ['Revoke or replace the QR on your pages, or call {telefono}. The old QR stops at once.'],
      },
      {
        title: 'Something is wrong',
        text: ['Does the answer of the QR look wrong? Call {telefono}. Your rights stay.'],
      },
    ],
  },
} satisfies SameShape<typeof it>
