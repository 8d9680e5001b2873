import { type SameShape } from '../messages/locale.js'
import { type errorTextsIt } from './error.texts.it.js'

export const errorTextsEn = {
  notFound: { title: 'This page does not exist', say: 'The address may be mistyped. Go to the start.' },
  down: { title: 'The service is down now', say: 'Try again soon. Your data are safe.' },
  session: { title: 'The session ended', say: 'Log in again: your text is kept.' },
  tooMany: { title: 'Too many tries', say: 'Wait a while, then try again.' },
  forbidden: {
    title: 'You cannot enter here',
    say: 'The request does not come from our pages. Go to the start and try again.',
  },
  badRequest: {
    title: 'We could not read this',
    say: 'It reached us broken. Go to the start and try again.',
  },
  tooLarge: { title: 'The text is too long', say: 'Go back, write less and try again.' },
  failure: { title: 'This is our mistake', say: 'You did nothing wrong. Try again soon, or call.' },
  cancelled: {
    title: 'You are not logged in',
    say: 'The login was not completed. Retry or choose another way.',
  },
  mandateEnded: {
    title: 'The mandate has ended',
    say: 'From now on you cannot act for this person. What you did before stays. This last request has changed nothing. If this is a mistake, call.',
  },
  outsideMandate: {
    title: 'Your mandate does not cover this',
    say: 'You may do other things for this person, but not this. Nothing has changed. If this is a mistake, call.',
  },
  chooseAnother: 'Choose for whom to act',
  retry: (minutes: number, at: string) =>
    `Try again in ${minutes === 1 ? 'one minute' : `${String(minutes)} minutes`}${at === '' ? '' : `, at ${at}`}.`,
  start: 'Go to the start',
  again: 'Try again',
  login: 'Log in',
  reference: 'Number to quote',
  help: 'Help',
} satisfies SameShape<typeof errorTextsIt>
