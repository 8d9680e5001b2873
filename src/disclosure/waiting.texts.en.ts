import { type SameShape } from '../messages/locale.js'
import { type waitingIt } from './waiting.texts.it.js'

export const waitingEn = {
  title: 'A request for you',
  none: 'No request',
  noneLead: 'Nobody waits for your answer now.',
  lead: 'Somebody asks to see your data.',
  who: 'Who asks',
  body: 'For which body',
  unverified: 'Unverified body: we do not know whether it is true.',
  why: 'Purpose',
  what: 'What they see',
  whatValue: 'Judgement, percentage, dates and notes, for ten minutes.',
  until: 'You can answer until',
  words: 'Does the one who asks read the same words?',
  wordsNote: 'If they read other words, refuse.',
  approve: 'They see the data for ten minutes.',
  approveGo: 'Approve',
  refuse: 'They see nothing. You need not say why.',
  refuseGo: 'Refuse',
  report: 'We stop the request and look into it.',
  reportGo: 'Report',
  choose: 'Your answer',
  look: 'See whether there is a request',
  approved: { title: 'You approved', lead: (body) => `Now ${body} sees the data, for ten minutes.` },
  refused: { title: 'You said no', lead: (body) => `${body} sees nothing.` },
  reported: {
    title: 'You reported the request',
    lead: (body) => `${body} sees nothing. We look into it.`,
    number: 'To talk about it with us quote',
  },
  over: {
    title: 'The request no longer waits',
    lead: 'It has expired, or is decided already. Your answer changed nothing.',
  },
  checks: 'My checks',
  mine: 'My QR',
} satisfies SameShape<typeof waitingIt>
